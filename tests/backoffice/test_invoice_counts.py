"""Facturation tells how many invoices each chip leaves, to the last one or as far as a page may count."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from egide.backoffice.invoicing.filters import InvoiceFilters
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.ui import listing
from egide.ui.listing import MoreThan
from egide.ui.templatetags.ui import counted, some
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/service/factures/"
CHIPS = ("", "a-regler", "echues", "acquittees", "annulees", "avoirs")
ENOUGH_ROWS = 4


def day(away: int) -> date:
    return timezone.localdate() + timedelta(away)


def settle(invoice: Invoice) -> None:
    payment = factories.a_payment(invoice.member, str(invoice.gross))
    payment.allocate(by=None, invoice=invoice, amount=invoice.gross)


@pytest.fixture(autouse=True)
def invoices(ours: Member) -> None:
    """Of each chip some: five settled of two years, two to pay of which one is late, one made void, one corrected."""
    for rank in range(5):
        settle(factories.an_invoice(ours, "80.00", on=day(-400 * (rank % 2) - 1)))
    factories.an_invoice(ours, "50.00", due_on=day(20))
    late = factories.an_invoice(ours, "60.00", on=day(-60), due_on=day(-30))
    factories.an_invoice(ours, "70.00").credit(by=None, reason="Doublon")
    late.credit_part(by=None, reason="Erreur", parts={late.lines.get().pk: Decimal("10.00")})
    Invoice(member=ours, kind=Invoice.Kind.DUES, period="Année 2026").prepare(by=None)  # a draft is counted nowhere


def filters(**asked: str) -> InvoiceFilters:
    query = QueryDict(mutable=True)
    query.update(asked)
    return InvoiceFilters(query)


def asked() -> list[dict[str, str]]:
    year, before = (str(day(days).year) for days in (-1, -401))
    return [
        {name: value for name, value in {"annee": y, "type": kind, "q": q}.items() if value}
        for y, kind, q in product(("", year, before), ("", "dues", "credit_note"), ("", "10042", "96"))
    ]


@pytest.mark.parametrize("most", [1, ENOUGH_ROWS, 10_000])
def test_each_number_is_that_of_its_rows_or_says_more(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else narrows the list, below the most that is counted and beyond."""
    monkeypatch.setattr(listing, "MOST_COUNTED", most)
    for narrowed in asked():
        counts = filters(**narrowed).counts(Invoice.objects.issued())
        for chip in CHIPS:
            rows = filters(etat=chip, **narrowed).narrow(Invoice.objects.issued()).count()
            assert counts[chip] == min(rows, most), (narrowed, chip)
            assert isinstance(counts[chip], MoreThan) == (rows > most), (narrowed, chip)


def chips_of(page: str) -> dict[str, str]:
    drawn = re.findall(r'name="etat" value="([^"]*)".*?<b>([^<]*)</b>', page, re.DOTALL)
    return {chip: number.replace("\N{NARROW NO-BREAK SPACE}", " ") for chip, number in drawn}


def test_few_are_counted_to_the_last(as_nadia: Client) -> None:
    numbers = ["10", "2", "1", "5", "1", "2"]
    assert chips_of(as_nadia.get(PAGE).content.decode()) == dict(zip(CHIPS, numbers, strict=True))


def test_what_is_many_is_told_as_more_and_what_is_few_stays_exact(
    as_nadia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", ENOUGH_ROWS)
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 2)
    page = as_nadia.get(PAGE).content.decode()
    numbers = ["plus de 4", "2", "1", "plus de 4", "1", "2"]
    assert chips_of(page) == dict(zip(CHIPS, numbers, strict=True))
    assert "plus de 4\N{NO-BREAK SPACE}factures" in page
    last = as_nadia.get(PAGE, {"page": 9}).content.decode()
    assert "3 à 4" in last, "one reads as far as one counts: the filters lead to the others"
    assert "Page suivante" not in last
    assert "2\N{NO-BREAK SPACE}factures" in as_nadia.get(PAGE, {"etat": "a-regler"}).content.decode()


def test_what_remains_due_is_added_up_of_all(as_nadia: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 1)
    page = as_nadia.get(PAGE).content.decode()
    assert "Reste dû de la sélection" in page
    assert "120,00" in page, "60 € and what the credit note left of 72 €"


def test_ten_thousand_is_written_as_people_do() -> None:
    assert counted(MoreThan(10_000)) == "plus de 10\N{NARROW NO-BREAK SPACE}000"
    assert some(MoreThan(10_000), "facture,factures").endswith("000\N{NO-BREAK SPACE}factures")
    assert counted(10_000) == "10000"
