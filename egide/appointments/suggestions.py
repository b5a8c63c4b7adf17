"""Where a request would best go: a few slots, the best first, each with the reasons that an assistant would give."""

from collections import Counter
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import TruncDate
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.replanning import Planner
from egide.appointments.slots import Slot, is_late
from egide.appointments.states import State
from egide.common.french import short_date
from egide.planning.queries import visit_type
from egide.planning.rules import DAY, MIDNIGHT, wall_clock

Days = Counter[tuple[int, int, date]]


@dataclass(frozen=True)
class Suggestion:
    """`reasons` are short words, the strongest first; `late`: the slot is after the latest date of the visit."""

    slot: Slot
    reasons: list[str]
    late: bool


def suggestions(request: Appointment) -> list[Suggestion]:
    """Up to four slots from tomorrow on, on as many days, ranked as `replanning.propose` ranks them.

    What the employer has ruled out is never suggested, nor a moment at which the employee is expected elsewhere.
    """
    after = wall_clock(timezone.localdate() + DAY, MIDNIGHT)
    wished = copy(request)
    wished.minutes = visit_type(request.kind).minutes
    wished.centre = request.wished_centre or request.member.centre
    wished.starts_at = after
    days = _days_of_the_company(request)
    return [_suggestion(wished, slot, days) for slot in Planner(after, days).propose(wished)]


def _suggestion(wished: Appointment, slot: Slot, days: Days) -> Suggestion:
    day, due_on = slot.starts_at.date(), wished.due_on
    others = days[(wished.member_id, slot.centre_id, day)]
    usual = slot.physician_id == wished.member.physician_id
    reasons = [
        "" if not others else "un collègue ce jour-là" if others == 1 else f"{others} collègues ce jour-là",
        "médecin de l’entreprise" if usual else "autre professionnel",
        _place(wished, slot),
        f"avant la limite du {short_date(due_on)}" if due_on and day <= due_on else "",
        "convient à l’entreprise" if wished.avoided or wished.away_from else "",
    ]
    return Suggestion(slot, [reason for reason in reasons if reason], is_late(wished, day))


def _place(wished: Appointment, slot: Slot) -> str:
    if slot.centre_id == wished.wished_centre_id:
        return "centre souhaité"
    return "" if slot.centre_id == wished.member.centre_id else "centre le plus proche"


def _days_of_the_company(request: Appointment) -> Days:
    """How many people of the same company are expected at each centre on each day to come."""
    rows = Appointment.objects.filter(
        member=request.member_id, state=State.CONFIRMED, starts_at__gt=timezone.now(), centre__isnull=False
    )
    found = rows.exclude(employee=request.employee_id).order_by().values_list("centre", TruncDate("starts_at"))
    return Counter((request.member_id, centre, day) for centre, day in found if centre)
