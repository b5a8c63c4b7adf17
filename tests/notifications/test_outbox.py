"""What must leave the house leaves it once, even when a process dies on the way; and never to a stranger."""

from datetime import timedelta
from smtplib import SMTPDataError

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import UNDO_WITHIN
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.leasing import LEASE, claim
from egide.employees.models import Employee
from egide.notifications import worker
from egide.notifications.models import Outbox
from tests import factories


@pytest.fixture
def told(martine: User, karim: User) -> None:
    for user in (martine, karim):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


def test_a_confirmation_is_told_to_martine_alone_after_the_undo(
    told: None, employee: Employee, physician: Physician, mailoutbox: list[EmailMessage]
) -> None:
    factories.a_confirmed(employee, physician)
    assert not worker.carry_one(timezone.now())  # « Défaire » is still at hand
    assert worker.carry_one(timezone.now() + UNDO_WITHIN)
    assert [mail.to for mail in mailoutbox] == [["martine@aubert.example"]]
    assert not worker.carry_one(timezone.now() + timedelta(days=1))


def test_an_undone_confirmation_is_told_to_nobody(told: None, employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician)
    appointment.undo_answer(by=None)
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("verb", ["refuse", "ask_precision", "put_on_waiting_list"])
def test_an_undone_answer_costs_nobody_a_wrong_mail(verb: str, told: None, employee: Employee) -> None:
    request = factories.a_request(employee)
    getattr(request, verb)(by=None, answer="Déjà vu en mars")
    assert not worker.carry_one(timezone.now())  # « Défaire » is still at hand
    request.undo_answer(by=None)
    assert not Outbox.objects.exists()


def test_an_answer_of_the_first_millisecond_of_a_second_is_undone_too(told: None, employee: Employee) -> None:
    """An Event keeps no fraction there, the row does."""
    request = factories.a_request(employee)
    with time_machine.travel(timezone.now().replace(microsecond=400), tick=False):
        request.refuse(by=None, answer="Déjà vu en mars")
        request.undo_answer(by=None)
    assert not Outbox.objects.exists()


def test_what_has_left_is_not_undone(told: None, employee: Employee) -> None:
    request = factories.a_request(employee)
    request.refuse(by=None, answer="Déjà vu en mars")
    type(request).objects.update(answered_at=timezone.now() - UNDO_WITHIN - timedelta(seconds=1))
    with pytest.raises(Refused, match="déjà prévenue"):
        request.undo_answer(by=None)


def test_a_killed_worker_loses_nothing(told: None, employee: Employee, mailoutbox: list[EmailMessage]) -> None:
    request = factories.a_request(employee)
    request.take_up(by=None)
    request.refuse(by=None, answer="Déjà vu en mars")
    now = timezone.now() + UNDO_WITHIN
    assert claim(Outbox.objects.waiting(), now)  # and the process dies here, the message in its hands
    assert not worker.carry_one(now)  # under lease: nobody carries it twice
    assert worker.carry_one(now + LEASE)
    assert len(mailoutbox) == 1
    assert "Déjà vu en mars" in mailoutbox[0].body


def test_a_failure_is_kept_and_tried_again(
    told: None, employee: Employee, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SMTPDataError(451, b"Try again later")

    request = factories.a_request(employee)
    request.take_up(by=None)
    request.refuse(by=None, answer="Non")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", refuse)
        assert worker.carry_one(timezone.now() + UNDO_WITHIN)
    message = Outbox.objects.get()
    assert (message.attempts, message.last_error) == (1, "(451, b'Try again later')")
    assert worker.carry_one(timezone.now() + timedelta(hours=1))
    assert len(mailoutbox) == 1
