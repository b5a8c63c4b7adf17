"""An announced debit, or a card payment under way: nobody is reminded of what is already being paid."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.debits.models import DebitBatch, DebitMandate
from egide.debits.rules import abandon, hand_over, release
from egide.dunning.models import DunningLetter
from egide.dunning.sending import send_now
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.cards.hands import a_card_payment
from tests.dunning.hands import an_overdue, morning, noon, reached

pytestmark = pytest.mark.django_db
RELANCES, MINE = "/service/factures/relances/", "/adherents/10042/mes-factures/"


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    """120,00 € with VAT, to be paid by 31 March."""
    return an_overdue(ours)


@pytest.fixture
def mandate(ours: Member, martine: User) -> DebitMandate:
    factories.open_debits()
    return factories.a_debit_mandate(ours, martine)


def announced(member: Member, day: int) -> DebitBatch:
    """All that is due of `member`, in a batch prepared so many days after the end of payment."""
    with time_machine.travel(noon(day), tick=False):
        return factories.a_debit_batch(member)


def told(client: Client, url: str) -> str:
    return client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("mandate")
def test_an_announced_debit_is_not_reminded_until_the_bank_sends_it_back(invoice: Invoice, ours: Member) -> None:
    batch = announced(ours, 5)
    other = an_overdue(ours, "50.00")
    assert morning(9) == 1
    content = str(DunningLetter.objects.get().content)
    assert other.number in content
    assert invoice.number not in content, "the letter of another invoice does not ask for it either"
    with pytest.raises(Refused, match=f"Le prélèvement du {batch.collect_on:%d/%m/%Y} est annoncé"):
        send_now(invoice, noon(9).date(), by=None)
    with time_machine.travel(noon(10), tick=False):
        hand_over(batch, by=None)
    assert morning(15) == 0, "the bank has the file"
    with time_machine.travel(noon(25), tick=False):
        batch.orders.get(invoice=invoice).reject(by=None, code="AM04", on=timezone.localdate())
    assert morning(26) == 1
    assert reached(invoice) == [(1, 26)]


@pytest.mark.usefixtures("mandate")
def test_the_path_goes_on_where_it_stood_before_the_debit(invoice: Invoice, ours: Member) -> None:
    assert morning(8) == 1
    batch = announced(ours, 12)
    assert [morning(day) for day in (30, 31)] == [0, 0]
    with time_machine.travel(noon(14), tick=False):
        hand_over(batch, by=None)
    with time_machine.travel(noon(33), tick=False):
        batch.orders.get(invoice=invoice).reject(by=None, code="AM04", on=timezone.localdate())
    morning(34)
    assert reached(invoice) == [(1, 8), (2, 34)]


@pytest.mark.usefixtures("mandate")
def test_an_abandoned_batch_holds_nothing_back(invoice: Invoice, ours: Member) -> None:
    batch = announced(ours, 5)
    abandon(batch, by=None, reason="Mauvaise date")
    release(batch)
    assert morning(9) == 1


def test_a_card_payment_under_way_is_not_reminded(invoice: Invoice, martine: User) -> None:
    payment = a_card_payment(invoice, by=martine)
    assert morning(9) == 0
    with pytest.raises(Refused, match="paiement par carte est en cours"):
        send_now(invoice, noon(9).date(), by=None)
    payment.expire(by=None)
    assert morning(9) == 1


@pytest.mark.usefixtures("mandate")
def test_martine_and_armand_read_when_the_debit_comes(as_martine: Client, as_armand: Client, ours: Member) -> None:
    today = timezone.localdate()
    late = factories.an_invoice(ours, "100.00", on=today - timedelta(50), due_on=today - timedelta(20))
    assert "Prélèvement prévu" not in told(as_martine, MINE)
    batch = factories.a_debit_batch(ours)
    assert f"Prélèvement prévu le {batch.collect_on:%d/%m/%Y}" in told(as_martine, MINE)
    page = told(as_armand, RELANCES)
    assert late.number in page
    assert "Prélèvement annoncé" in page
    assert f"{RELANCES}{late.pk}/envoi/" not in page
    assert "Relancer 1 facture" not in page
