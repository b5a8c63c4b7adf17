"""The worker killed between two offers: each freed slot stays held, and is offered to the next one once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from egide.appointments.models import Appointment, OccupiedTime, SlotOffer
from egide.appointments.waiting_list import close_what_is_over
from egide.centres.models import Physician
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.hands import a_monday, rounds
from tests.attacks.server import this_database

pytestmark = pytest.mark.django_db(transaction=True)
FREED = 3
# Killed at the n-th offer that it makes, its row written and its time taken, before the transaction ends.
WORKER = """
import os, signal, sys, django
django.setup()
from django.utils import timezone
from egide.appointments import reactions, waiting_list
from egide.appointments.models import SlotOffer
made, real = [], SlotOffer.make
def dying(offer, **facts):
    real(offer, **facts)
    made.append(offer.pk)
    if len(made) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
SlotOffer.make = dying
waiting_list.close_what_is_over(timezone.now())
"""


def waiting(member: Member, name: str) -> Appointment:
    asked = factories.a_request(factories.a_complete_employee(member, name))
    asked.put_on_waiting_list(by=None)
    return asked


@pytest.mark.parametrize("death", [1, 2, 3] * rounds(1, 10))
def test_a_worker_killed_between_two_offers_loses_none_and_doubles_none(
    death: int, ours: Member, theirs: Member, physician: Physician
) -> None:
    visits = [
        factories.a_confirmed(
            factories.a_complete_employee(theirs, f"Vu{n}"), physician, a_monday() + timedelta(minutes=30) * n
        )
        for n in range(FREED)
    ]
    for number in range(2 * FREED):
        waiting(ours, f"Nom{number}")
    for visit in visits:
        visit.cancel_for_service(by=None, reason="Panne")
    SlotOffer.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    command = [sys.executable, "-c", WORKER, str(death)]
    assert subprocess.run(command, env=os.environ | this_database(), check=False).returncode == -signal.SIGKILL
    assert SlotOffer.objects.filter(state=SlotOffer.State.EXPIRED).count() == death - 1, "whole steps, and no half"
    assert_each_slot_is_held_once(ours)
    close_what_is_over(timezone.now())
    assert close_what_is_over(timezone.now()) == 0
    assert_each_slot_is_held_once(ours)
    states = [SlotOffer.State.EXPIRED, SlotOffer.State.OPEN]
    assert [SlotOffer.objects.filter(state=state).count() for state in states] == [FREED, FREED]
    offered = list(SlotOffer.objects.values_list("appointment", "starts_at"))
    assert len(set(offered)) == len(offered) == 2 * FREED, "nobody is offered the same slot again"


def assert_each_slot_is_held_once(member: Member) -> None:
    held = SlotOffer.objects.filter(state=SlotOffer.State.OPEN)
    assert len({offer.starts_at for offer in held}) == len(held) == FREED
    taken = OccupiedTime.objects.filter(resource__startswith="physician:", appointment__member=member)
    assert taken.count() == FREED * 6
    assert not Outbox.objects.filter(subject="Un créneau se libère", sent_at=None, event=None).exists()
