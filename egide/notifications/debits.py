"""What members are told of direct debits: the mandate, the notice before each debit, what the bank sent back."""

from egide.common.events import react_to
from egide.common.french import shown_euros
from egide.common.models import Event
from egide.debits.models import DebitMandate, DebitOrder
from egide.notifications import recipients
from egide.notifications.outbox import write
from egide.notifications.texts import to_member
from egide.notifications.topics import Topic

PAGE = "mes-factures/prelevement/"


@react_to("debitmandate.sign")
def tell_a_signed_mandate(event: Event) -> None:
    """To all who read the invoices, whoever signed: money will leave the account."""
    mandate = _mandate_of(event)
    body = (
        f"{mandate.signed_by} a signé un mandat de prélèvement SEPA sur le compte {mandate.shown_iban}.\n"
        f"Référence (RUM) : {mandate.rum}. Si ce n’est pas voulu, révoquez-le dans Mes factures, Prélèvement."
    )
    _tell(event, mandate, "Mandat de prélèvement signé", body)


@react_to("debitmandate.revoke", "debitmandate.expire")
def tell_an_ended_mandate(event: Event) -> None:
    mandate = _mandate_of(event)
    body = (
        f"Le mandat de prélèvement {mandate.rum} a pris fin : {mandate.closed_because}.\n"
        "Vos factures ne sont plus prélevées : réglez-les par virement, ou signez un autre mandat."
    )
    _tell(event, mandate, "Mandat de prélèvement terminé", body)


@react_to("debitorder.announce")
def tell_a_coming_debit(event: Event) -> None:
    """The « pré-notification » of the rulebook: amount, day, reference of the mandate, identifier of the creditor."""
    order = _order_of(event)
    day = f"{order.batch.collect_on:%d/%m/%Y}"
    body = (
        f"{shown_euros(order.amount)} seront prélevés le {day} sur le compte {order.mandate.shown_iban}, pour la "
        f"facture n° {order.invoice.number}.\n"
        f"RUM : {order.mandate.rum}. ICS : {order.mandate.agreed['identifier']}."
    )
    _tell(event, order, f"Prélèvement le {day}", body)


@react_to("debitorder.withdraw")
def tell_a_debit_that_will_not_be(event: Event) -> None:
    """Only whoever was told that it would be."""
    order = _order_of(event)
    if order.announced_at:
        body = (
            f"Le prélèvement annoncé de {shown_euros(order.amount)} n’aura pas lieu : {order.withdrawn_because}.\n"
            f"Il concernait la facture n° {order.invoice.number}."
        )
        _tell(event, order, "Prélèvement annulé", body)


@react_to("debitorder.reject")
def tell_a_rejected_debit(event: Event) -> None:
    """Once: a mandate that this reject suspends is told in the same mail."""
    order = _order_of(event)
    ended = "" if order.mandate.is_active else "\nLe mandat ne peut plus servir : signez-en un autre si vous le voulez."
    body = (
        f"Votre banque a rejeté le prélèvement de {shown_euros(order.amount)} : {order.reject_told}.\n"
        f"La facture n° {order.invoice.number} est de nouveau due : réglez-la par virement.{ended}"
    )
    _tell(event, order, "Prélèvement rejeté par votre banque", body)


def _mandate_of(event: Event) -> DebitMandate:
    return DebitMandate.objects.select_related("member").get(pk=event.subject_id)


def _order_of(event: Event) -> DebitOrder:
    rows = DebitOrder.objects.select_related("member", "batch", "mandate", "invoice")
    return rows.get(pk=event.subject_id)


def _tell(event: Event, row: DebitMandate | DebitOrder, subject: str, body: str) -> None:
    for address in recipients.of_member(row.member, Topic.INVOICES, owed=True):
        write(address, subject, to_member(row.member, body, PAGE), event=event)
