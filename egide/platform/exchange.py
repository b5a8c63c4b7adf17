"""One round with the platform: hand over what waits, hear what came, tell what was paid; done again after any death."""

import logging
from contextlib import suppress
from pathlib import Path

from django.db import transaction
from django.db.models import Max, QuerySet

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.invoicing.facturx.description import CREDIT_NOTE, INVOICE
from egide.invoicing.keeping import paper_of
from egide.invoicing.models import Invoice
from egide.invoicing.models.kept import TouchedPaperError
from egide.platform.gateway import Collected, Parcel, Platform, Told
from egide.platform.lifecycle import COLLECTED, DEPOSITED, REFUSED, REJECTED
from egide.platform.models import PlatformDeposit, State

log = logging.getLogger(__name__)


def exchange(platform: Platform) -> None:
    hand_over(platform)
    hear(platform)
    tell_payments(platform)


def hand_over(platform: Platform) -> None:
    """The file first, then the state: a worker that dies between the two writes the same file again. It is the paper
    that the member holds, as it was kept (docs/decisions/0021.md)."""
    for deposit in _in_state(State.WAITING):
        try:
            parcel = _parcel(deposit.invoice)
        except (TouchedPaperError, OSError):  # of this one alone: the others do not wait behind it
            log.exception("the paper of %s is not the one that was kept", deposit.invoice.number)
            continue
        platform.deposit(parcel)
        with suppress(Refused):  # another worker was there first, with the same file
            deposit.hand_over(by=None)


def hear(platform: Platform) -> None:
    """Each status once, in the order in which they came; what nobody can read is put aside and stops nothing."""
    for told in platform.statuses():
        if isinstance(told, Path):
            log.warning("unreadable status of the platform: %s", told.name)
            platform.heard(str(told), understood=False)
            continue
        platform.heard(told.source, understood=_note(told))


def tell_payments(platform: Platform) -> None:
    """Services whose VAT is due when they are paid: the platform is told that they are (CGI, art. 290 A)."""
    if not Service.current().platform_tells_payments:
        return
    paid = _in_state(State.DEPOSITED).filter(
        invoice__state=Invoice.State.SETTLED, invoice__nature=Invoice.Nature.INVOICE, invoice__settled__gt=0
    )
    for deposit in paid:
        platform.tell(_collected(deposit))
        with suppress(Refused):
            deposit.collect(by=None)


def _in_state(state: State) -> "QuerySet[PlatformDeposit]":
    return PlatformDeposit.objects.filter(state=state).select_related("invoice").order_by("pk")


def _note(told: Told) -> bool:
    """Whether it speaks of a paper of ours in a known code. Heard twice, late or out of order, it changes nothing."""
    deposit = PlatformDeposit.objects.filter(invoice__number=told.number).select_related("invoice").first()
    if deposit is None or told.code not in {DEPOSITED, REFUSED, COLLECTED, REJECTED}:
        return False
    try:
        with transaction.atomic():
            if deposit.state == State.WAITING:  # taken from the outbox before the worker could say so
                deposit.hand_over(by=None)
            _move(deposit, told)
    except Refused:
        log.info("status %s of %s comes too late", told.code, told.number)
    return True


def _move(deposit: PlatformDeposit, told: Told) -> None:
    if told.code == DEPOSITED:
        deposit.accept(by=None, identifier=told.identifier)
    elif told.code == REJECTED:
        deposit.reject(by=None, code=told.reason_code, reason=told.reason)
    elif told.code == REFUSED:
        deposit.refuse(by=None, code=told.reason_code, reason=told.reason)


def _parcel(invoice: Invoice) -> Parcel:
    credits = invoice.nature == Invoice.Nature.CREDIT_NOTE
    return Parcel(
        number=invoice.number,
        kind=CREDIT_NOTE if credits else INVOICE,
        route=invoice.client.get("electronic_address") or invoice.client.get("siren", ""),
        issued_on=f"{invoice.issued_on}",
        gross=str(invoice.gross),
        pdf=paper_of(invoice),
    )


def _collected(deposit: PlatformDeposit) -> Collected:
    invoice = deposit.invoice
    last = invoice.allocations.live().aggregate(last=Max("payment__received_on"))["last"]
    return Collected(invoice.number, deposit.identifier, str(invoice.settled), f"{last}")
