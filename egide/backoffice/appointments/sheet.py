"""All that the assistant needs to decide one request without opening another page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import F, Prefetch, prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import OPEN, State
from egide.backoffice.appointments.rows import deadline
from egide.centres.models import Physician, Service
from egide.common.composed import composed
from egide.common.events import history_of
from egide.common.identifiers import is_row_key
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.facts import facts_of
from egide.followup.models import Visit
from egide.members.models import Contact, Member
from egide.regulation import FollowUp, VisitKind, follow_up
from egide.regulation.periods import age_on

OTHERS_SHOWN = 6
ABSENCES = (State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED)


@dataclass(frozen=True)
class Sheet:
    """The facts of one request, in the words of the page."""

    age: int
    due: tuple[str, str, str]
    why: str
    risks: list[str]
    visits: list[Visit]
    absences: list[Appointment]
    planned: list[Appointment]
    contact: Contact | None
    others: list[Appointment]
    others_count: int
    history: list[Event]

    @property
    def last_visit(self) -> Visit | None:
        return self.visits[0] if self.visits else None


@dataclass(frozen=True)
class PlannedDay:
    """What a professional has already planned on one of the days proposed."""

    day: date
    appointments: list[Appointment]


def one(appointment_id: int) -> Appointment:
    """One request with what its page reads of it."""
    found = _with_its_people(appointment_id) if is_row_key(str(appointment_id)) else []
    if not found:
        raise Http404
    return found[0]


@composed
def _with_its_people(appointment_id: int) -> AppointmentQuerySet:
    rows = Appointment.objects.filter(pk=appointment_id)
    return rows.select_related(
        "employee__follow_up", "employee__establishment", "member__centre", "member__physician__centre",
        "owner", "requested_by", "wished_centre", "centre", "physician",
    )  # fmt: skip


def sheet_of(appointment: Appointment) -> Sheet:
    today, employee, member = timezone.localdate(), appointment.employee, appointment.member
    visits = Prefetch("visits", Visit.objects.select_related("physician"))
    prefetch_related_objects([employee], "determinants", visits)  # the reasons and the deadline read them too
    others = member.appointments.waiting().exclude(pk=appointment.pk).select_related("employee")
    mine = employee.appointments.exclude(pk=appointment.pk)
    return Sheet(
        age=age_on(employee.birth_date, today),
        due=deadline(appointment.due_on, today),
        why=_why(appointment, today),
        risks=[reason.sentence for reason in employee.assess(employee.codes, today).reasons],
        visits=list(employee.visits.all())[:3],
        absences=list(mine.filter(state__in=ABSENCES).order_by("-starts_at")[:2]),
        planned=list(mine.filter(state__in=(*OPEN, State.CONFIRMED)).order_by("starts_at", "pk")[:3]),
        contact=_contact(member),
        others=list(others.order_by(F("due_on").asc(nulls_last=True), "pk")[:OTHERS_SHOWN]),
        others_count=others.count(),
        history=list(history_of(appointment)[:8]),
    )


def planned_days(physician: Physician, moments: list[datetime]) -> list[PlannedDay]:
    """The agenda of this professional on the days of `moments`, in one query."""
    days = sorted({moment.date() for moment in moments})
    if not days:
        return []
    first = timezone.make_aware(datetime.combine(days[0], datetime.min.time()))
    last = timezone.make_aware(datetime.combine(days[-1] + timedelta(days=1), datetime.min.time()))
    rows = physician.appointments.filter(state=State.CONFIRMED, starts_at__gte=first, starts_at__lt=last)
    rows = rows.select_related("employee", "member").order_by("starts_at", "pk")
    by_day = {day: list(found) for day, found in groupby(rows, key=lambda row: row.planned_start.date())}
    return [PlannedDay(day, by_day.get(day, [])) for day in days]


def _why(appointment: Appointment, today: date) -> str:
    """Where the deadline comes from, with its article: the rhythm of the follow-up, or the return to work."""
    if appointment.kind == VisitKind.RETURN.value and appointment.returns_on:
        return "le jour de la reprise, au plus tard 8 jours après (R.4624-31)"
    expected = _expected(appointment.employee, today)
    if expected.next_kind is None:
        return "le suivi n’attend aucune visite"
    if expected.next_kind.value != appointment.kind:
        return f"le suivi attend : {expected.next_kind.label.lower()} avant le {expected.due_on:%d/%m/%Y}"
    before = "avant l’affectation au poste" if expected.before_assignment else "au plus tard"
    return f"{before} ({expected.article})"


def _expected(employee: Employee, today: date) -> FollowUp:
    return follow_up(facts_of(employee, for_service=True), on=today, parameters=Service.current().regulation)


def _contact(member: Member) -> Contact | None:
    """Who to call about an appointment: the contact for the follow-up, or the manager."""
    wanted = (Contact.Function.FOLLOW_UP, Contact.Function.MANAGER)
    found = {contact.function: contact for contact in member.contacts.filter(function__in=wanted)}
    return next((found[function] for function in wanted if function in found), None)
