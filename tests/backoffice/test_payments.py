"""Règlements: in part, too much, on account, for two invoices, given back, undone; nothing is ever erased."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from egide.invoicing.models import Invoice, Payment
from egide.invoicing.statement import balance_of, statement_of
from egide.members.models import Member
from egide.ui import listing
from tests import factories

MONEY = "/service/factures/"


def pay(client: Client, invoice: Invoice, amount: str, **facts: str) -> str:
    posted = {"received_on": f"{timezone.localdate()}", "mode": "transfer", "amount": amount, "reference": "VIR 7"}
    return client.post(f"{MONEY}{invoice.pk}/reglement/", posted | facts, follow=True).content.decode()


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    """1 200 € with VAT."""
    return factories.an_invoice(ours)


def test_armand_records_a_part_then_the_rest(as_armand: Client, invoice: Invoice) -> None:
    pay(as_armand, invoice, "200,50")
    invoice.refresh_from_db()
    assert (invoice.remaining, invoice.state) == (Decimal("999.50"), "issued")
    pay(as_armand, invoice, "999,50 €")
    invoice.refresh_from_db()
    assert invoice.state == "settled"


def test_what_exceeds_the_invoice_is_the_members_credit(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    assert "restent à l’avoir" in pay(as_armand, invoice, "1 300")
    assert balance_of(ours).credit == Decimal(100)


def test_money_for_an_invoice_that_is_settled_since_is_the_members_credit(
    as_armand: Client, invoice: Invoice, ours: Member
) -> None:
    pay(as_armand, invoice, "1200")
    assert "restent à l’avoir" in pay(as_armand, invoice, "1200")
    assert (Payment.objects.count(), balance_of(ours).credit) == (2, Decimal(1200))


def test_nothing_is_put_on_an_invoice_without_any_money_left(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "1200")
    second = factories.an_invoice(ours, "50.00")
    url = f"{MONEY}reglements/{Payment.objects.get().pk}/imputation/"
    assert "Plus rien n’est à imputer" in as_armand.post(url, {"invoice": second.pk}).content.decode()
    assert "Il ne reste que" in as_armand.post(url, {"invoice": second.pk, "amount": "10"}).content.decode()


def test_a_credit_is_put_on_the_next_invoice(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "1300")
    second = factories.an_invoice(ours, "50.00")
    payment = Payment.objects.get()
    as_armand.post(f"{MONEY}reglements/{payment.pk}/imputation/", {"invoice": second.pk})
    second.refresh_from_db()
    assert second.state == "settled"
    assert balance_of(ours).credit == Decimal(40)


def test_with_no_invoice_to_pay_armand_reads_what_to_do(as_armand: Client, invoice: Invoice) -> None:
    pay(as_armand, invoice, "1300")
    page = as_armand.get(f"{MONEY}reglements/{Payment.objects.get().pk}/imputation/").content.decode()
    assert "aucune facture à régler" in page
    assert "remboursez, ou gardez" in page


def test_a_credit_is_given_back_and_no_more_than_it(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "1300")
    url = f"{MONEY}reglements/{Payment.objects.get().pk}/remboursement/"
    too_much = as_armand.post(url, {"amount": "100,01", "on": f"{timezone.localdate()}"}).content.decode()
    assert "peuvent être remboursés" in too_much
    assert 'value="100,01"' in too_much
    as_armand.post(url, {"amount": "100", "on": f"{timezone.localdate()}", "reference": "VIR 9"})
    assert balance_of(ours).credit == 0


def test_one_transfer_settles_two_invoices(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    second = factories.an_invoice(ours, "50.00")
    posted = {"member": "10042", "received_on": f"{timezone.localdate()}", "mode": "transfer", "amount": "1260"}
    as_armand.post(f"{MONEY}reglements/nouveau/", posted)
    url = f"{MONEY}reglements/{Payment.objects.get().pk}/imputation/"
    for one in (invoice, second):
        as_armand.post(url, {"invoice": one.pk})
    assert set(Invoice.objects.values_list("state", flat=True)) == {"settled"}


def test_a_wrong_payment_is_undone_and_stays_in_the_history(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "1200")
    payment = Payment.objects.get()
    url = f"{MONEY}reglements/{payment.pk}/annulation/"
    as_armand.post(url, {"reason": ""})
    invoice.refresh_from_db()
    assert invoice.state == "settled"
    as_armand.post(url, {"reason": "Chèque impayé"})
    invoice.refresh_from_db()
    assert (invoice.state, invoice.settled) == ("issued", Decimal(0))
    assert "Chèque impayé" in as_armand.get(f"{MONEY}reglements/{payment.pk}/").content.decode()
    assert balance_of(ours).due == Decimal(1200)


def test_a_payment_undone_is_undone_once(as_armand: Client, invoice: Invoice) -> None:
    pay(as_armand, invoice, "1200")
    url = f"{MONEY}reglements/{Payment.objects.get().pk}/annulation/"
    as_armand.post(url, {"reason": "Double"})
    assert "déjà annulé" in as_armand.post(url, {"reason": "Double"}).content.decode()


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("amount", "abc", "par exemple 1 250,50"),
        ("amount", "1e3", "par exemple 1 250,50"),
        ("amount", "-5", "par exemple 1 250,50"),
        ("amount", "0", "par exemple 1 250,50"),
        ("amount", "1,234", "par exemple 1 250,50"),
        ("received_on", "1999-01-01", "vérifiez l’année"),
        ("received_on", "2099-01-01", "ne peut pas être à venir"),
    ],
)
def test_a_payment_typed_wrong_is_shown_again_as_it_was(
    fact: str, value: str, said: str, as_armand: Client, invoice: Invoice
) -> None:
    page = pay(as_armand, invoice, **{"amount": "10", fact: value})
    assert said in page.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert f'value="{value}"' in page
    assert not Payment.objects.exists()


def test_a_credit_note_leaves_what_was_paid_to_the_member(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "200")
    as_armand.post(f"{MONEY}{invoice.pk}/avoir/", {"reason": "Effectif compté deux fois"})
    invoice.refresh_from_db()
    assert invoice.state == "credited"
    balance = balance_of(ours)
    assert (balance.due, balance.credit) == (Decimal(0), Decimal(200))


def test_the_statement_ends_on_what_is_due(as_armand: Client, invoice: Invoice, ours: Member) -> None:
    pay(as_armand, invoice, "200")
    assert [line.after for line in statement_of(ours)] == [Decimal(1200), Decimal(1000)]
    assert balance_of(ours).due == Decimal(1000)


@pytest.mark.parametrize("words", ["00001", "F 2026-00001", "1 200,00", "VIR 7", "aubert", "10042"])
def test_armand_finds_an_invoice_by_what_he_holds(words: str, as_armand: Client, invoice: Invoice) -> None:
    pay(as_armand, invoice, "1200")
    factories.an_invoice(factories.a_member(10300, "Autre"), "77.00")
    page = as_armand.get(MONEY, {"q": words}).content.decode()
    assert f"{MONEY}{invoice.pk}/" in page
    assert "10300" not in page


def test_an_amount_is_not_looked_for_in_a_siren(as_armand: Client, invoice: Invoice) -> None:
    factories.an_invoice(factories.a_member(10300, "Autre", siren="812000032"), "77.00")
    assert "10300" not in as_armand.get(MONEY, {"q": "1 200,00"}).content.decode()


def test_payments_are_counted_as_far_as_a_page_may(
    as_armand: Client, ours: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        factories.a_payment(ours)
    pages = [as_armand.get(f"{MONEY}reglements/").content.decode()]
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    pages.append(as_armand.get(f"{MONEY}reglements/").content.decode())
    assert ["plus de" in page for page in pages] == [False, True]
    assert "3\N{NO-BREAK SPACE}règlements" in pages[0]


def test_the_list_says_what_is_late_and_how_much_is_due(as_armand: Client, ours: Member) -> None:
    day = timezone.localdate()
    factories.an_invoice(ours, on=day - timedelta(days=60), due_on=day - timedelta(days=30))
    page = as_armand.get(MONEY, {"etat": "echues"}).content.decode()
    assert "Échue" in page
    assert "Reste dû de la sélection" in page


def test_a_credit_note_is_not_among_what_is_due(as_armand: Client, invoice: Invoice) -> None:
    invoice.credit(by=None, reason="Erreur")
    assert "Aucune facture ne correspond" in as_armand.get(MONEY, {"etat": "a-regler"}).content.decode()
    assert "Erreur" in as_armand.get(f"{MONEY}{invoice.pk}/").content.decode()


def test_the_export_holds_the_rows_of_the_filters(as_armand: Client, invoice: Invoice) -> None:
    content = as_armand.get(f"{MONEY}export/csv/", {"etat": "acquittees"}).content.decode()
    assert "2026-00001" not in content
    assert "2026-00001" in as_armand.get(f"{MONEY}export/csv/").content.decode()


@pytest.mark.parametrize("act", ["imputation", "remboursement", "annulation"])
def test_elise_reads_payments_and_records_none(act: str, as_elise: Client, ours: Member) -> None:
    payment = factories.a_payment(ours)
    assert as_elise.get(f"{MONEY}reglements/{payment.pk}/").status_code == 200
    assert as_elise.get(f"{MONEY}reglements/{payment.pk}/{act}/").status_code == 403
