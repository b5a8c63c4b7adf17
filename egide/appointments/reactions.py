"""What the employer says of a stop when it asks for a « visite de reprise » is a fact of the follow-up too."""

from egide.appointments.models import Appointment
from egide.common.events import react_to
from egide.common.models import Event
from egide.employees.models import WorkStop


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
