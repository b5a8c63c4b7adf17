"""Pourquoi ce montant: Martine sees who was counted, at what price, and what has changed since the last call."""

from datetime import date

import pytest
from django.test import Client

from egide.dues.runs import carry_on
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.dues.hands import a_run
from tests.factories import a_tariff

INVOICES = "/adherents/10042/mes-factures/"


def called(year: int, member: Member) -> Invoice:
    run = a_run(year=year)
    run.confirm(by=None)
    carry_on(run)
    return member.invoices.get(dues_call__run=run)


def shown(client: Client, invoice: Invoice) -> str:
    page = client.get(f"{INVOICES}{invoice.pk}/calcul/").content.decode()
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def second(ours: Member) -> Invoice:
    """The call of 2026: « Reste » is still there, « Parti » has left, « Arrive » came in between."""
    a_tariff("100.00", date(2025, 1, 1))
    a_tariff("104.00", date(2026, 1, 1))
    factories.an_employee(ours, "Reste")
    factories.an_employee(ours, "Parti").leave(by=None, on=date(2025, 6, 30), reason="resignation")
    factories.an_employee(ours, "Arrive", hired_on=date(2025, 9, 1), post_since=date(2025, 9, 1))
    called(2025, ours)
    return called(2026, ours)


def test_the_count_the_price_and_the_day_are_told(as_martine: Client, second: Invoice) -> None:
    page = shown(as_martine, second)
    for expected in ("2 × 104,00 €", "208,00 € HT", "Effectif compté au", "01/01/2026"):
        assert expected in page


def test_what_changed_since_the_last_is_told_by_name(as_martine: Client, second: Invoice) -> None:
    page = shown(as_martine, second)
    for name in ("Reste", "Parti", "Arrive"):
        assert name.upper() in page.upper()


def test_an_adjustment_adds_and_names_nobody_gone(as_martine: Client, second: Invoice, ours: Member) -> None:
    factories.an_employee(ours, "Vient", hired_on=date(2026, 3, 2), post_since=date(2026, 3, 2))
    run = a_run(kind="adjustment", year=2026, counted_on=date(2026, 6, 30))
    run.confirm(by=None)
    carry_on(run)
    page = shown(as_martine, ours.invoices.get(dues_call__run=run))
    assert "Une régularisation ajoute" in page
    assert "Départs" not in page
    assert "VIENT" in page.upper()


def test_the_preview_leads_there(as_martine: Client, second: Invoice) -> None:
    assert f"{INVOICES}{second.pk}/calcul/" in as_martine.get(f"{INVOICES}{second.pk}/apercu/").content.decode()


def test_an_invoice_that_no_run_made_has_no_calculation(as_martine: Client, ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    assert as_martine.get(f"{INVOICES}{invoice.pk}/calcul/").status_code == 404
    assert "/calcul/" not in as_martine.get(f"{INVOICES}{invoice.pk}/apercu/").content.decode()


def test_the_calculation_of_another_is_not_found(as_karim: Client, second: Invoice) -> None:
    assert as_karim.get(f"{INVOICES}{second.pk}/calcul/").status_code == 404
    assert as_karim.get(f"/adherents/10077/mes-factures/{second.pk}/calcul/").status_code == 404
