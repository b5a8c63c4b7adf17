"""Tarifs and appels de cotisation: Armand prices, counts, looks, confirms; nothing is issued before he has looked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.centres.models import Physician, Service, Tariff
from egide.dues.models import DuesRun
from egide.dues.runs import carry_on, count
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.dues.hands import a_run
from tests.factories import a_tariff

PRICES, RUNS = "/service/factures/tarifs/", "/service/factures/appels/"
YEAR = timezone.localdate().year
NEW_YEAR = date(YEAR, 1, 1)


def told(client: Client, url: str, **posted: object) -> str:
    page = client.post(url, posted, follow=True) if posted else client.get(url)
    return page.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def counted(ours: Member, theirs: Member) -> DuesRun:
    """Two workers at Martine's, one at Karim's, at 104 €."""
    a_tariff("104.00", NEW_YEAR)
    for member, name in ((ours, "Un"), (ours, "Deux"), (theirs, "Trois")):
        factories.an_employee(member, name)
    return a_run(year=YEAR)


def test_a_price_is_decided_and_what_the_law_frames_is_told(as_armand: Client) -> None:
    page = told(as_armand, f"{PRICES}nouveau/", kind="yearly", amount="150,00", applies_from="01/01/2026")
    assert Tariff.objects.get(kind="yearly").amount == Decimal(150)
    assert "D.4622-27-6" in page


def test_a_price_in_use_has_no_button_to_change_it(as_armand: Client, counted: DuesRun) -> None:
    page = told(as_armand, PRICES)
    assert "104,00 €" in page
    assert f"{PRICES}{counted.per_head_id}/" not in page


def test_a_price_that_somebody_was_charged_at_offers_no_correction(
    as_armand: Client, service: Service, employee: Employee, physician: Physician
) -> None:
    assert as_armand.get(PRICES).content.decode().count("Corriger") == 1
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    assert "Corriger" not in as_armand.get(PRICES).content.decode()


def test_a_price_typed_wrong_is_taken_back(as_armand: Client) -> None:
    tariff = a_tariff("10400.00", NEW_YEAR)
    told(as_armand, f"{PRICES}{tariff.pk}/retrait/", sure="on")
    assert not Tariff.objects.filter(kind="yearly").exists()


def test_without_price_no_run_opens_and_what_was_typed_stays(as_armand: Client) -> None:
    page = told(as_armand, f"{RUNS}nouveau/", kind="call", year=YEAR, quarter=0, due_on="31/12/2099")
    assert "Aucun tarif « Cotisation annuelle" in page
    assert 'value="31/12/2099"' in page
    assert not DuesRun.objects.exists()


def test_a_run_is_opened_then_counted(as_armand: Client, ours: Member) -> None:
    a_tariff("104.00", NEW_YEAR)
    factories.an_employee(ours, "Un")
    page = told(as_armand, f"{RUNS}nouveau/", kind="call", year=YEAR, quarter=0)
    assert "rien n’est encore émis" in page
    run = DuesRun.objects.get()
    if run.state == DuesRun.State.COUNTING:
        count(run)
    assert "Émettre 1 facture" in told(as_armand, f"{RUNS}{run.pk}/")
    assert not Invoice.objects.exists()


def test_a_period_is_called_once(as_armand: Client, counted: DuesRun) -> None:
    page = told(as_armand, f"{RUNS}nouveau/", kind="call", year=YEAR, quarter=0)
    assert "Cette période est déjà appelée" in page
    assert DuesRun.objects.count() == 1


def test_who_how_many_and_how_much_are_shown_before_anything_is_issued(as_armand: Client, counted: DuesRun) -> None:
    page = told(as_armand, f"{RUNS}{counted.pk}/")
    for expected in ("Charpentes Aubert", "208,00 €", "CANARI Toitures", "104,00 €", "312,00 €", "premier appel"):
        assert expected in page
    assert not Invoice.objects.exists()


def test_the_confirmed_run_is_issued_and_followed(as_armand: Client, counted: DuesRun) -> None:
    told(as_armand, f"{RUNS}{counted.pk}/emission/", sure="on")
    counted.refresh_from_db()
    carry_on(counted)
    page = told(as_armand, f"{RUNS}{counted.pk}/")
    assert "2 factures émises, 0 à émettre" in page
    assert sorted(Invoice.objects.values_list("gross", flat=True)) == [Decimal("124.80"), Decimal("249.60")]


def test_who_is_to_be_mended_is_counted_by_a_link_and_told_why(
    as_armand: Client, counted: DuesRun, theirs: Member
) -> None:
    theirs.addresses.all().delete()
    counted.confirm(by=None)
    carry_on(counted)
    assert '<a href="?etat=a-corriger" id="a-corriger">1 à corriger</a>' in told(as_armand, f"{RUNS}{counted.pk}/")
    page = told(as_armand, f"{RUNS}{counted.pk}/?etat=a-corriger")
    assert "l’adresse de l’adhérent 10077" in page
    assert "Charpentes Aubert" not in page


def test_an_abandoned_run_issues_nothing_and_frees_its_period(as_armand: Client, counted: DuesRun) -> None:
    told(as_armand, f"{RUNS}{counted.pk}/abandon/", sure="on")
    assert not Invoice.objects.exists()
    assert a_run(year=YEAR).state == DuesRun.State.COUNTED


def test_the_list_goes_to_a_file_with_the_filters_in_force(as_armand: Client, counted: DuesRun) -> None:
    page = as_armand.get(f"{RUNS}{counted.pk}/export/csv/?q=aubert").content.decode("utf-8-sig")
    assert "Charpentes Aubert" in page
    assert "CANARI" not in page


def test_sophie_neither_prices_nor_calls(as_sophie: Client, counted: DuesRun) -> None:
    assert as_sophie.post(f"{RUNS}{counted.pk}/emission/").status_code == 403
    assert as_sophie.get(f"{PRICES}nouveau/").status_code == 403
    counted.refresh_from_db()
    assert counted.state == DuesRun.State.COUNTED
