"""What the page of a new plan offers for each visit, and what comes back from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.replanning import Wish
from egide.appointments.slots import Slot
from egide.centres.models import Centre, Physician, Service
from egide.common.french import short_moment
from egide.planning.rules import DAY, MIDNIGHT, after_working_days, wall_clock


@dataclass(frozen=True)
class Choice:
    """One slot as an option: `value` holds all that the confirmation needs, the version of the visit first."""

    value: str
    label: str
    late: bool


@dataclass(frozen=True)
class Line:
    visit: Appointment
    choices: list[Choice]

    @property
    def name(self) -> str:
        return f"visite-{self.visit.pk}"

    @property
    def is_late(self) -> bool:
        """Even the best slot is after the latest date."""
        return bool(self.choices) and self.choices[0].late


def lines_of(visits: list[Appointment], offered: Mapping[int, list[Slot]]) -> list[Line]:
    people = {one.pk: one for one in Physician.objects.all()}
    centres = {one.pk: one for one in Centre.objects.all()}
    return [
        Line(
            visit,
            [_choice(visit, slot, people[slot.physician_id], centres[slot.centre_id]) for slot in offered[visit.pk]],
        )
        for visit in visits
    ]


def wishes_in(posted: QueryDict, visits: list[Appointment]) -> list[Wish]:
    """The slots chosen for these visits; nothing chosen, or nothing that this page could have written, is no wish."""
    found = [_wish(visit.pk, posted.get(f"visite-{visit.pk}", "")) for visit in visits]
    return [wish for wish in found if wish]


def first_moment(typed: str) -> datetime:
    """The day typed, from tomorrow on; by default far enough for the employer to still cancel for free."""
    today = timezone.localdate()
    try:
        day = max(datetime.strptime(typed, "%Y-%m-%d").date(), today + DAY)
    except ValueError:
        day = after_working_days(today, Service.current().cancellation_notice_days + 1)
    return wall_clock(day, MIDNIGHT)


def _choice(visit: Appointment, slot: Slot, physician: Physician, centre: Centre) -> Choice:
    late = bool(visit.due_on and visit.due_on < slot.starts_at.date())
    place = "" if slot.centre_id == visit.centre_id else f", {centre}"
    label = f"{short_moment(slot.starts_at)}, {physician}{place}{' (après la limite)' if late else ''}"
    value = f"{visit.version} {slot.starts_at.isoformat()} {slot.physician_id} {slot.centre_id}"
    return Choice(value, label, late)


def _wish(visit_id: int, value: str) -> Wish | None:
    try:
        version, moment, physician, centre = value.split()
        starts_at = datetime.fromisoformat(moment)
        wish = Wish(visit_id, int(version), starts_at, int(physician), int(centre))
    except ValueError:
        return None
    return wish if starts_at.tzinfo else None
