"""What already pays an invoice, so that nobody pays it twice: a card payment under way, a debit that is announced."""

from dataclasses import dataclass

from django.urls import reverse

from egide.cards.models import CardPayment
from egide.invoicing.models import Invoice
from egide.members.models import Member

OPEN = "un paiement par carte est en cours"
LOOKED_AT = "le service vérifie un paiement par carte"
ANNOUNCED = "un prélèvement est annoncé pour le {:%d/%m/%Y}"


@dataclass(frozen=True)
class UnderWay:
    """`reason` ends a sentence; `page` is where it can be followed, or stopped."""

    invoice: Invoice
    reason: str
    page: str


def under_way(member: Member, invoice: Invoice | None = None) -> list[UnderWay]:
    """Of one invoice, or of all those of the member."""
    which = {"invoice": invoice} if invoice else {}
    parts = member.cardparts.filter(live=True, **which).select_related("invoice", "card_payment")
    orders = member.debitorders.planned().filter(**which).select_related("invoice", "batch")
    debits = reverse("portal:debit", args=[member.number])
    by_card = [UnderWay(part.invoice, *_followed(member, part.card_payment)) for part in parts]
    return by_card + [UnderWay(one.invoice, ANNOUNCED.format(one.batch.collect_on), debits) for one in orders]


def _followed(member: Member, found: CardPayment) -> tuple[str, str]:
    reason = OPEN if found.is_open else LOOKED_AT
    return reason, reverse("portal:card-payment", args=[member.number, found.pk])
