"""How long the debits of a whole service take: the preview, the file for the bank, what the worker does afterwards."""

import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from typing import TypeVar
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone

from bench.report import write_section
from egide.centres.models import Service
from egide.debits.models import DebitBatch, DebitMandate
from egide.debits.models.batch import earliest_day
from egide.debits.rules import Line, abandon, announce, book, hand_over, lines_of, plan_batch
from egide.debits.wording import agreement
from egide.members.models import Member

IBAN, SCHEME = "FR1420041010050500013M02606", "CORE"
DoneT = TypeVar("DoneT")


def write() -> None:
    _sign_for_all()
    day = earliest_day(timezone.localdate())
    read, lines = _timed(lambda: lines_of(day, SCHEME))
    orders = len(lines)
    planned, batch = _timed(lambda: _planned(day, lines))
    announced, _ = _timed(lambda: announce(batch))
    handed, _ = _timed(lambda: hand_over(batch, by=None))
    kilobytes = len(batch.file.content) // 1024
    with transaction.atomic():
        given_up, _ = _timed(lambda: abandon(batch, by=None, reason="Fichier refusé"))
        transaction.set_rollback(True)
    batch.refresh_from_db()
    with patch("django.utils.timezone.now", lambda: _noon(day)):
        batch.collect(by=None)
        booked, _ = _timed(lambda: book(batch))
    each = 1000 / orders
    told = (
        f"Written by `make bench BENCH=--remises` on {date.today()}: {orders:,} invoices under as many mandates.",
        f"Accounting waits {read:.1f} s for the list, {planned:.1f} s to confirm it, **{handed:.1f} s for the file**",
        f"({kilobytes:,} kB, read against its schema) and {given_up:.1f} s to give a batch up. The worker announces a",
        f"debit in {announced * each:.1f} ms and books it in {booked * each:.1f} ms.",
    )
    write_section("Debits of a whole service", "\n".join(told) + "\n")


def _planned(day: date, lines: list[Line]) -> DebitBatch:
    seen = len(lines), sum((line.invoice.remaining for line in lines), Decimal(0))
    return plan_batch(day, SCHEME, by=None, seen=seen)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock(12)))


def _sign_for_all() -> None:
    """One mandate a member, as signing leaves it, beside those of the demo."""
    now, agreed = timezone.now(), agreement(Service.current())
    signed = DebitMandate.objects.filter(state=DebitMandate.State.ACTIVE).values("member")
    facts = {"scheme": SCHEME, "iban": IBAN, "iban_end": IBAN[-4:], "debtor": "Titulaire", "agreed": agreed}
    DebitMandate.objects.bulk_create(
        [
            DebitMandate(member=member, rum=f"BENCH-{member.pk}", signed_at=now, signed_by="", signed_from="", **facts)
            for member in Member.objects.exclude(pk__in=signed).order_by("pk")
        ],
        batch_size=1000,
    )


def _timed(act: Callable[[], DoneT]) -> tuple[float, DoneT]:
    start = time.monotonic()
    done = act()
    return time.monotonic() - start, done
