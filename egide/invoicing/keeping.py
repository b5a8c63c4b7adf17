"""Draws the papers that wait and keeps them, by as many workers as there are; gives back what was kept."""

import time
from datetime import datetime, timedelta

from django.utils import timezone

from egide.common.leasing import BREATH, claim
from egide.invoicing.models import Invoice, InvoicePaper
from egide.invoicing.papers import invoice_pdf


def draw_one(now: datetime) -> bool:
    """Draw the next paper that nobody draws; False when there is none.

    One that cannot be drawn ends the round with its error in the log, and goes behind the others until its lease is
    over: the next round draws them.
    """
    paper = claim(InvoicePaper.objects.waiting(), now)
    if paper is None:
        return False
    drawn(paper)
    return True


def draw_all(breath: timedelta = BREATH) -> bool:
    """Draw until nothing waits or the time is over; whether something may be left."""
    end = time.monotonic() + breath.total_seconds()
    while draw_one(timezone.now()):
        if time.monotonic() > end:
            return True
    return False


def drawn(paper: InvoicePaper) -> InvoicePaper:
    """`paper`, kept if it was not: outside of any transaction, so that nobody waits for the drawing."""
    if paper.made_at is None:
        paper.keep(invoice_pdf(paper.invoice))
    return paper


def paper_of(invoice: Invoice) -> bytes:
    """What was kept. Asked for before the worker has come, it is drawn and not kept: reading writes nothing, and the
    copies that the invoice keeps give the same bytes again (docs/decisions/0021.md)."""
    paper = InvoicePaper.objects.filter(invoice=invoice).exclude(made_at=None).first()
    return paper.read() if paper else invoice_pdf(invoice)
