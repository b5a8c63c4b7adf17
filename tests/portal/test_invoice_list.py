"""Mes factures: three groups, what is late first, the eye, the euro, and files with the filters in force."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories

LIST = "/adherents/10042/mes-factures/"
HTMX = {"HX-Request": "true"}


def shown(client: Client, url: str = LIST, **headers: str) -> str:
    page = client.get(url, headers=headers).content.decode()
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def pay(invoice: Invoice, amount: str, on: date = date(2026, 11, 9)) -> None:
    payment = Payment(
        member=invoice.member, received_on=on, mode="cheque", amount=Decimal(amount), reference=f"CHQ {amount}"
    )
    payment.receive(by=None)
    payment.allocate(by=None, invoice=invoice, amount=Decimal(amount))


@pytest.fixture
def late(ours: Member) -> Invoice:
    today = timezone.localdate()
    return factories.an_invoice(ours, "72.00", on=today - timedelta(days=45), due_on=today - timedelta(days=15))


@pytest.fixture
def paid(ours: Member) -> Invoice:
    invoice = factories.an_invoice(ours, "100.00", on=date(2025, 3, 1))
    pay(invoice, "120.00")
    return invoice


@pytest.fixture
def credited(ours: Member) -> Invoice:
    invoice = factories.an_invoice(ours, "50.00")
    invoice.credit(by=None, reason="Salariés comptés deux fois")
    return invoice


def test_the_groups_of_the_leaflet_in_order_and_what_is_late_first(
    as_martine: Client, ours: Member, late: Invoice, paid: Invoice, credited: Invoice
) -> None:
    coming = factories.an_invoice(ours)
    page = shown(as_martine)
    order = [
        page.index(words)
        for words in (">À régler</th>", late.number, coming.number, ">Mes factures acquittées</th>", paid.number,
                      ">Avoirs</th>", f"Annulée par l’avoir {credited.corrections.get().number}")
    ]  # fmt: skip
    assert order == sorted(order)


def test_letters_amounts_and_where_each_payment_stands(
    as_martine: Client, late: Invoice, paid: Invoice, credited: Invoice
) -> None:
    page = shown(as_martine)
    for words in ("F 86,40 €", f"Échue le {late.due_on:%d/%m/%Y}", "Acquittée le 09/11/2026", "A 60,00 €"):
        assert words in page
    assert "1 facture échue : 86,40 €" in " ".join(page.split())


def test_what_is_partly_paid_says_what_remains(as_martine: Client, late: Invoice) -> None:
    pay(late, "80.00")
    page = shown(as_martine)
    assert "6,40 €" in page
    assert "1 facture échue : 6,40 €" in " ".join(page.split())


def test_with_nothing_to_pay_it_says_so(as_martine: Client, paid: Invoice) -> None:
    assert "Rien à régler" in shown(as_martine)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("groupe=a-regler", ["late"]),
        ("groupe=acquittees", ["paid"]),
        ("annee=2025", ["paid"]),
        ("type=credit_note", ["note"]),
        ("q=2025-", ["paid"]),
        ("groupe=bidon&annee=abc&type=zzz", ["late", "paid", "note"]),
    ],
)
def test_filters_narrow(query: str, numbers: list[str], as_martine: Client, late: Invoice, paid: Invoice,
                        credited: Invoice) -> None:  # fmt: skip
    found = {"late": late.number, "paid": paid.number, "note": credited.corrections.get().number}
    rows = shown(as_martine, f"{LIST}?{query}", **HTMX)
    assert "<html" not in rows
    headed = {name for name, number in found.items() if f'class="c-num">\n    {number}<' in rows}
    assert headed == set(numbers)


def test_a_search_without_result_offers_to_clear_it(as_martine: Client, paid: Invoice) -> None:
    assert "Effacer les filtres" in shown(as_martine, f"{LIST}?q=zzz")


def test_the_eye_opens_a_window_over_the_list_or_a_page_without_a_script(as_martine: Client, late: Invoice) -> None:
    url = f"{LIST}{late.pk}/apercu/"
    window = shown(as_martine, url, **HTMX)
    assert window.strip().startswith("<dialog")
    page = shown(as_martine, url)
    assert "<html" in page
    assert "<dialog" not in page
    for words in (late.number, "Santé Travail Essai", "Cotisation (1 × 72,00 €)", "TVA 20 % sur 72,00 €", "86,40 €"):
        assert words in window
        assert words in page


def test_the_euro_lists_every_payment(as_martine: Client, late: Invoice) -> None:
    pay(late, "20.00", date(2026, 11, 2))
    pay(late, "66.40", date(2026, 11, 20))
    window = shown(as_martine, f"{LIST}{late.pk}/reglement/", **HTMX)
    for words in ("02/11/2026", "20/11/2026", "Chèque", "66,40 €", "CHQ 66.40", "Acquittée"):
        assert words in window
    assert "Pour régler" not in window


def test_the_euro_says_how_to_pay_what_remains(as_martine: Client, service: Service, ours: Member) -> None:
    service.configure(by=None, iban="FR76 3000 1007 9412 3456 7890 185", bic="BDFEFRPP")
    invoice = factories.an_invoice(ours)
    window = shown(as_martine, f"{LIST}{invoice.pk}/reglement/", **HTMX)
    assert "FR76 3000 1007 9412 3456 7890 185" in window
    assert 'class="qr"' in window
    assert "FR76 3000 1007 9412 3456 7890 185" in shown(as_martine)


def test_an_invoice_and_its_credit_note_lead_to_each_other(as_martine: Client, credited: Invoice) -> None:
    note = credited.corrections.get()
    assert f"{LIST}{note.pk}/apercu/" in shown(as_martine, f"{LIST}{credited.pk}/apercu/")
    back = shown(as_martine, f"{LIST}{note.pk}/apercu/")
    assert f"{LIST}{credited.pk}/apercu/" in back
    assert "Salariés comptés deux fois" in back


def test_the_export_keeps_the_filters(as_martine: Client, late: Invoice, paid: Invoice) -> None:
    text = as_martine.get(f"{LIST}export/csv/?groupe=acquittees").content.decode("utf-8-sig")
    assert paid.number in text
    assert late.number not in text
    assert as_martine.get(f"{LIST}export/pdf/").status_code == 404


def test_a_draft_is_nobodys_invoice(as_martine: Client, ours: Member) -> None:
    draft = factories.an_invoice(ours, issue=False)
    assert as_martine.get(f"{LIST}{draft.pk}/apercu/").status_code == 404
    assert "Aucune facture pour l’instant" in shown(as_martine)
