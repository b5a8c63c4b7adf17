"""A slot of the week as it comes back from the page: when, with whom, where; the rules are those of the queue."""

from datetime import datetime

from django.http import QueryDict

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.appointments.forms import OTHER, WALL_CLOCK, ConfirmationForm
from egide.planning.queries import visit_type


class PlacingForm(ConfirmationForm):
    """`creneau` is « 2026-11-25T09:00 12 3 »: a moment, a professional, a centre; all its cautions are asked."""

    def __init__(self, data: QueryDict, *, appointment: Appointment) -> None:
        moves = appointment.state == State.CONFIRMED
        minutes = appointment.minutes if moves else visit_type(appointment.kind).minutes
        asked = QueryDict(mutable=True)
        asked.update(_read(data.get("creneau", "")) | {"minutes": str(minutes), "moment": OTHER})
        for name in ("version", "anyway"):
            asked[name] = data.get(name, "")
        super().__init__(asked, appointment=appointment, asked=QueryDict())

    @property
    def problem(self) -> str:
        """The first thing that is wrong, as one sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    def _moments(self, after: str) -> list[datetime]:
        """None is proposed: the slot is chosen already."""
        return []


def _read(slot: str) -> dict[str, str]:
    """What this page could not have written chooses nothing."""
    try:
        moment, physician, centre = slot.split()
        start = datetime.strptime(moment, WALL_CLOCK)
    except ValueError:
        return {}
    return {"day": f"{start:%Y-%m-%d}", "hour": f"{start:%H:%M}", "physician": physician, "centre": centre}
