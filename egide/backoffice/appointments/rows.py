"""One request as a line of the queue: its age, its deadline in colour and words, who holds it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.states import State
from egide.backoffice.appointments.filters import URGENT
from egide.common.french import SHORT_MONTHS, short_moment, shown_age
from egide.regulation import VisitKind, kind_of

SOON = timedelta(days=45)
SHORT_KINDS = {
    VisitKind.VIP_HIRE: "Embauche",
    VisitKind.EMA_HIRE: "Embauche",
    VisitKind.VIP: "Périodique",
    VisitKind.EMA: "Périodique",
    VisitKind.INTERMEDIATE: "Intermédiaire",
    VisitKind.RETURN: "Reprise",
    VisitKind.MID_CAREER: "Mi-carrière",
    VisitKind.EMPLOYER: "Employeur",
    VisitKind.POST_EXPOSURE: "Fin d’exposition",
    VisitKind.ATTESTATION: "Attestation",
    VisitKind.PRE_RETURN: "Préreprise",
    VisitKind.WORKER: "Travailleur",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What the template draws: no rule left to decide there."""

    appointment: Appointment
    url: str
    age: str
    tone: str
    icon: str
    words: str
    owner: str


def line_of(appointment: Appointment, url: str, now: datetime) -> Line:
    tone, icon, words = _looks(appointment, now.date())
    owner = appointment.owner
    initials = f"{owner.first_name[:1]}{owner.last_name[:1]}" if owner else ""
    return Line(appointment, url, shown_age(appointment.requested_at, now), tone, icon, words, initials)


def short_kind(code: str) -> str:
    return SHORT_KINDS[kind_of(code)]


def deadline(due_on: date | None, today: date) -> tuple[str, str, str]:
    """Tone, icon and words of a latest date: red is late or urgent, amber is soon, the rest stays calm."""
    if due_on is None:
        return "", "calendar", "sans date limite"
    shown = short_date(due_on, today)
    if due_on < today:
        return "danger", "alert-circle", f"limite dépassée, {shown}"
    if due_on <= today + URGENT:
        return "danger", "alert-circle", f"limite {shown}"
    return ("warn", "clock", f"limite {shown}") if due_on <= today + SOON else ("", "calendar", f"limite {shown}")


def short_date(day: date, today: date) -> str:
    """« 2 déc. », with its year when it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}{year}"


def open_offer_of(appointment: Appointment) -> SlotOffer | None:
    """The freed slot that the company has not answered yet; `offers` were read with the list."""
    return next((offer for offer in appointment.offers.all() if offer.is_open), None)


def _looks(appointment: Appointment, today: date) -> tuple[str, str, str]:
    kind = short_kind(appointment.kind)
    if not appointment.is_open:
        chosen = appointment.chosen_by_employer and appointment.state == State.CONFIRMED
        state = "réservé par l’entreprise" if chosen else appointment.get_state_display().lower()
        return "", "check", f"{kind} · {state}"
    if held := open_offer_of(appointment):
        return "info", "hourglass", f"{kind} · créneau proposé jusqu’au {short_moment(held.expires_at)}"
    tone, icon, words = deadline(appointment.due_on, today)
    return tone, icon, f"{kind} · {words}"
