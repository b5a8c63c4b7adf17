"""What is told of card payments: the receipt, to all who read the invoices; a refusal, to whoever was paying."""

from egide.cards.models import CardPayment
from egide.common.events import react_to
from egide.common.french import shown_euros
from egide.common.models import Event
from egide.invoicing.models import Allocation
from egide.notifications import recipients
from egide.notifications.outbox import write
from egide.notifications.texts import to_member
from egide.notifications.topics import Topic


@react_to("cardpayment.confirm")
def tell_a_card_payment(event: Event) -> None:
    """It comes to the payer whatever else they want to read: money has left an account."""
    paid = _paid(event)
    settled = "\n".join(f"- facture n° {one.invoice.number} : {shown_euros(one.amount)}" for one in _settled(paid))
    left = paid.credit
    more = f"\n{shown_euros(left)} allaient au-delà de ce qui restait dû : ils sont à votre avoir." if left else ""
    told = f"Nous avons reçu votre paiement par carte de {shown_euros(paid.amount)}, référence {paid.reference}."
    body = f"{told}\n{settled}{more}".rstrip()
    subject = f"Paiement de {shown_euros(paid.amount)} reçu"
    for address in sorted({*recipients.of_member(paid.member, Topic.INVOICES), *_payer(paid)}):
        write(address, subject, to_member(paid.member, body, _page(paid)), event=event)


@react_to("cardpayment.refuse")
def tell_a_refused_card(event: Event) -> None:
    paid = _paid(event)
    body = (
        f"La banque a refusé le paiement par carte de {shown_euros(paid.amount)} : rien n’a été débité.\n"
        "Les factures restent dues : essayez une autre carte, ou réglez par virement."
    )
    for address in _payer(paid):
        write(address, "Paiement par carte refusé", to_member(paid.member, body, _page(paid)), event=event)


def _paid(event: Event) -> CardPayment:
    return CardPayment.objects.select_related("member", "opened_by", "payment").get(pk=event.subject_id)


def _settled(paid: CardPayment) -> list[Allocation]:
    return list(Allocation.objects.live().filter(payment=paid.payment_id).select_related("invoice").order_by("pk"))


def _payer(paid: CardPayment) -> list[str]:
    return recipients.of_person(paid.opened_by)


def _page(paid: CardPayment) -> str:
    return f"mes-factures/carte/{paid.pk}/"
