"""Requests in every state, and the visits of the coming weeks."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.attendance import correct_attendance, record_attendance
from egide.appointments.models import Appointment, SlotOffer, write_to
from egide.appointments.offered import slots_for_employer
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.demo.clock import at
from egide.employees.models import Employee, WorkStop
from egide.members.models import Member
from egide.planning.rules import is_working_day

Staff = dict[str, User]
REASONS = {
    "vip_initiale": Appointment.Reason.HIRE,
    "ema_embauche": Appointment.Reason.HIRE,
    "reprise": Appointment.Reason.RETURN,
}
GROUND = "La convocation nous est parvenue le lendemain du rendez-vous : nous ne pouvions pas prévenir."
QUESTION = "Pouvez-vous nous transmettre le courriel reçu, avec sa date ?"


def live(members: list[Member], physicians: list[Physician], staff: Staff, draw: random.Random, now: datetime) -> None:
    """For each member: some past visits, some to come, some asked for and answered in every way."""
    slots = {physician.pk: _coming(now) for physician in physicians}
    past = {physician.pk: _gone(now) for physician in physicians}
    near = {physician.pk: _near(now) for physician in physicians}
    late = {physician.pk: _late(now) for physician in physicians}
    for member in members:
        people = list(member.employees.present().select_related("follow_up").order_by("pk"))
        draw.shuffle(people)
        people.sort(key=lambda employee: employee.hired_on > now.date() - timedelta(days=365))  # a past asks for time
        share = max(1, min(len(people) // 6, 6))
        groups = [people[i * share : (i + 1) * share] for i in range(5)]
        for employee in groups[0]:
            _held(employee, member, next(past[_doctor(member)]), staff, draw)
        if member.number == 10042:
            _contested(groups[0][0], staff, now)
        for rank, employee in enumerate(groups[1]):  # one in three fills the service's last days, the others come
            close = next(near[_doctor(member)], None) if rank % 3 == 2 else None
            start = close or next(slots[_doctor(member)])
            _planned(employee, member, start, staff, now)
        for number, employee in enumerate(groups[2] + groups[3]):
            if number % 9 < 6:
                _asked(employee, number, staff, now)
            else:
                start = next((late if number % 9 == 8 else slots)[_doctor(member)])
                _given_up(employee, number, start, staff, now)


def free_one(member: Member, other: Member, staff: Staff, now: datetime) -> None:
    """Visits of `other` are given up until one goes to the request of `member` that waits, and is to be answered.

    A moment may be withheld from `member`, by a draw that each service makes anew, or suit a request that comes first.
    """
    waiting = member.appointments.filter(state=State.WAITLISTED).order_by("pk").first()
    people = other.employees.present().filter(appointments=None, follow_up__next_kind__startswith="vip")
    somebody = people.select_related("follow_up").order_by("pk").first()
    if waiting is None or somebody is None:
        return
    for slot in slots_for_employer(waiting, now + timedelta(days=2)):
        if waiting.offers.filter(state=SlotOffer.State.OPEN).exists():
            return
        if slot.physician_id == member.physician_id:
            _planned(somebody, member, slot.starts_at, staff, now)
            with at(now - timedelta(hours=1)):
                visit = somebody.appointments.get(starts_at=slot.starts_at)
                visit.cancel_for_service(by=staff["sophie"], reason="Médecin appelé en entreprise à cette heure")


def _doctor(member: Member) -> int:
    return member.physician_id or 0


def _request(employee: Employee) -> Appointment:
    follow_up = employee.follow_up
    stop = WorkStop.to_return_from(employee) if follow_up.next_kind == "reprise" else None
    appointment = Appointment(
        member_id=employee.member_id,
        employee=employee,
        kind=follow_up.next_kind,
        reason=REASONS.get(follow_up.next_kind, Appointment.Reason.PERIODIC),
        unavailable="Matin de préférence" if employee.pk % 3 else "",
        **(stop.as_asked if stop else {}),
    )
    appointment.request(by=None, due_on=follow_up.shown_due_on)
    return appointment


def _confirm(appointment: Appointment, member: Member, start: datetime, sophie: User) -> None:
    if member.physician is None:
        raise ValueError(member)
    appointment.take_up(by=sophie)
    appointment.confirm(
        by=sophie, starts_at=start, minutes=30, centre=member.physician.centre, physician=member.physician
    )


def _held(employee: Employee, member: Member, start: datetime, staff: Staff, draw: random.Random) -> None:
    with at(start - timedelta(days=6 + employee.pk * 7 % 29)):
        appointment = _request(employee)
        _confirm(appointment, member, start, staff["sophie"])
    verb = draw.choice(("honour", "honour", "honour", "excuse_absence", "note_absence"))
    with at(start + timedelta(hours=2)):
        record_attendance(appointment, verb, by=staff["sophie"])


def _planned(employee: Employee, member: Member, start: datetime, staff: Staff, now: datetime) -> None:
    with at(now - timedelta(days=4)):
        _confirm(_request(employee), member, start, staff["sophie"])


def _asked(employee: Employee, number: int, staff: Staff, now: datetime) -> None:
    """The first waits, the next ones have had every kind of answer."""
    with at(now - timedelta(days=6 - number % 5, hours=number)):
        appointment = _request(employee)
        sophie = staff["sophie"]
        story = number % 9
        if story:
            appointment.take_up(by=sophie)
        if story == 2:
            appointment.ask_precision(by=sophie, answer="À quelle date commence le nouveau poste ?")
        if story == 3:
            appointment.put_on_waiting_list(by=sophie, answer="Première place libre en janvier.")
        if story == 4:
            appointment.refuse(by=sophie, answer="La visite précédente couvre encore ce poste jusqu’à son échéance.")
        if story == 5:
            appointment.withdraw(by=None)


def _given_up(employee: Employee, number: int, start: datetime, staff: Staff, now: datetime) -> None:
    """Planned, then cancelled: by the employer in time or too late, or by the service."""
    _planned(employee, employee.member, start, staff, now)
    appointment = employee.appointments.get(starts_at=start)
    with at(now - timedelta(hours=number)):
        if number % 9 == 7:
            appointment.cancel_for_service(by=staff["sophie"], reason="Médecin absent ce jour-là")
        else:
            appointment.cancel_for_employer(by=None, reason="Chantier éloigné ou imprévu")


def _contested(employee: Employee, staff: Staff, now: datetime) -> None:
    """The last visit of one employee was missed, and the company says why nothing is due."""
    appointment = employee.appointments.latest("starts_at")
    if appointment.state != Appointment.State.ABSENT_UNEXCUSED:
        with at(appointment.planned_start + timedelta(hours=3)):
            correct_attendance(appointment, by=staff["sophie"])
            record_attendance(appointment, "note_absence", by=staff["sophie"])
    with at(now - timedelta(days=2)):
        write_to(appointment, GROUND, by=None, from_service=False)
    with at(now - timedelta(days=1)):
        write_to(appointment, QUESTION, by=staff["armand"], from_service=True)


def _near(now: datetime) -> Iterator[datetime]:
    """Three visits of yesterday, whose attendance nobody has noted yet, and three of today."""
    today = timezone.localtime(now).date()
    for day in (today - timedelta(days=1), today):
        for hour in (9, 10, 14):
            yield timezone.make_aware(datetime(day.year, day.month, day.day, hour, 30))


def _late(now: datetime) -> Iterator[datetime]:
    """The last hours of the next working day: too near to be cancelled for free."""
    day = _next_working_day(now)
    for minute in (0, 30):
        yield timezone.make_aware(datetime(day.year, day.month, day.day, 16, minute))


def _next_working_day(now: datetime) -> date:
    day = timezone.localtime(now).date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _coming(now: datetime) -> Iterator[datetime]:
    """Half hours of working days, from 9 h to 16 h 30, after that of `_late` however long the weekend."""
    day = max(timezone.localtime(now).date() + timedelta(days=3), _next_working_day(now) + timedelta(days=1))
    while True:
        if is_working_day(day):
            for half in (*range(18, 24), *range(27, 34)):
                yield timezone.make_aware(datetime(day.year, day.month, day.day, half // 2, 30 * (half % 2)))
        day += timedelta(days=1)


def _gone(now: datetime) -> Iterator[datetime]:
    """Two hours of a working day, every three weeks: a year and more for a professional."""
    day: date = timezone.localtime(now).date() - timedelta(days=20)
    while True:
        if is_working_day(day):
            for hour in (9, 14):
                yield timezone.make_aware(datetime(day.year, day.month, day.day, hour, 30))
        day -= timedelta(days=20 if is_working_day(day) else 1)
