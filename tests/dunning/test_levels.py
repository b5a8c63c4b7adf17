"""Reminders by level: each invoice once a level, at its day, whatever dies; not who pays or is left in peace."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.dunning.models import DunnedInvoice, DunningLetter, DunningLevel
from egide.dunning.papers import letter_pdf
from egide.dunning.rules import late, next_of, steps, to_send
from egide.dunning.sending import send_all, send_now
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.dunning.hands import DUE, a_hold, an_overdue, morning, noon, reached
from tests.papers import words_of

MARTINE = "martine@aubert.example"


@pytest.fixture
def invoice(ours: Member, martine: User) -> Invoice:
    """120,00 € with VAT, to be paid by 31 March."""
    factories.an_address(martine)
    found = an_overdue(ours)
    Outbox.objects.all().delete()
    return found


def mails() -> list[str]:
    return list(Outbox.objects.filter(recipient=MARTINE).order_by("pk").values_list("subject", flat=True))


def test_three_levels_leave_at_their_days_and_no_more(invoice: Invoice) -> None:
    for day in range(1, 90):
        morning(day)
        morning(day)
    assert reached(invoice) == [(1, 8), (2, 30), (3, 60)]
    assert mails() == ["Rappel de règlement", "Deuxième relance", "Dernière relance"]


def test_an_invoice_found_late_goes_through_each_level_with_the_time_between_them(invoice: Invoice) -> None:
    for day in range(100, 200):
        morning(day)
    assert reached(invoice) == [(1, 100), (2, 122), (3, 152)]


def test_what_the_page_announces_is_what_the_worker_sends(invoice: Invoice) -> None:
    for day in (*range(1, 70, 3), *range(70, 120, 7)):
        today = noon(day).date()
        for row in late(today):
            row_any: Any = row
            following = next_of(row_any, steps())
            announced = following is not None and following[1] <= today
            assert announced == late(today).filter(to_send(today), pk=row.pk).exists(), day
        morning(day)
    assert [rank for rank, _ in reached(invoice)] == [1, 2, 3]


def test_the_late_invoices_of_a_member_are_one_mail_at_the_highest_level(invoice: Invoice, ours: Member) -> None:
    morning(8)
    second = an_overdue(ours, "50.00", due_on=DUE + timedelta(days=22))
    Outbox.objects.all().delete()
    assert morning(30) == 1
    assert mails() == ["Deuxième relance"]
    assert (reached(invoice)[-1], reached(second)) == ((2, 30), [(1, 30)])
    text = Outbox.objects.get(recipient=MARTINE).text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert invoice.number in text
    assert second.number in text
    assert "180,00" in text
    assert "40,00" in text  # of the invoice whose level asks for it, not of the other
    assert "80,00 €" not in text.replace("180,00", "").replace("\N{NO-BREAK SPACE}", " ")


def test_the_first_level_asks_for_no_fee_and_the_second_for_those_of_the_law(invoice: Invoice) -> None:
    morning(8)
    morning(30)
    first, second = (" ".join(words_of(letter_pdf(letter)).split()) for letter in DunningLetter.objects.order_by("pk"))
    assert "D. 441-5" not in first
    assert "D. 441-5" in second
    assert "L. 441-10" in second
    assert [row.fee for row in invoice.dunned.order_by("rank")] == [Decimal(0), Decimal(40)]


def test_who_has_paid_is_not_reminded_and_a_part_paid_is_what_is_left(invoice: Invoice, theirs: Member) -> None:
    paid = an_overdue(theirs)
    factories.a_payment(theirs, "120.00").allocate(by=None, invoice=paid, amount=Decimal(120))
    factories.a_payment(invoice.member, "20.00").allocate(by=None, invoice=invoice, amount=Decimal(20))
    assert morning(8) == 1
    assert invoice.dunned.get().remaining == Decimal(100)
    assert not DunnedInvoice.objects.filter(invoice=paid).exists()


@pytest.mark.parametrize("whole", [True, False])
def test_who_is_left_in_peace_is_reminded_once_resumed(invoice: Invoice, whole: bool) -> None:
    hold = a_hold(invoice, whole=whole)
    assert morning(30) == 0
    with pytest.raises(Refused, match="suspendues"):
        send_now(invoice, noon(30).date(), by=None)
    hold.lift(by=None)
    assert morning(31) == 1
    with pytest.raises(Refused, match="déjà repris"):
        hold.lift(by=None)


def test_a_hold_of_one_invoice_leaves_the_others_and_its_name_out_of_the_letter(invoice: Invoice, ours: Member) -> None:
    other = an_overdue(ours, "50.00")
    a_hold(invoice)
    assert morning(8) == 1
    assert reached(other) == [(1, 8)]
    assert invoice.number not in str(DunningLetter.objects.get().content)


def test_nothing_is_held_twice_nor_without_a_reason(invoice: Invoice) -> None:
    a_hold(invoice)
    with pytest.raises(Refused, match="déjà suspendues"):
        a_hold(invoice)
    a_hold(invoice, whole=True)
    with pytest.raises(Refused, match="déjà suspendues"):
        a_hold(invoice, whole=True)


def test_by_hand_the_next_level_leaves_before_its_day_and_none_after_the_last(invoice: Invoice) -> None:
    for day in (2, 3, 4):
        with time_machine.travel(noon(day), tick=False):
            send_now(invoice, timezone.localdate(), by=None)
    assert reached(invoice) == [(1, 2), (2, 3), (3, 4)]
    with pytest.raises(Refused, match="Toutes les relances"):
        send_now(invoice, noon(5).date(), by=None)


def test_what_is_not_late_is_not_sent_by_hand(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    with pytest.raises(Refused, match="pas en retard"):
        send_now(invoice, timezone.localdate(), by=None)


@pytest.mark.parametrize("hour", [3, 7, 19, 23])
def test_nobody_is_written_to_at_night(invoice: Invoice, hour: int) -> None:
    assert send_all(noon(8).replace(hour=hour)) == 0


def test_a_worker_that_dies_between_two_members_goes_on(
    invoice: Invoice, theirs: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies after the mail of the second is written: neither its mail nor its reminder is there."""
    second, kept = an_overdue(theirs), DunnedInvoice.objects.bulk_create

    def dies(rows: Any) -> Any:
        rows = list(rows)
        if rows[0].member_id == theirs.pk:
            raise KeyboardInterrupt
        return kept(rows)

    monkeypatch.setattr(DunnedInvoice.objects, "bulk_create", dies)
    with pytest.raises(KeyboardInterrupt):
        morning(8)
    monkeypatch.undo()
    assert (DunningLetter.objects.count(), reached(second)) == (1, [])
    assert morning(8) == 1
    assert (reached(invoice), reached(second)) == ([(1, 8)], [(1, 8)])
    assert mails() == ["Rappel de règlement"]


def test_the_base_itself_refuses_a_level_twice(invoice: Invoice) -> None:
    morning(8)
    first = invoice.dunned.get()
    first.pk, first._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_a_level_of_no_day_is_passed_over_and_levels_come_in_order(invoice: Invoice) -> None:
    DunningLevel.at(2).choose(by=None, days=0)
    for day in range(1, 90):
        morning(day)
    assert reached(invoice) == [(1, 8), (3, 60)]
    with pytest.raises(Refused, match="plus tard"):
        DunningLevel.at(3).choose(by=None, days=8)


def test_a_letter_says_for_ever_what_it_said(invoice: Invoice) -> None:
    morning(8)
    before = letter_pdf(DunningLetter.objects.get())
    DunningLevel.at(1).choose(by=None, title="Autre", text="Autre texte")
    assert letter_pdf(DunningLetter.objects.get()) == before
