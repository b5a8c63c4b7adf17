"""The visit took place, or not: attendance moves the appointment, and a visit held moves the follow-up."""

from django.db import transaction

from egide.appointments.models import Appointment, lock_price_of, open_contest_of
from egide.appointments.states import State
from egide.common.events import Actor
from egide.followup.models import FollowUp, Visit


def record_attendance(appointment: Appointment, verb: str, *, by: Actor) -> None:
    """`verb` is honour, excuse_absence or note_absence; a visit held is recorded in the same transaction."""
    with transaction.atomic():
        getattr(appointment, verb)(by=by)
        if verb == "honour":
            Visit(
                member_id=appointment.member_id,
                employee=appointment.employee,
                kind=appointment.kind,
                held_on=appointment.planned_start.date(),
                physician_id=appointment.physician_id,
                category=appointment.employee.category,
            ).record(by=by)


def correct_attendance(appointment: Appointment, *, by: Actor) -> None:
    """Noted wrongly: the visit that was recorded with it never took place, and the next date is computed again."""
    with transaction.atomic():
        lock_price_of(appointment)
        held = appointment.state == State.HONOURED
        if contest := open_contest_of(appointment):
            contest.accept(by=by, decision="La présence notée était fausse : elle est corrigée, rien n’est dû.")
        appointment.correct_attendance(by=by)
        if held:
            day = appointment.planned_start.date()
            appointment.employee.visits.filter(kind=appointment.kind, held_on=day).delete()
            for follow_up in FollowUp.objects.filter(employee=appointment.employee_id):
                follow_up.compute(by=None)
