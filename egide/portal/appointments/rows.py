"""One appointment as a line of Mes rendez-vous: its state by colour, icon and word, the facts, what was answered."""

from dataclasses import dataclass
from datetime import date, datetime

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.common.french import shown_euros, shown_hour

# state → tone of the styles, icon; the word is the label of the state
LOOKS = {
    State.REQUESTED: ("", "hourglass"),
    State.UNDER_REVIEW: ("info", "hourglass"),
    State.NEEDS_PRECISION: ("warn", "message"),
    State.WAITLISTED: ("info", "clock"),
    State.REFUSED: ("danger", "ban"),
    State.WITHDRAWN: ("", "x"),
    State.CONFIRMED: ("info", "calendar-check"),
    State.HONOURED: ("ok", "circle-check"),
    State.ABSENT_EXCUSED: ("", "calendar-x"),
    State.ABSENT_UNEXCUSED: ("danger", "alert-circle"),
    State.CANCELLED_BY_EMPLOYER: ("", "calendar-x"),
    State.CANCELLED_BY_SERVICE: ("warn", "calendar-x"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What the template draws: no rule left to decide there."""

    appointment: Appointment
    tone: str
    icon: str
    state: str
    facts: str
    notes: tuple[tuple[str, str], ...]

    @property
    def may_answer(self) -> bool:
        """The service waits for the employer's words."""
        return self.appointment.state == State.NEEDS_PRECISION


def rows_of(appointments: list[Appointment], tab: str, now: datetime) -> list[Row]:
    """`appointments` with their employee, centre and physician; `tab` is a key of the page's tabs."""
    return [_row(appointment, tab, now) for appointment in appointments]


def _row(appointment: Appointment, tab: str, now: datetime) -> Row:
    tone, icon = LOOKS[State(appointment.state)]
    state = appointment.get_state_display()
    if appointment.state == State.CONFIRMED and appointment.planned_start < now:
        tone, icon, state = "", "clock", "À renseigner par le service"
    facts = _of_the_request(appointment) if tab == "demandes" else _of_the_meeting(appointment)
    return Row(appointment, tone, icon, state, facts, tuple(_notes(appointment)))


def _of_the_meeting(appointment: Appointment) -> str:
    parts = [shown_hour(appointment.planned_start), appointment.get_kind_display()]
    return " · ".join([*parts, str(appointment.physician or ""), str(appointment.centre or "")])


def _of_the_request(appointment: Appointment) -> str:
    facts = [appointment.get_kind_display(), f"demandée le {_day(appointment.requested_at)}"]
    facts += [f"au plus tard le {_day(appointment.due_on)}"] if appointment.due_on else []
    return " · ".join(facts)


def _notes(appointment: Appointment) -> list[tuple[str, str]]:
    """What was said on either side, and what it costs: (title, words)."""
    notes = [("Motif", appointment.cancel_reason)]
    if appointment.fee:
        waits = "" if appointment.fee_decided_at else ", à confirmer par le service"
        notes.append(("Prix", f"{shown_euros(appointment.fee)} HT{waits}"))
    notes.append(("Sans frais", appointment.fee_waived_because))
    if appointment.state != State.CONFIRMED:
        answered = f" du {_day(appointment.answered_at)}" if appointment.answered_at else ""
        said = "Question" if appointment.state == State.NEEDS_PRECISION else "Réponse"
        notes.append((f"{said} du service{answered}", appointment.answer))
        notes.append(("Votre précision", appointment.precision))
    return [(title, words) for title, words in notes if words]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
