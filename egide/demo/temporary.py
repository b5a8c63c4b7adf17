"""Two temporary workers of one company: the visit of the first is billed, that of the second waits for accounting."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.attendance import record_attendance
from egide.appointments.models import Appointment
from egide.demo.clock import at
from egide.demo.story import POSTS
from egide.dues.fees import decide
from egide.employees.models import Employee
from egide.members.models import Member
from egide.planning.rules import is_working_day

PEOPLE = (("Vasseur", "Julien", "M", date(1991, 4, 12)), ("Perrot", "Lina", "F", date(1997, 9, 30)))
POST = POSTS["manoeuvre"]


def visit(member: Member, staff: dict[str, User], now: datetime) -> None:
    for rank, (last_name, first_name, sex, birth_date) in enumerate(PEOPLE):
        start = _a_moment(now - timedelta(days=13 - 5 * rank))
        hired = start.date() - timedelta(days=12)
        employee = Employee(
            member=member, last_name=last_name, first_name=first_name, sex=sex, birth_date=birth_date,
            contract_kind="interimaire", hired_on=hired, post_since=hired, post=POST.title, pcs_code=POST.pcs,
            contract_ends_on=now.date() + timedelta(days=60),
        )  # fmt: skip
        with at(start - timedelta(days=12)):
            employee.hire(by=None)
        with at(start - timedelta(days=10)):
            appointment = _planned(employee, start, staff["sophie"])
        with at(start + timedelta(hours=2)):
            record_attendance(appointment, "honour", by=staff["sophie"])
    with at(now - timedelta(days=6)):
        billed = Appointment.objects.get(employee__last_name=PEOPLE[0][0], member=member)
        decide(billed, by=staff["armand"], decision="confirm", because="")


def _planned(employee: Employee, start: datetime, sophie: User) -> Appointment:
    employee.declare_risks(by=None, codes=list(POST.codes))
    employee.take_in(by=None)
    appointment = Appointment(member_id=employee.member_id, employee=employee, kind="vip_initiale")
    appointment.reason = Appointment.Reason.HIRE
    appointment.request(by=None)
    appointment.take_up(by=sophie)
    if (physician := employee.member.physician) is None:
        raise ValueError(employee.member)
    appointment.confirm(by=sophie, starts_at=start, minutes=30, centre=physician.centre, physician=physician)
    return appointment


def _a_moment(when: datetime) -> datetime:
    """Eleven o'clock of a working day, which the other visits of the demo leave free."""
    day = timezone.localtime(when).date()
    while not is_working_day(day):
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(11)))
