"""What is paid by card: the payment, the invoices it is for, what the provider told; one noun a file."""

from egide.cards.models.notice import CardNotice
from egide.cards.models.part import CardPart
from egide.cards.models.payment import CardPayment

__all__ = ["CardNotice", "CardPart", "CardPayment"]
