"""What follows in other rows: a stop said with a request is a fact of the follow-up; freed time goes to who waits; a
departure taken back gives back the price that it spared."""

from egide.appointments import waiting_list
from egide.appointments.models import Appointment, MemberFeed, SlotOffer
from egide.common.events import react_to
from egide.common.models import Event
from egide.employees.models import Employee, WorkStop


@react_to("appointment.request")
def learn_of_the_stop(event: Event) -> None:
    """The same stop with other dates was prolonged since it was declared: the last ones said hold."""
    asked = Appointment.objects.select_related("employee").get(pk=event.subject_id)
    if asked.stopped_on is None or asked.returns_on is None:  # no « visite de reprise »
        return
    known = WorkStop.over(asked.employee, asked.stopped_on, asked.returns_on)
    said = (asked.stop_cause, asked.stopped_on, asked.returns_on)
    if known is None:
        stop = WorkStop(member_id=asked.member_id, employee=asked.employee)
        stop.cause, stop.first_day, stop.returns_on = said
        stop.declare(by=event.by)
    elif said != (known.cause, known.first_day, known.returns_on):
        known.correct(by=event.by, cause=said[0], first_day=said[1], returns_on=said[2])


@react_to("employee.come_back", "employee.rehire", "employee.hire", "employee.correct")
def charge_what_a_departure_had_spared(event: Event) -> None:
    """Whoever is in the workforce on the day of the visit, be it by a sheet of their own, was not leaving before it."""
    if not {"hired_on", "left_on"} & event.changes.keys():
        return
    person = Employee.objects.get(pk=event.subject_id)
    names = {name: getattr(person, name) for name in ("nir", "last_name", "first_name", "birth_date")}
    same = Employee.objects.filter(member=person.member_id).twins_of(**names)
    for visit in Appointment.objects.spared().filter(employee__in=same):
        if person.hired_on <= visit.planned_start.date():
            visit.charge_after_all(by=event.by)


@react_to("appointment.cancel_for_employer", "appointment.cancel_for_service")
def offer_the_cancelled_moment(event: Event) -> None:
    visit = Appointment.objects.select_related("physician", "centre").get(pk=event.subject_id)
    waiting_list.offer_moment_of(visit)


@react_to("appointment.move", "appointment.replan", "appointment.move_for_employer")
def offer_the_former_moment(event: Event) -> None:
    """What the move changed says where the visit was before; the rest is as it was."""
    former = Appointment.objects.get(pk=event.subject_id)
    for name in ("starts_at", "minutes", "physician_id", "centre_id"):
        if name in event.changes:
            setattr(former, name, event.changes[name][0])
    waiting_list.offer_moment_of(former)


@react_to("absence.withdraw")
def offer_what_an_absence_took(event: Event) -> None:
    whose = {name: change[0] for name, change in event.changes.items()}
    waiting_list.offer_time_of_absence(**whose)


@react_to("user.freeze", "user.disable", "user.await_first_login")
def close_the_calendars(event: Event) -> None:
    """Somebody else may hold the address of a calendar: the account opened again does not open it."""
    for feed in MemberFeed.objects.filter(user=event.subject_id).exclude(token_hash="").order_by("pk"):
        feed.revoke(by=None)


@react_to("slotoffer.decline", "slotoffer.expire", "slotoffer.lapse")
def offer_it_to_the_next(event: Event) -> None:
    """Whoever was offered this very slot is left out."""
    closed = SlotOffer.objects.select_related("physician", "centre").get(pk=event.subject_id)
    waiting_list.offer_moment_of(closed.as_it_would_be)


@react_to(
    "appointment.confirm",
    "appointment.book",
    "appointment.refuse",
    "appointment.withdraw",
    "appointment.ask_precision",
    "appointment.take_up",
    "appointment.undo_answer",
)
def close_the_offer(event: Event) -> None:
    """The request waits no longer: what was held for it is free."""
    for held in SlotOffer.objects.filter(appointment=event.subject_id, state=SlotOffer.State.OPEN):
        held.lapse(by=event.by)
