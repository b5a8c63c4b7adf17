"""The credit of a whole batch of debits: Armand notes it with one click, and no member is credited by it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.banking.models import BankLine
from egide.debits.models import DebitBatch
from egide.debits.rules import book, hand_over
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories

LINES = "/service/factures/releves/"


@pytest.fixture
def batch(ours: Member, martine: User) -> DebitBatch:
    """300 € of two invoices, at the bank."""
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    factories.an_invoice(ours, "150.00", due_on=timezone.localdate())
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    return batch


def paid(batch: DebitBatch, amount: str = "300.00", *, days: int = 0, text: str = "REMISE PRLV SEPA") -> BankLine:
    return factories.a_bank_line(amount, text=text, booked_on=batch.collect_on + timedelta(days=days))


def told(client: Client) -> str:
    page = client.get(LINES).content.decode()
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def on_its_day(batch: DebitBatch, as_armand: Client, armand: User) -> time_machine.travel:
    return time_machine.travel(datetime.combine(batch.collect_on, datetime.min.time()) + timedelta(hours=13))


def test_armand_notes_a_batch_with_the_line_that_pays_it(
    as_armand: Client, armand: User, batch: DebitBatch, on_its_day: time_machine.travel
) -> None:
    with on_its_day:
        as_armand.force_login(armand)
        line = paid(batch)
        page = told(as_armand)
        assert f"Remise du {batch.collect_on:%d/%m/%Y}" in page
        assert "2 prélèvements" in page
        as_armand.post(f"{LINES}{line.pk}/encaissement/")
        line.refresh_from_db()
        batch.refresh_from_db()
        book(batch)
    day = f"{batch.collect_on:%d/%m/%Y}"
    assert (line.state, line.payment) == ("set_aside", None)
    assert line.set_aside_because.startswith(f"Encaissement de la remise du {day}, 300,00")
    assert batch.state == DebitBatch.State.COLLECTED
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [Decimal(120), Decimal(180)]
    assert set(Invoice.objects.values_list("state", flat=True)) == {"settled"}


def test_a_batch_that_somebody_has_noted_already_still_knows_its_line(
    as_armand: Client, armand: User, batch: DebitBatch, on_its_day: time_machine.travel
) -> None:
    with on_its_day:
        as_armand.force_login(armand)
        batch.collect(by=None)
        line = paid(batch)
        as_armand.post(f"{LINES}{line.pk}/encaissement/")
        line.refresh_from_db()
        assert line.state == "set_aside"
        again = paid(batch, text="VIREMENT DUPONT")
        refusal = as_armand.post(f"{LINES}{again.pk}/encaissement/", follow=True).content.decode()
        assert "Aucune remise en attente" in refusal, "one line pays it"


@pytest.mark.parametrize(("amount", "days"), [("299.99", 0), ("300.00", -1), ("300.00", 11)])
def test_another_amount_or_another_time_is_no_batch(
    as_armand: Client, armand: User, batch: DebitBatch, on_its_day: time_machine.travel, amount: str, days: int
) -> None:
    with on_its_day:
        as_armand.force_login(armand)
        line = paid(batch, amount, days=days)
        assert "Noter l’encaissement" not in told(as_armand)
        as_armand.post(f"{LINES}{line.pk}/encaissement/")
        line.refresh_from_db()
        batch.refresh_from_db()
        assert (line.state, batch.state) == ("to_match", DebitBatch.State.HANDED_OVER)
