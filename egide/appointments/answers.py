"""Answering a request: whoever answers has first taken it up, and both go through together or not at all."""

from typing import Any

from django.db import transaction

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.common.events import Actor
from egide.common.workflow import opened_on

NOT_TAKEN_UP = (State.REQUESTED, State.NEEDS_PRECISION, State.WAITLISTED)


def answer(appointment: Appointment, verb: str, *, by: Actor, version: int | None = None, **facts: Any) -> None:
    """`verb` is confirm, refuse, ask_precision or put_on_waiting_list, with its facts.

    `version` is the one the page was opened on: what somebody else decided since is not overwritten.
    """
    with transaction.atomic():
        opened_on(appointment, version)
        if appointment.state in NOT_TAKEN_UP:
            appointment.take_up(by=by)
        getattr(appointment, verb)(by=by, **facts)
