"""An absence laid over planned visits: which ones, a new slot for each, all planned anew in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from egide.appointments.models import Appointment, Replanning
from egide.appointments.occupancy import cell_numbers, room_resource, wait_for_turn
from egide.appointments.slots import (
    LONGEST,
    Search,
    Slot,
    free_slots,
    is_open,
    not_before_the_return,
    one_a_half_day,
    suits,
    unfit,
)
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import opened_on
from egide.planning.models import Absence
from egide.planning.queries import visit_types
from egide.planning.rules import DAY, MIDNIGHT, wall_clock

LOOKED_AT = 12  # half-days with a free slot, among which a day of the same company is preferred
OFFERED = 4
NO_DEADLINE = timedelta(days=30)  # what is not due before long is still not put off for months
CLOSED = "{} ne reçoit plus à ce moment : choisissez un autre créneau."


@dataclass(frozen=True)
class Wish:
    """A slot chosen for a visit, as the visit was when the page was drawn."""

    visit_id: int
    version: int
    starts_at: datetime
    physician_id: int
    centre_id: int


@dataclass
class Replanned:
    """What one confirmation did: the visits moved, and those that stay where they were with the reason."""

    done: list[Appointment] = field(default_factory=list)
    lost: list[tuple[Appointment, str]] = field(default_factory=list)

    @property
    def members(self) -> int:
        return len({visit.member_id for visit in self.done})


def visits_under(absences: Sequence[Absence]) -> dict[int, list[Appointment]]:
    """For each absence by its key, the planned visits to come that it touches, in the order of time; one query."""
    if not absences:
        return {}
    whose = Q(physician__in=[a.physician_id for a in absences]) | Q(centre__in=[a.centre_id for a in absences])
    start = max(timezone.now(), min(absence.starts_at for absence in absences) - LONGEST)
    end = max(absence.ends_at for absence in absences)
    rows = Appointment.objects.filter(whose, state=State.CONFIRMED, starts_at__gte=start, starts_at__lt=end)
    rows = rows.select_related("employee", "member", "centre", "physician").order_by("starts_at", "pk")
    coming = list(rows)
    return {absence.pk: [visit for visit in coming if _touches(absence, visit)] for absence in absences}


def propose(visits: Iterable[Appointment], after: datetime) -> dict[int, list[Slot]]:
    """For each visit by its key, up to four slots from `after` on, the best first; no slot is best for two visits.

    The best is, in this order: before the deadline with the usual professional at the same centre; with another one
    there; at the nearest other centre; then later. Among the first free ones, a day on which others of the same
    company come is preferred. What the employer has ruled out is never proposed.
    """
    planner = Planner(after)
    return {visit.pk: planner.propose(visit) for visit in _by_urgency(list(visits))}


def replan(wishes: Sequence[Wish], *, by: Actor) -> Replanned:
    """All wishes in one transaction; a visit whose slot was lost meanwhile stays where it was, the others move.

    Each member is told once, with all its visits. Everybody who takes time or gives it back waits meanwhile.
    """
    outcome = Replanned()
    wished = {wish.visit_id: wish for wish in wishes}
    with transaction.atomic():
        wait_for_turn()
        rows = Appointment.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wished).order_by("pk")
        visits = list(rows.select_related("employee", "member", "physician", "centre"))
        people = {one.pk: one for one in present_physicians()}
        centres = {one.pk: one for one in open_centres()}
        moved: dict[int, list[tuple[Appointment, datetime]]] = defaultdict(list)
        for visit in visits:
            wish, was = wished[visit.pk], visit.planned_start
            try:
                _move(visit, wish, people.get(wish.physician_id), centres.get(wish.centre_id), by=by)
            except Refused as refusal:
                outcome.lost.append((visit, str(refusal)))
            else:
                moved[visit.member_id].append((visit, was))
                outcome.done.append(visit)
        for member_id, told in moved.items():
            Replanning(member_id=member_id).carry_out(by=by, moved=told)
    return outcome


def _move(visit: Appointment, wish: Wish, physician: Physician | None, centre: Centre | None, *, by: Actor) -> None:
    if physician is None or centre is None:
        raise Refused("Ce professionnel ou ce centre ne reçoit plus : choisissez un autre créneau.")
    if told := unfit(visit, physician):
        raise Refused(told)
    if not is_open(wish.starts_at, visit.minutes, physician, centre):
        raise Refused(CLOSED.format(physician))
    opened_on(visit, wish.version).replan(
        by=by, starts_at=wish.starts_at, minutes=visit.minutes, centre=centre, physician=physician
    )


def _touches(absence: Absence, visit: Appointment) -> bool:
    of = absence.physician_id == visit.physician_id if absence.physician_id else absence.centre_id == visit.centre_id
    return of and visit.planned_start < absence.ends_at and visit.planned_end > absence.starts_at


def _by_urgency(visits: list[Appointment]) -> list[Appointment]:
    """The company that has the nearest deadline first, and its people one after the other."""
    due = {visit.pk: _due(visit) for visit in visits}
    first: dict[int, datetime] = {}
    for visit in visits:
        first[visit.member_id] = min(first.get(visit.member_id, due[visit.pk]), due[visit.pk])
    return sorted(visits, key=lambda visit: (first[visit.member_id], visit.member_id, due[visit.pk], visit.pk))


def _due(visit: Appointment) -> datetime:
    return wall_clock(visit.due_on, MIDNIGHT) if visit.due_on else visit.planned_start + NO_DEADLINE


class Planner:
    """Proposes visit after visit, and remembers what it has promised and on which days each company comes.

    `days` are those known before: the member, the centre and the day of visits already planned.
    """

    def __init__(self, after: datetime, days: Iterable[tuple[int, int, date]] = ()) -> None:
        self.after = after
        self.people = list(present_physicians())
        self.centres = list(open_centres())
        self.types = {one.kind: one for one in visit_types()}
        self.promised: defaultdict[str, set[int]] = defaultdict(set)
        self.days = set(days)

    def propose(self, visit: Appointment) -> list[Slot]:
        found: list[Slot] = []
        for search in self._searches(visit):
            free = (slot for slot in free_slots(search) if suits(visit, slot.starts_at))
            looked = list(islice(one_a_half_day(free), LOOKED_AT))
            found = _spread([*found, *sorted(looked, key=lambda slot: self._rank(visit, slot))])
            if len(found) == OFFERED or (found and search.until is None):
                break
        if found:
            self._promise(visit, found[0])
        return found

    def _searches(self, visit: Appointment) -> Iterator[Search]:
        """From the best to the last resort."""
        if not self.centres:
            return
        fit = [one for one in self.people if self.types[visit.kind].may_be_held_by(one)]
        usual = [one for one in fit if one.pk in (visit.physician_id, visit.member.physician_id)]
        same, *others = sorted(self.centres, key=lambda centre: _distance(visit, centre))
        for until in (self._deadline(visit), None):
            for people, centres in ((usual, [same]), (fit, [same]), (fit, others)):
                for centre in centres if people else []:
                    yield self._search(visit, people, centre, until)

    def _search(self, visit: Appointment, people: list[Physician], centre: Centre, until: datetime | None) -> Search:
        after = not_before_the_return(visit, self.after)
        return Search(
            visit.kind, visit.minutes, people, after, until, centre, visit.employee_id, promised=self.promised
        )

    def _deadline(self, visit: Appointment) -> datetime:
        due = wall_clock(visit.due_on + DAY, MIDNIGHT) if visit.due_on else visit.planned_start + NO_DEADLINE
        return due if due > self.after else self.after + NO_DEADLINE

    def _rank(self, visit: Appointment, slot: Slot) -> tuple[bool, datetime]:
        together = (visit.member_id, slot.centre_id, slot.starts_at.date()) in self.days
        return not together, slot.starts_at

    def _promise(self, visit: Appointment, slot: Slot) -> None:
        taken = cell_numbers(slot.starts_at, slot.minutes)
        names = [f"physician:{slot.physician_id}", f"employee:{visit.employee_id}"]
        for name in (*names, *([room_resource(slot.room_id)] if slot.room_id else [])):
            self.promised[name].update(taken)
        self.days.add((visit.member_id, slot.centre_id, slot.starts_at.date()))


def _spread(slots: list[Slot]) -> list[Slot]:
    """The first of each day, so that the choice is a real one."""
    by_day: dict[date, Slot] = {}
    for slot in slots:
        by_day.setdefault(slot.starts_at.date(), slot)
    return list(by_day.values())[:OFFERED]


def _distance(visit: Appointment, centre: Centre) -> tuple[bool, bool, bool, int]:
    """No map is needed: the same centre, the one of the member, the same département, then the nearest postcode."""
    here = visit.centre or centre
    far = abs(int(centre.postcode) - int(here.postcode)) if (centre.postcode + here.postcode).isdigit() else 0
    return centre.pk != here.pk, centre.pk != visit.member.centre_id, centre.postcode[:2] != here.postcode[:2], far
