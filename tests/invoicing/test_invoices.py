"""Issued paper does not change; numbers have no gap; payments settle."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from egide.common.errors import Refused
from egide.invoicing.amounts import totals_of
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories


def test_numbers_follow_one_another(ours: Member, theirs: Member) -> None:
    numbers = [factories.an_invoice(member, on=date(2026, 3, 1)).number for member in (ours, theirs, ours)]
    assert numbers == ["2026-00001", "2026-00002", "2026-00003"]


def test_an_issued_invoice_never_changes(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    invoice.gross = Decimal(1)
    with pytest.raises(Refused, match="ne change plus"):
        invoice.save()
    with pytest.raises(Refused):
        Invoice.objects.filter(pk=invoice.pk).update(period="autre")
    with pytest.raises(Refused):
        invoice.delete()
    with pytest.raises(Refused):
        Invoice.objects.all().delete()


def test_it_keeps_the_name_of_that_day(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    ours.correct_identity(by=None, name="Nouveau nom")
    invoice.refresh_from_db()
    assert invoice.client["name"] == "Charpentes Aubert"


def test_a_payment_in_two_parts_settles(ours: Member) -> None:
    invoice = factories.an_invoice(ours, "100.00")
    for amount in ("20.00", "100.00"):
        payment = Payment(member=ours, received_on=date(2026, 1, 5), mode="transfer", amount=Decimal(amount))
        payment.receive(by=None)
        payment.allocate(by=None, invoice=invoice, amount=Decimal(amount))
    invoice.refresh_from_db()
    assert (invoice.state, invoice.remaining) == (Invoice.State.SETTLED, Decimal(0))


def test_nothing_is_paid_beyond_what_is_due(ours: Member) -> None:
    invoice = factories.an_invoice(ours, "100.00")
    payment = Payment(member=ours, received_on=date(2026, 1, 5), mode="transfer", amount=Decimal("500"))
    payment.receive(by=None)
    with pytest.raises(Refused, match="reste dû"):
        payment.allocate(by=None, invoice=invoice, amount=Decimal("121"))


def test_a_credit_note_refers_to_what_it_corrects(ours: Member) -> None:
    invoice = factories.an_invoice(ours, "100.00")
    invoice.credit(by=None, reason="doublon")
    note = invoice.corrections.get()
    assert (note.letter, note.gross, note.reason) == ("A", Decimal("120.00"), "doublon")
    assert invoice.state == Invoice.State.CREDITED


def test_vat_is_rounded_once_per_rate() -> None:
    totals = totals_of([(Decimal("0.10"), Decimal(20))] * 3)
    assert (totals.net, totals.vat, totals.gross) == (Decimal("0.30"), Decimal("0.06"), Decimal("0.36"))


def test_the_pdf_is_a_real_one(as_martine: Client, ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    answer = as_martine.get(f"/adherents/10042/mes-factures/{invoice.pk}/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
