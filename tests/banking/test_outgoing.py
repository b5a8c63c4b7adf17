"""What goes out: read alone, so that the balances agree; a debit that comes back is a reject to confirm."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from egide.accounts.models import StaffRole, User
from egide.banking.models import BankLine, BankStatement
from egide.banking.rules import content_in, take_in
from egide.debits.models import DebitMandate, DebitOrder
from egide.debits.rules import hand_over
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.banking import files
from tests.banking.hands import a_return

pytestmark = pytest.mark.django_db
LINES = "/service/factures/releves/"
OPENING, CLOSING = files.balance("OPBD", "1000.00"), files.balance("CLBD", "1700.00")
IN, OUT = files.entry("1200.00"), files.entry("500.00", ("PRLV EDF",), side="DBIT", reference="D1")


def told(client: Client, url: str = f"{LINES}?etat=sorties") -> str:
    return client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def bring(client: Client, content: bytes) -> str:
    upload = {"upload": SimpleUploadedFile("releve.xml", content)}
    return client.post(f"{LINES}depot/", upload, follow=True).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def order(ours: Member, martine: User) -> DebitOrder:
    """120,00 €, at the bank."""
    factories.open_debits()
    factories.an_address(martine)
    factories.a_debit_mandate(ours, martine)
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    return batch.orders.get()


def test_what_goes_out_is_kept_apart_and_the_balances_agree(as_armand: Client) -> None:
    assert "tombe pas juste" not in bring(as_armand, files.camt(OPENING, CLOSING, IN, OUT))
    statement = BankStatement.objects.get()
    assert (statement.credits, statement.debits, statement.gap) == (Decimal(1200), Decimal(500), Decimal(0))
    out = BankLine.objects.get(is_outgoing=True)
    assert (out.state, out.name, out.payer) == ("outgoing", "", "")
    assert "PRLV EDF" in told(as_armand)
    assert "PRLV EDF" not in told(as_armand, LINES)
    assert "Juste" in told(as_armand, f"{LINES}deposes/")


def test_a_statement_that_lacks_a_line_says_by_how_much(as_armand: Client) -> None:
    page = bring(as_armand, files.camt(OPENING, CLOSING, IN))
    assert "ne tombe pas juste, de 500,00 €" in page.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Écart" in told(as_armand, f"{LINES}deposes/")


def test_an_account_that_owes_and_one_without_balances(as_armand: Client) -> None:
    owing = content_in(files.camt(files.balance("PRCD", "100.00", "DBIT"), IN), is_xml=True)
    assert (owing.balances.opening, owing.balances.closing) == (Decimal(-100), None)
    assert take_in("r.xml", owing, by=None).gap is None


def test_what_goes_out_never_becomes_a_payment(as_armand: Client, ours: Member) -> None:
    bring(as_armand, files.camt(OUT))
    out = BankLine.objects.get()
    as_armand.post(f"{LINES}{out.pk}/?adherent=10042", {"invoices": []})
    as_armand.post(f"{LINES}{out.pk}/confirmation/", {"proposition": ""})
    as_armand.post(f"{LINES}{out.pk}/ecart/", {"reason": "Rien"})
    out.refresh_from_db()
    assert out.state == "outgoing"
    for state in ("to_match", "set_aside"):
        with pytest.raises(IntegrityError), transaction.atomic():
            BankLine.objects.update(state=state, set_aside_because="x")


def test_who_does_not_bill_reads_the_credits_and_not_what_the_service_pays(as_armand: Client) -> None:
    bring(as_armand, files.camt(IN, OUT))
    reader = Client()
    reader.force_login(factories.a_staff_member("ines", StaffRole.RELATIONS))
    assert "2026-00001" in told(reader, LINES)
    assert "PRLV EDF" not in told(reader)
    assert reader.get(f"{LINES}deposes/").status_code == 403


def test_a_debit_that_comes_back_is_rejected_with_one_click(as_armand: Client, order: DebitOrder) -> None:
    number, today = order.invoice.number, f"{timezone.localdate()}"
    back = files.entry("120.00", side="DBIT", day=today, end_to_end=number, returned="AM04")
    assert "1 prélèvement est revenu : notez le rejet sous « Sorties »" in bring(as_armand, files.camt(back))
    page = told(as_armand)
    assert f"Prélèvement de la facture {number} revenu : AM04, provision insuffisante" in page
    line = BankLine.objects.get()
    as_armand.post(f"{LINES}{line.pk}/rejet/")
    order.refresh_from_db()
    assert (order.state, order.reject_code, order.rejected_on) == ("rejected", "AM04", timezone.localdate())
    assert Invoice.objects.get(number=number).remaining == Decimal(120)
    assert Outbox.objects.filter(subject__startswith="Prélèvement rejeté").count() == 1
    line.refresh_from_db()
    assert (line.state, line.invoice) == ("sent_back", order.invoice)
    page = told(as_armand)
    assert "Rejet noté" in page
    assert f"{LINES}{line.pk}/rejet/" not in page
    again = as_armand.post(f"{LINES}{line.pk}/rejet/", follow=True).content.decode()
    assert "Aucun prélèvement en cours" in again


def test_some_reasons_end_the_mandate_here_too(as_armand: Client, order: DebitOrder) -> None:
    as_armand.post(f"{LINES}{a_return(order.invoice.number, '120.00', 'AC04').pk}/rejet/")
    assert DebitMandate.objects.get().state == DebitMandate.State.SUSPENDED


@pytest.mark.parametrize(("number", "code"), [("2020-00001", "AM04"), ("", "ZZ99")])
def test_what_is_no_debit_of_ours_is_told_and_changes_nothing(
    as_armand: Client, order: DebitOrder, number: str, code: str
) -> None:
    line = a_return(number or order.invoice.number, "120.00", code)
    assert "Aucun prélèvement en cours" in told(as_armand)
    as_armand.post(f"{LINES}{line.pk}/rejet/")
    order.refresh_from_db()
    assert order.state == "planned"
