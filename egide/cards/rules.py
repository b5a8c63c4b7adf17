"""Opening the page of the provider, giving it up, and what a notice changes: what takes several rows."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import EURO, Kind, Order, Provider, Told, Unreachable, in_cents, in_euros, provider
from egide.cards.models import CardNotice, CardPart, CardPayment
from egide.cards.models.notice import Anomaly
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.models import Member

log = logging.getLogger(__name__)

CLOSED = "Le paiement par carte n’est pas ouvert : réglez par virement."
NOTHING = "Choisissez au moins une facture à régler."
TAKEN = "Une de ces factures vient d’être réglée ou est déjà en cours de paiement : relisez la liste."
SILENT = "La page de paiement ne répond pas : rien n’a été débité. Réessayez dans quelques minutes, ou par virement."
DECIDED_ALREADY = "La banque vient de décider de ce paiement : relisez son état."
# The provider's page is closed by itself; then its last notice has as long to come.
GRACE = timedelta(hours=1)
DECIDED = timedelta(minutes=10)  # after that long without a notice, the provider is asked


def payable(member: Member) -> InvoiceQuerySet:
    """To pay, in no card payment under way and no direct debit announced; soonest due first."""
    owed = Invoice.objects.filter(member=member).to_pay()
    under_way = CardPart.objects.filter(member=member, live=True).values("invoice")
    return owed.exclude(pk__in=under_way).exclude(debit_orders__state="planned")


def open_checkout(
    member: Member, invoices: Iterable[Invoice], *, by: User, return_url: Callable[[CardPayment], str]
) -> CardPayment:
    """Our row first, then the page of the provider, with nothing held while it answers; Refused with what to do."""
    if (bank := provider()) is None:
        raise Refused(CLOSED)
    payment = _opened(bank, member, list(invoices), by=by)
    label = f"{member.number} {payment.reference}"
    try:
        checkout = bank.open(Order(payment.reference, in_cents(payment.amount), label, return_url(payment)))
    except Unreachable as silent:
        log.warning("the card provider opened no page: %s", silent)
        payment.expire(by=None)
        raise Refused(SILENT) from silent
    payment.start(by=by, checkout=checkout)
    return payment


def give_up(payment: CardPayment, *, by: Actor) -> None:
    """The page is closed first, so that nobody pays there any more; Refused when somebody already has, and of a payment
    that accounting looks at: its invoices are not freed by whoever paid another sum."""
    if not payment.is_open:
        raise Refused(DECIDED_ALREADY)
    bank = provider()
    if bank is not None and bank.name == payment.provider and payment.provider_reference:
        try:
            bank.close(payment.provider_reference)
            told = bank.look(payment.provider_reference)
        except Unreachable as silent:
            raise Refused("La page de paiement ne répond pas : réessayez dans quelques minutes.") from silent
        if told is not None:
            receive(told, bank.name)
            raise Refused(DECIDED_ALREADY)
    payment.expire(by=by)


def receive(told: Told, name: str) -> CardNotice | None:
    """Takes a notice of the provider `name` in, once; None when it was known. Late or out of order, it does no harm."""
    if _known(told, name):
        return None
    with transaction.atomic():
        payments = CardPayment.objects.select_for_update(no_key=True)
        payment = payments.filter(provider=name, provider_reference=told.reference).first()
        notice = CardNotice(provider=name, event_id=told.event_id, kind=told.kind, card_payment=payment)
        notice.provider_reference, notice.currency, notice.happened_at = told.reference, told.currency, told.at
        notice.amount = in_euros(told.cents)
        try:
            notice.take_in(by=None)
        except Refused:
            if not _known(told, name):
                raise
            return None  # the same notice, taken in a moment before
        _apply(notice, told, payment)
    return notice


def hear(told: Told, name: str) -> bool:
    """`receive`, for whoever is no person: False when the notice is to come again, its payment being in other hands."""
    try:
        receive(told, name)
    except Refused as refusal:
        log.warning("the card notice %s is to come again: %s", told.event_id, refusal)
        return False
    return True


def ask_after(bank: Provider) -> None:
    """Payments whose notice does not come: the provider is asked, and what nobody has paid is let go."""
    now = timezone.now()
    waiting = CardPayment.objects.open().filter(provider=bank.name, opened_at__lt=now - DECIDED).order_by("pk")
    for payment in waiting:
        try:
            told = bank.look(payment.provider_reference) if payment.provider_reference else None
            if told is not None:
                receive(told, bank.name)
            elif (payment.expires_at or payment.opened_at) + GRACE < now:
                payment.expire(by=None)
        except (Unreachable, Refused) as silent:  # of this one perhaps: the others do not wait behind it
            log.warning("nothing is known of %s: %s", payment.reference, silent)


def _opened(bank: Provider, member: Member, invoices: list[Invoice], *, by: User) -> CardPayment:
    if not invoices:
        raise Refused(NOTHING)
    if any(invoice.member_id != member.pk for invoice in invoices):
        raise Refused("Cette facture est celle d’un autre adhérent.")
    payment = CardPayment(member=member, provider=bank.name, opened_by=by)
    payment.amount = sum(invoice.remaining for invoice in invoices)
    with transaction.atomic():
        payment.open(by=by)
        parts = [
            CardPart(member=member, card_payment=payment, invoice=invoice, amount=invoice.remaining)
            for invoice in invoices
        ]
        try:
            with transaction.atomic():
                CardPart.objects.bulk_create(parts)
        except IntegrityError as lost:
            raise Refused(TAKEN) from lost
    return payment


def _known(told: Told, name: str) -> bool:
    return CardNotice.objects.filter(provider=name, event_id=told.event_id).exists()


def _apply(notice: CardNotice, told: Told, payment: CardPayment | None) -> None:
    if anomaly := _anomaly(told, payment):
        notice.put_aside(by=None, anomaly=anomaly)
        if payment and told.kind == Kind.PAID and payment.payment is None and payment.state != CardPayment.State.HELD:
            payment.put_aside(by=None)
    elif payment is None:
        return
    elif told.kind == Kind.PAID and payment.state != CardPayment.State.CONFIRMED:
        payment.confirm(by=None, on=min(timezone.localdate(told.at), timezone.localdate()))
    elif told.kind == Kind.REFUSED and payment.is_open:
        payment.refuse(by=None, reason=told.why)
    elif told.kind == Kind.EXPIRED and payment.is_open:
        payment.expire(by=None)


def _anomaly(told: Told, payment: CardPayment | None) -> Anomaly | None:
    """What a person has to look at: money that is not what was asked for, or that goes back."""
    if told.kind in {Kind.REFUNDED, Kind.DISPUTED}:
        return Anomaly(told.kind)
    if told.kind != Kind.PAID:
        return None
    if payment is None:
        return Anomaly.UNKNOWN
    if told.currency != EURO:
        return Anomaly.CURRENCY
    return Anomaly.AMOUNT if told.cents != in_cents(payment.amount) else None
