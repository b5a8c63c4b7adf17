"""Batches: Armand chooses a day, the members are told, the bank takes the file, the money settles the invoices."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import etree

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.debits import bank_days
from egide.debits.models import DebitBatch, DebitFile, DebitMandate, DebitOrder
from egide.debits.models.batch import earliest_day
from egide.debits.pain import SCHEMA
from egide.debits.rules import abandon, announce, book, hand_over, plan_batch
from egide.debits.tasks import take_batches_up
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.regulation.periods import add_months
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/service/factures/prelevements/"
NS = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}


@pytest.fixture
def mandate(ours: Member, martine: User) -> DebitMandate:
    factories.open_debits()
    factories.an_address(martine)
    return factories.a_debit_mandate(ours, martine)


def told(subject: str) -> int:
    return Outbox.objects.filter(subject__startswith=subject).count()


def collected(batch: DebitBatch) -> DebitBatch:
    """The file handed over today, the money there on its day, booked by the worker."""
    hand_over(batch, by=None)
    with time_machine.travel(datetime.combine(batch.collect_on, datetime.min.time()) + timedelta(hours=12)):
        batch.collect(by=None)
        book(batch)
    return batch


def today_at_the_bank(batch: DebitBatch) -> time_machine.travel:
    return time_machine.travel(datetime.combine(batch.collect_on, datetime.min.time()) + timedelta(hours=13))


def test_banks_rest_on_the_days_of_target() -> None:
    assert not bank_days.is_bank_day(date(2026, 4, 3))  # Good Friday, when France works
    assert bank_days.is_bank_day(date(2026, 7, 14))  # and the other way round
    assert bank_days.on_or_after(date(2026, 12, 25)) == date(2026, 12, 28)
    assert bank_days.before(date(2027, 1, 4), 2) == date(2026, 12, 30)
    assert bank_days.after(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.usefixtures("mandate")
def test_armand_prepares_what_he_has_read(as_armand: Client, ours: Member, theirs: Member) -> None:
    due = factories.an_invoice(ours, "100.00", due_on=timezone.localdate() + timedelta(5))
    factories.an_invoice(ours, "300.00", due_on=timezone.localdate() + timedelta(90))
    other = factories.an_invoice(theirs, "500.00", due_on=timezone.localdate())
    day = earliest_day(timezone.localdate())
    url = f"{PAGE}nouvelle/?le={day}&sorte=CORE"
    page = as_armand.get(url).content.decode()
    assert due.number in page
    assert other.number not in page, "theirs has signed nothing"
    stale = as_armand.post(url, {"count": "2", "total": "480.00"}).content.decode()
    assert "relisez-la" in stale
    assert not DebitBatch.objects.exists()
    assert as_armand.post(url, {"count": "1", "total": "120.00"}).status_code == 302
    order = DebitOrder.objects.get()
    assert (order.invoice, order.amount) == (due, Decimal("120.00"))
    assert "relisez-la" in as_armand.post(url, {"count": "1", "total": "120.00"}).content.decode(), "it is taken"


@pytest.mark.usefixtures("mandate")
def test_a_day_too_near_or_closed_is_refused(as_armand: Client) -> None:
    near = bank_days.on_or_after(timezone.localdate() + timedelta(3))
    assert "Au plus tôt le" in as_armand.get(f"{PAGE}nouvelle/?le={near}&sorte=CORE").content.decode()
    closed = date(timezone.localdate().year + 1, 5, 1)
    assert "Les banques n’échangent pas" in as_armand.get(f"{PAGE}nouvelle/?le={closed}&sorte=CORE").content.decode()
    for day in (near, closed):
        with pytest.raises(Refused):
            plan_batch(day, "CORE", by=None, seen=(0, Decimal(0)))


def test_the_member_is_told_once_before(ours: Member, mandate: DebitMandate) -> None:
    batch = factories.a_debit_batch(ours)
    announce(batch)
    assert told("Prélèvement le") == 1
    text = Outbox.objects.latest("pk").text
    assert mandate.rum in text
    assert "FR72ZZZ123456" in text
    assert batch.collect_on >= timezone.localdate() + timedelta(days=14)


def test_the_file_is_what_the_bank_takes(as_armand: Client, ours: Member, mandate: DebitMandate) -> None:
    first = factories.an_invoice(ours, "100.00", due_on=timezone.localdate())
    batch = factories.a_debit_batch(ours, "250.50")
    assert as_armand.post(f"{PAGE}{batch.pk}/arret/").status_code == 302
    answer = as_armand.get(f"{PAGE}{batch.pk}/fichier/")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert as_armand.get(f"{PAGE}{batch.pk}/fichier/").content == answer.content
    xml = etree.fromstring(answer.content)

    def texts(path: str) -> list[str]:
        return [str(node.text) for node in xml.findall(f".//p:{path.replace('/', '/p:')}", NS)]

    assert sorted(texts("EndToEndId")) == sorted(row.number for row in Invoice.objects.filter(member=ours))
    assert first.number in texts("EndToEndId")
    assert sorted(texts("SeqTp")) == ["FRST", "RCUR"]
    assert texts("GrpHdr/CtrlSum") == ["420.60"]
    assert set(texts("MndtId")) == {mandate.rum}
    assert set(texts("DbtrAcct/Id/IBAN")) == {"FR1420041010050500013M02606"}
    assert set(texts("ReqdColltnDt")) == {f"{batch.collect_on}"}


@pytest.mark.usefixtures("mandate")
def test_the_money_settles_each_invoice_once(ours: Member) -> None:
    batch = factories.a_debit_batch(ours)
    collected(batch)
    book(batch)
    payment, invoice = Payment.objects.get(), Invoice.objects.get()
    assert (payment.mode, payment.amount, payment.received_on) == ("debit", Decimal("120.00"), batch.collect_on)
    assert invoice.state == Invoice.State.SETTLED
    assert DebitMandate.objects.get().last_used_on == batch.collect_on


@pytest.mark.usefixtures("mandate")
def test_what_the_bank_had_counts_as_use_even_sent_back(ours: Member) -> None:
    """EPC016-06: 36 months from the last collection presented, even if it was rejected, returned or refunded."""
    batch = factories.a_debit_batch(ours)
    assert DebitMandate.objects.get().last_used_on is None, "announced is not presented"
    hand_over(batch, by=None)
    assert DebitMandate.objects.get().last_used_on == batch.collect_on
    batch.orders.get().reject(by=None, code="AM04", on=timezone.localdate())
    mandate = DebitMandate.objects.get()
    assert mandate.last_used_on == batch.collect_on
    assert mandate.lapses_on == add_months(batch.collect_on, 36)


@pytest.mark.usefixtures("mandate")
def test_a_file_taken_back_from_the_bank_is_no_use(ours: Member) -> None:
    first = factories.a_debit_batch(ours)
    hand_over(first, by=None)
    abandon(first, by=None, reason="La banque a refusé le fichier")
    assert DebitMandate.objects.get().last_used_on is None


@pytest.mark.usefixtures("mandate")
def test_only_a_first_debit_sent_back_before_its_day_is_a_first_one_again(ours: Member) -> None:
    first = factories.a_debit_batch(ours)
    hand_over(first, by=None)
    second = factories.a_debit_batch(ours)
    hand_over(second, by=None)
    assert second.orders.get().sequence == "RCUR", "the first is at the bank already"
    for batch in (first, second):
        batch.orders.get().reject(by=None, code="AM04", on=timezone.localdate())
    third = factories.a_debit_batch(ours)
    hand_over(third, by=None)
    assert [order.sequence for order in third.orders.order_by("pk")] == ["FRST", "RCUR", "RCUR"]


@pytest.mark.usefixtures("mandate")
def test_what_was_paid_otherwise_meanwhile_is_a_credit(ours: Member) -> None:
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    invoice = Invoice.objects.get()
    factories.a_payment(ours, "120.00").allocate(by=None, invoice=invoice, amount=Decimal("120.00"))
    with today_at_the_bank(batch):
        batch.collect(by=None)
        book(batch)
    assert Payment.objects.get(mode="debit").unallocated == Decimal("120.00")


@pytest.mark.usefixtures("mandate")
def test_what_is_settled_before_the_file_is_left_out_and_told(ours: Member) -> None:
    paid = factories.an_invoice(ours, "100.00", due_on=timezone.localdate())
    batch = factories.a_debit_batch(ours, "50.00")
    factories.a_payment(ours, "120.00").allocate(by=None, invoice=paid, amount=Decimal("120.00"))
    hand_over(batch, by=None)
    order = batch.orders.get(invoice=paid)
    assert (order.state, order.withdrawn_because) == (DebitOrder.State.WITHDRAWN, "facture réglée entre-temps")
    assert paid.number not in DebitFile.objects.get().content
    assert told("Prélèvement annulé") == 1


@pytest.mark.usefixtures("mandate")
def test_a_batch_with_nothing_left_has_no_file(ours: Member) -> None:
    batch = factories.a_debit_batch(ours)
    paid = Invoice.objects.get()
    factories.a_payment(ours, "120.00").allocate(by=None, invoice=paid, amount=Decimal("120.00"))
    with pytest.raises(Refused, match="Plus aucune facture"):
        hand_over(batch, by=None)
    assert not DebitFile.objects.exists()


@pytest.mark.usefixtures("mandate")
def test_a_reject_opens_the_invoice_again_and_is_told_once(as_armand: Client, armand: User, ours: Member) -> None:
    batch = collected(factories.a_debit_batch(ours))
    order = batch.orders.get()
    url = f"{PAGE}ordres/{order.pk}/rejet/"
    with today_at_the_bank(batch):
        as_armand.force_login(armand)
        form = {"code": "AM04", "on": f"{batch.collect_on}"}
        assert as_armand.post(url, form).status_code == 302
        assert "impossible quand" in as_armand.post(url, form).content.decode()
    invoice = Invoice.objects.get()
    assert (invoice.state, invoice.remaining) == (Invoice.State.ISSUED, Decimal("120.00"))
    assert "AM04, provision insuffisante" in Payment.objects.get().cancelled_because
    assert told("Prélèvement rejeté") == 1
    assert DebitMandate.objects.get().is_active
    as_armand.force_login(armand)
    assert ">1<" in as_armand.get(f"{PAGE}mandats/").content.decode().replace(" ", "").replace("\n", "")
    hand_over(factories.a_debit_batch(ours), by=None)
    again = DebitOrder.objects.planned().order_by("pk")
    assert [row.sequence for row in again] == ["RCUR", "RCUR"], (
        "taken on its day, then sent back: the mandate has begun"
    )


@pytest.mark.parametrize("code", ["MD01", "AC04"])
@pytest.mark.usefixtures("mandate")
def test_some_reasons_suspend_the_mandate(ours: Member, martine: User, code: str) -> None:
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    batch.orders.get().reject(by=None, code=code, on=timezone.localdate())
    mandate = DebitMandate.objects.get()
    assert mandate.state == DebitMandate.State.SUSPENDED
    assert "signez-en un autre" in Outbox.objects.latest("pk").text
    factories.a_debit_mandate(ours, martine)


@pytest.mark.usefixtures("mandate")
def test_an_abandoned_batch_frees_its_invoices(as_armand: Client, ours: Member) -> None:
    batch = factories.a_debit_batch(ours)
    assert as_armand.post(f"{PAGE}{batch.pk}/abandon/", {"reason": "Mauvaise date"}).status_code == 302
    assert "1\N{NO-BREAK SPACE}prélèvement reste à retirer" in as_armand.get(f"{PAGE}{batch.pk}/").content.decode()
    take_batches_up.call_local()
    assert told("Prélèvement annulé") == 1
    assert DebitOrder.objects.get().withdrawn_because == "Mauvaise date"
    factories.a_debit_batch(ours)
    assert DebitOrder.objects.planned().count() == 2


@pytest.mark.usefixtures("mandate")
def test_nobody_is_told_of_a_debit_that_was_abandoned_meanwhile(ours: Member) -> None:
    factories.an_invoice(ours, "100.00", due_on=timezone.localdate())
    day = earliest_day(timezone.localdate())
    batch = plan_batch(day, "CORE", by=None, seen=factories.seen_for(day))
    order = DebitOrder.objects.select_related("batch").get()  # the worker holds it in hand
    abandon(batch, by=None, reason="Mauvaise date")
    with pytest.raises(Refused, match="plus lieu d’être"):
        order.announce(by=None)


@pytest.mark.usefixtures("mandate")
def test_the_bank_wants_its_file_in_time(ours: Member) -> None:
    batch = factories.a_debit_batch(ours)
    with today_at_the_bank(batch), pytest.raises(Refused, match="au plus tard"):
        hand_over(batch, by=None)
    hand_over(batch, by=None)
    with pytest.raises(Refused, match="La banque encaisse le"):
        batch.collect(by=None)


def test_who_cannot_be_told_is_named_to_armand_with_a_link(
    as_armand: Client, ours: Member, theirs: Member, mandate: DebitMandate, karim: User
) -> None:
    factories.a_debit_mandate(theirs, karim)
    factories.an_invoice(theirs, "50.00", due_on=timezone.localdate())
    batch = factories.a_debit_batch(ours)
    url = f"{PAGE}{batch.pk}/"
    page = as_armand.get(url).content.decode()
    assert "sans adresse confirmée" in page
    assert f"/service/adherents/{theirs.number}/acces/" in page
    assert f"/service/adherents/{ours.number}/acces/" not in page
    batch.orders.get(member=theirs).withdraw(by=None, reason="préavis impossible")
    assert "sans adresse confirmée" not in as_armand.get(url).content.decode()


def test_martine_follows_her_debits(as_martine: Client, ours: Member, mandate: DebitMandate) -> None:
    batch = factories.a_debit_batch(ours)
    page = as_martine.get("/adherents/10042/mes-factures/prelevement/").content.decode()
    assert f"{batch.collect_on:%d/%m/%Y}" in page
    assert "Annoncée" in page
