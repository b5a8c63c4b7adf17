"""The next free half-hours of a professional: the centre's hours, less what is already taken."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.occupancy import OccupiedTime, cells
from egide.appointments.rules import is_bank_holiday
from egide.centres.hours import Hours
from egide.centres.models import Centre, Physician
from egide.regulation import VisitKind

WINDOW = timedelta(days=28)
WINDOWS = 6  # half a year ahead; beyond it nobody proposes a date
NOON = time(12, 30)
PHYSICIAN_ONLY = {VisitKind.EMA_HIRE.value, VisitKind.EMA.value}


def free_moments(
    appointment: Appointment, physician: Physician, centre: Centre, minutes: int, after: datetime, wanted: int = 3
) -> list[datetime]:
    """The first free half-hour of each of the next `wanted` half-days after `after`, in Paris time.

    One a half-day, so that the choice is a real one; a busy agenda is read by windows of four weeks.
    """
    found: list[datetime] = []
    hours = centre.timetable
    start = timezone.localtime(after)
    for _ in range(WINDOWS):
        taken = _taken(appointment, physician, start, start + WINDOW)
        for moment in _half_hours(hours, start, start + WINDOW, minutes):
            if found and _half_day(found[-1]) == _half_day(moment):
                continue
            if taken.isdisjoint(cells(moment, minutes)):
                found.append(moment)
            if len(found) == wanted:
                return found
        start += WINDOW
    return found


def cautions(plan: Appointment, physician: Physician, centre: Centre) -> list[str]:
    """What the assistant must accept knowingly of a time she typed herself: closed, holiday, too late.

    `plan` is the appointment with its time set and not saved yet.
    """
    start, found = plan.planned_start, []
    if is_bank_holiday(start.date()):
        found.append(f"Le {start:%d/%m/%Y} est un jour férié.")
    elif not centre.timetable.hold(start.replace(tzinfo=None), plan.minutes):
        found.append(f"{centre} ne reçoit pas à ce moment.")
    if plan.due_on and timezone.localdate() <= plan.due_on < start.date():
        found.append(f"C’est après la date limite du {plan.due_on:%d/%m/%Y}.")
    if physician.centre_id != centre.pk:
        found.append(f"{physician} reçoit d’habitude à {physician.centre}.")
    return found


def unfit(appointment: Appointment, physician: Physician) -> str:
    """Why this professional cannot hold this visit (R.4624-24, R.4624-28: an examination of fitness)."""
    if appointment.kind in PHYSICIAN_ONLY and physician.profession == Physician.Profession.NURSE:
        return "Un examen d’aptitude est réalisé par le médecin du travail (R.4624-24) : choisissez un médecin."
    return ""


def _half_hours(hours: Hours, start: datetime, end: datetime, minutes: int) -> Iterator[datetime]:
    """Every half-hour of the opening hours in [start, end), bank holidays left out."""
    day = start.date()
    while day <= end.date():
        for naive in hours.starts(day, minutes) if not is_bank_holiday(day) else []:
            moment = timezone.make_aware(naive)
            if start <= moment < end:
                yield moment
        day += timedelta(days=1)


def _half_day(moment: datetime) -> tuple[object, bool]:
    return moment.date(), moment.time() < NOON


def _taken(appointment: Appointment, physician: Physician, start: datetime, end: datetime) -> set[datetime]:
    resources = (f"physician:{physician.pk}", f"employee:{appointment.employee_id}")
    held = OccupiedTime.objects.filter(resource__in=resources, starts_at__gte=start, starts_at__lt=end)
    return set(held.values_list("starts_at", flat=True))
