"""Builds the demo service with the verbs of the domain: if the demo loads, the domain holds together."""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from egide.accounts.models import StaffRole, User
from egide.centres.models import Centre, Physician, Service, Tariff
from egide.demo import (
    appointments,
    banking,
    cards,
    companies,
    declarations,
    invoices,
    library,
    people,
    planning,
    story,
    temporary,
)
from egide.demo.clock import at
from egide.members.models import ChangeRequest, Member


def build() -> None:
    """Everything or nothing, in one transaction; the same draw at each build."""
    draw = random.Random(10042)  # noqa: S311  names and dates of a demo
    now = timezone.now()
    with transaction.atomic():
        with at(now - timedelta(days=800)):
            Service(pk=1).configure(by=None, **story.SERVICE)
            for kind, (amount, since) in story.PRICES.items():
                Tariff(kind=kind).decide(by=None, amount=amount, applies_from=since)
            places = [_centre(*facts) for facts in story.CENTRES]
            physicians = [_physician(places, *facts) for facts in story.PHYSICIANS]
            planning.describe(places, physicians)
            staff = {facts[0]: _staff(*facts) for facts in story.STAFF}
            members = [companies.enrol(company, places, physicians) for company in story.COMPANIES]
        for company, member in zip(story.COMPANIES, members, strict=True):
            people.hire_everybody(company, member, draw, now)
        companies.give_users(members)
        appointments.live(members, physicians, staff, draw, now)
        planning.send_away(physicians, staff["nadia"], now)
        appointments.free_one(members[0], members[1], staff, now)
        invoices.bill(members, staff["armand"], now)
        banking.statement(members, staff["armand"], now)
        cards.pay([member for member in members if member.number in cards.BY_CARD], staff["armand"], now)
        library.fill(staff["nadia"], members[0])
        declarations.live(members, staff["elise"], now)
        temporary.visit(members[0], staff, now)
        _changes(members[0], staff["elise"])


def _centre(name: str, address: str, postcode: str, city: str, access: str, parking: str) -> Centre:
    centre = Centre()
    centre.describe(
        by=None, name=name, address=address, postcode=postcode, city=city, access=access, parking=parking,
        wheelchair="Accès de plain-pied, toilettes adaptées", hours="Du lundi au vendredi, de 8 h à 17 h",
        phone="03 53 01 42 10",
    )  # fmt: skip
    return centre


def _physician(
    places: list[Centre], title: str, first: str, last: str, job: str, place: int, secretary: str
) -> Physician:
    physician = Physician()
    physician.describe(
        by=None, title=title, first_name=first, last_name=last, profession=job, centre=places[place],
        secretary_name=secretary, secretary_phone="03 53 01 42 11", secretary_email="secretariat@service.example",
        secretary_hours="De 8 h 30 à 12 h et de 13 h 30 à 17 h",
    )  # fmt: skip
    return physician


def _staff(username: str, first: str, last: str, role: str) -> User:
    user = companies.a_person(username, first, last, f"{username}@service.example")
    user.assign_role(by=None, staff_role=StaffRole(role).value)
    return user


def _changes(member: Member, elise: User) -> None:
    martine = User.objects.get(username="martine")
    asked = (
        ("legal_form", "SAS", "Transformation votée en assemblée", ""),
        ("naf", "4391B", "Notre activité a changé", "Joignez l’avis de situation de l’Insee."),
    )
    for field, value, why, question in asked:
        change = ChangeRequest(member=member, field=field, new_value=value, explanation=why)
        change.send(by=martine)
        if question:
            change.ask_precision(by=elise, answer=question)
