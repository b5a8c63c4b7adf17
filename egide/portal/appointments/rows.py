"""One appointment as a line of Mes rendez-vous: its state by colour, icon and word, the facts, what was answered."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeAlias, TypedDict

from django.utils.html import format_html_join

from egide.appointments.models import Appointment, contest_of
from egide.appointments.states import CHARGEABLE, State
from egide.common.french import shown_euros, shown_hour
from egide.regulation import kind_of
from egide.ui import marks
from egide.ui.listing import row_address

NOTE = '<span class="sub"><strong>{}</strong> : {}</span> '

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


# action → the page that it opens
ACTIONS = {
    "precision": "portal:appointment-precision",
    "receipt": "portal:appointment-receipt",
    "withdrawal": "portal:appointment-withdrawal",
    "notice": "portal:appointment-notice",
    "calendar": "portal:appointment-calendar",
    "cancellation": "portal:appointment-cancellation",
    "move": "portal:appointment-move",
    "replacement": "portal:appointment-replacement",
    "contest": "portal:appointment-contest",
}
Address: TypeAlias = Callable[[int], str]


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    key: str
    lead: str
    name: str
    facts: str
    state: str
    notes: str
    thread: str
    precision_url: str
    receipt_url: str
    withdrawal_url: str
    notice_url: str
    calendar_url: str
    cancellation_url: str
    move_url: str
    replacement_url: str
    contest_url: str
    contest_words: str
    may_answer: bool
    is_contestable: bool
    may_be_replaced: bool
    is_open: bool


def rows_of(
    appointments: list[Appointment], tab: str, now: datetime, member_number: int, threads: Mapping[int, str]
) -> list[Row]:
    """`appointments` with their employee, centre and physician; `tab` is a key of the page's tabs; `threads` by key."""
    addresses = {action: row_address(name, member_number) for action, name in ACTIONS.items()}
    rows = [_row(appointment, tab, now, addresses) for appointment in appointments]
    for appointment, row in zip(appointments, rows, strict=True):
        row["thread"] = threads.get(appointment.pk, "")
    return rows


def _row(appointment: Appointment, tab: str, now: datetime, addresses: dict[str, Address]) -> Row:
    tone, icon = LOOKS[State(appointment.state)]
    state, asked = State(appointment.state).label, tab == "demandes"
    if appointment.state == State.CONFIRMED and appointment.planned_start < now:
        tone, icon, state = "", "clock", "À renseigner par le service"
    return Row(
        key=str(appointment.pk),
        lead=marks.dot(tone, icon) if asked else marks.date_tile(appointment.planned_start),
        name=appointment.employee.full_name,
        facts=_of_the_request(appointment) if asked else _of_the_meeting(appointment),
        state=marks.status(tone, icon, state),
        thread="",
        notes=format_html_join("", NOTE, _notes(appointment, now)),
        precision_url=addresses["precision"](appointment.pk),
        receipt_url=addresses["receipt"](appointment.pk),
        withdrawal_url=addresses["withdrawal"](appointment.pk),
        notice_url=addresses["notice"](appointment.pk),
        calendar_url=addresses["calendar"](appointment.pk),
        cancellation_url=addresses["cancellation"](appointment.pk),
        move_url=addresses["move"](appointment.pk),
        replacement_url=addresses["replacement"](appointment.pk),
        contest_url=addresses["contest"](appointment.pk),
        contest_words=_contest_words(appointment),
        is_contestable=bool(_contest_words(appointment)),
        may_be_replaced=appointment.may_be_replaced,
        may_answer=appointment.state == State.NEEDS_PRECISION,  # the service waits for the employer's words
        is_open=appointment.is_open,
    )


def _of_the_meeting(appointment: Appointment) -> str:
    parts = [shown_hour(appointment.planned_start), kind_of(appointment.kind).label]
    return " · ".join([*parts, str(appointment.physician or ""), str(appointment.centre or "")])


def _of_the_request(appointment: Appointment) -> str:
    facts = [kind_of(appointment.kind).label, f"demandée le {_day(appointment.requested_at)}"]
    facts += [f"au plus tard le {_day(appointment.due_on)}"] if appointment.due_on else []
    return " · ".join(facts)


def _notes(appointment: Appointment, now: datetime) -> list[tuple[str, str]]:
    """What was said on either side, and what it costs: (title, words)."""
    notes = [("Motif", appointment.cancel_reason), ("Annulable sans frais", _free_until(appointment, now))]
    if appointment.fee:
        waits = "" if appointment.fee_decided_at else ", à confirmer par le service"
        notes.append(("Prix", f"{shown_euros(appointment.fee)} HT{waits}"))
    notes.append(("Sans frais", appointment.fee_waived_because))
    if contest := contest_of(appointment) if appointment.state in CHARGEABLE else None:
        notes.append(("Contestation", contest.get_state_display().lower()))
    if appointment.state != State.CONFIRMED:
        answered = f" du {_day(appointment.answered_at)}" if appointment.answered_at else ""
        said = "Question" if appointment.state == State.NEEDS_PRECISION else "Réponse"
        notes.append((f"{said} du service{answered}", appointment.answer))
        notes.append(("Votre précision", appointment.precision))
    return [(title, words) for title, words in notes if words]


def _free_until(appointment: Appointment, now: datetime) -> str:
    """Said beside the visit, and not only once one cancels: the price is no surprise."""
    if appointment.state != State.CONFIRMED or appointment.planned_start < now:
        return ""
    last = appointment.last_free_moment
    return f"jusqu’au {last:%d/%m/%Y} à {shown_hour(last)}" if now <= last else "le délai est passé"


def _contest_words(appointment: Appointment) -> str:
    """What the button says; "" where there is nothing to contest."""
    if appointment.state not in CHARGEABLE:
        return ""
    contest = contest_of(appointment)
    if contest is None:
        return "Contester" if appointment.fee else ""
    return "Suivre la contestation" if contest.is_open else "Relire la contestation"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
