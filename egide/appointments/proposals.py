"""The next free half-hours of a professional: the centre's hours, less what is already taken."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from egide.appointments.half_days import half_day_of
from egide.appointments.models import Appointment
from egide.appointments.occupancy import OccupiedTime, cells
from egide.appointments.rules import is_bank_holiday
from egide.centres.hours import Hours
from egide.centres.models import Centre, Physician
from egide.regulation import VisitKind

WINDOW = timedelta(days=28)
WINDOWS = 6  # half a year ahead; beyond it nobody proposes a date
PHYSICIAN_ONLY = {VisitKind.EMA_HIRE.value, VisitKind.EMA.value}


def free_moments(
    appointment: Appointment, physician: Physician, centre: Centre, minutes: int, after: datetime, wanted: int = 3
) -> list[datetime]:
    """The first free half-hour of each of the next `wanted` half-days after `after`, in Paris time.

    One a half-day, so that the choice is a real one; what the employer has ruled out is not proposed, nor a
    day before the return to work. A busy agenda is read by windows of four weeks.
    """
    found: list[datetime] = []
    hours = centre.timetable
    start = max(timezone.localtime(after), _first_day(appointment))
    for _ in range(WINDOWS):
        taken = _taken(appointment, physician, start, start + WINDOW)
        for moment in _half_hours(hours, start, start + WINDOW, minutes):
            if found and _same_half_day(found[-1], moment):
                continue
            if suits(appointment, moment) and taken.isdisjoint(cells(moment, minutes)):
                found.append(moment)
            if len(found) == wanted:
                return found
        start += WINDOW
    return found


def suits(appointment: Appointment, moment: datetime) -> bool:
    """Whether the employer has left this wall-clock moment open: half-days of the week, days away."""
    start, end = appointment.away_from, appointment.away_until
    away = start is not None and end is not None and start <= moment.date() <= end
    return not away and half_day_of(moment) not in appointment.avoided


def cautions(plan: Appointment, physician: Physician, centre: Centre) -> list[str]:
    """What the assistant must accept knowingly of a time she typed herself: closed, holiday, too late.

    `plan` is the appointment with its time set and not saved yet.
    """
    start, found = plan.planned_start, []
    if is_bank_holiday(start.date()):
        found.append(f"Le {start:%d/%m/%Y} est un jour férié.")
    elif not centre.timetable.hold(start.replace(tzinfo=None), plan.minutes):
        found.append(f"{centre} ne reçoit pas à ce moment.")
    if not suits(plan, start):
        found.append("L’entreprise a dit que ce moment ne convient pas.")
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


def _same_half_day(one: datetime, other: datetime) -> bool:
    return one.date() == other.date() and half_day_of(one) == half_day_of(other)


def _first_day(appointment: Appointment) -> datetime:
    """A return to work is examined from the return on (R.4624-31); anything else, from now on."""
    if appointment.returns_on is None:
        return timezone.localtime()
    return timezone.make_aware(datetime.combine(appointment.returns_on, datetime.min.time()))


def _taken(appointment: Appointment, physician: Physician, start: datetime, end: datetime) -> set[datetime]:
    resources = (f"physician:{physician.pk}", f"employee:{appointment.employee_id}")
    held = OccupiedTime.objects.filter(resource__in=resources, starts_at__gte=start, starts_at__lt=end)
    return set(held.values_list("starts_at", flat=True))
