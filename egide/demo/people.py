"""The employees of the demo: hired one by one, declared by their employer, taken in by the service."""

import random
from datetime import date, datetime, timedelta

from egide.demo import story
from egide.demo.clock import at
from egide.employees.models import Employee, HeldPaper, PaperKind, WorkStop
from egide.followup.models import FollowUp, Visit
from egide.members.models import Member
from egide.regulation import VisitKind

YEARS_BACK = 6


def hire_everybody(company: story.Company, member: Member, draw: random.Random, now: datetime) -> None:
    places = list(member.establishments.order_by("-is_head_office", "siret"))
    for rank in range(company.staff):
        post = story.POSTS[company.posts[_post_of(rank, company)]]
        apprentice = post.title == "Apprenti"
        sex = "F" if post.pcs in {"542A", "543B", "472A"} or draw.random() < 0.08 else "M"
        hired = now.date() - timedelta(days=draw.randint(150, 365 * YEARS_BACK))
        # the last ones hired are the stories of the demo: added, to complete, gone
        fresh = rank >= company.staff - 2 and company.staff > 5
        if fresh:
            hired = now.date() - timedelta(days=draw.randint(2, 12))
        employee = Employee(
            member=member,
            last_name=draw.choice(story.LAST_NAMES),
            first_name=draw.choice(story.FIRST_NAMES[sex]),
            birth_date=_birth(draw, hired, apprentice),
            sex=sex,
            contract_kind="apprenti" if apprentice else ("CDD" if draw.random() < 0.1 else "CDI"),
            hired_on=hired,
            post_since=hired,
            post=post.title,
            pcs_code="" if rank % 9 == 7 else post.pcs,
            establishment=places[rank // 4 % len(places)],
            email=f"salarie.{member.number}.{rank}@{member.number}.example" if rank % 3 == 0 else "",
        )
        with at(now - timedelta(days=(now.date() - hired).days, hours=1)):
            employee.hire(by=None)
        _declare(employee, post, rank, fresh, now)
        if not fresh:
            _past_visits(employee, draw, now.date())
            _retain(employee, rank, now)
            _stop(employee, rank, now)
            _papers(employee, rank, now)


def _post_of(rank: int, company: story.Company) -> int:
    """Half of the people hold the first post, the others share the rest."""
    return 0 if rank % 2 == 0 else (rank // 2) % len(company.posts)


def _birth(draw: random.Random, hired: date, apprentice: bool) -> date:
    age = draw.randint(16, 19) if apprentice else draw.randint(20, 56)
    return hired - timedelta(days=age * 365 + draw.randint(10, 360))


def _declare(employee: Employee, post: story.Post, rank: int, fresh: bool, now: datetime) -> None:
    if fresh and rank % 2:
        return
    with at(now - timedelta(days=1)):
        employee.declare_risks(by=None, codes=list(post.codes))
        if not fresh:
            employee.take_in(by=None)
        if rank % 11 == 10:
            employee.leave(by=None, on=now.date() - timedelta(days=rank % 20), reason="end_of_contract")


def _past_visits(employee: Employee, draw: random.Random, today: date) -> None:
    """A hire visit for most, then what the category asks for; some are late on purpose."""
    if draw.random() < 0.06:
        return
    reinforced = employee.category == "SIR"
    held = max(employee.hired_on, today - timedelta(days=draw.randint(120, 730 if reinforced else 1750)))
    kind = VisitKind.EMA_HIRE if reinforced else VisitKind.VIP_HIRE
    Visit(
        member_id=employee.member_id,
        employee=employee,
        kind=kind.value,
        held_on=held,
        physician=employee.member.physician,
        category=employee.category,
    ).record(by=None)


def _stop(employee: Employee, rank: int, now: datetime) -> None:
    """A few are away or just back: a visit of reprise to ask for, one late, one that the law does not ask for."""
    for every, cause, days, back in story.STOPS:
        returns_on = now.date() + timedelta(days=back)
        first_day = returns_on - timedelta(days=days)
        if rank % every == every // 2 and not employee.is_gone and first_day > employee.hired_on:
            with at(now - timedelta(days=5)):
                stop = WorkStop(member_id=employee.member_id, employee=employee, cause=cause)
                stop.first_day, stop.returns_on = first_day, returns_on
                stop.declare(by=None)
            return


def _papers(employee: Employee, rank: int, now: datetime) -> None:
    """The attestation for driving that two workers in three have handed over, some of them long ago."""
    if "autorisation_conduite" in employee.codes and rank % 3 and not employee.is_gone:
        paper = HeldPaper(member_id=employee.member_id, employee=employee, kind=PaperKind.DRIVING)
        paper.hold(by=None, issued_on=now.date() - timedelta(days=400 + rank % 7 * 290))


def _retain(employee: Employee, rank: int, now: datetime) -> None:
    """Two months ago the médecin asked to see some of them sooner, for reasons that no page holds."""
    if rank % 10 != 2 or employee.left_on:
        return
    row = FollowUp.objects.get(employee=employee)
    with at(now - timedelta(days=60)):
        row.retain(by=None, category="SIR", due_on=now.date() + timedelta(days=3 * (rank - 4)))
