"""Builds the demo service with the verbs of the domain: if the demo loads, the domain holds together."""

import random
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from stdnum.luhn import calc_check_digit

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.centres.models import Centre, Physician, Service
from egide.demo import appointments, invoices, library, people, story
from egide.demo.clock import at
from egide.members.models import (
    Access,
    Address,
    ChangeRequest,
    Contact,
    Delegate,
    DelegateUser,
    Establishment,
    Mandate,
    MandateRequest,
    Member,
)
from egide.members.rights import Role, Scope


def build() -> None:
    """Everything or nothing, in one transaction; the same draw at each build."""
    draw = random.Random(10042)  # noqa: S311  names and dates of a demo
    now = timezone.now()
    with transaction.atomic():
        with at(now - timedelta(days=800)):
            Service(pk=1).configure(by=None, **story.SERVICE)
            places = [_centre(*facts) for facts in story.CENTRES]
            physicians = [_physician(places, *facts) for facts in story.PHYSICIANS]
            staff = {facts[0]: _staff(*facts) for facts in story.STAFF}
            members = [_member(company, places, physicians) for company in story.COMPANIES]
        for company, member in zip(story.COMPANIES, members, strict=True):
            people.hire_everybody(company, member, draw, now)
        _users(members)
        appointments.live(members, physicians, staff, draw, now)
        invoices.bill(members, staff["armand"], now)
        library.fill(staff["nadia"], members[0])
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
    user = _person(username, first, last, f"{username}@service.example")
    user.assign_role(by=None, staff_role=StaffRole(role).value)
    return user


def _person(username: str, first: str, last: str, email: str) -> User:
    user = User(username=username, first_name=first, last_name=last, email=email)
    user.set_password(story.PASSWORD)
    user.enrol(by=None)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def _member(company: story.Company, places: list[Centre], physicians: list[Physician]) -> Member:
    base = f"8{company.number:05d}{company.number % 97:02d}"
    siren = base + calc_check_digit(base)
    member = Member(
        number=company.number, name=company.name, legal_form=company.form, naf=company.naf.replace(".", ""),
        siren=siren,
        joined_on=date(2012, 1, 1) + timedelta(days=company.number % 900), phone="03 53 02 10 42",
        email=f"contact@{company.number}.example", centre=places[company.centre],
        physician=physicians[company.physician],
    )  # fmt: skip
    member.enrol(by=None)
    place = {"postcode": company.postcode, "city": company.city}
    siret = f"{siren}0001"
    Establishment(member=member).describe(
        by=None, siret=siret + calc_check_digit(siret), address="8 rue de l’Atelier", is_head_office=True, **place
    )
    for kind in (Address.Kind.HEAD_OFFICE, Address.Kind.NOTICES):
        Address(member=member, kind=kind).change(by=None, line1="8 rue de l’Atelier", **place)
    Contact(member=member, function=Contact.Function.MANAGER).change(
        by=None, name=f"Direction {company.name}", phone="03 53 02 10 42", email=f"direction@{company.number}.example"
    )
    return member


def _users(members: list[Member]) -> None:
    by_number = {member.number: member for member in members}
    martine = _person("martine", "Martine", "Aubert", "martine@10042.example")
    karim = _person("karim", "Karim", "Benali", "karim@10077.example")
    claire = _person("claire", "Claire", "Fontaine", "claire@cabinet.example")
    Access(user=martine, member=by_number[10042], role=Role.ADMINISTRATOR).grant(by=None)
    Access(user=karim, member=by_number[10077], role=Role.ADMINISTRATOR).grant(by=None)
    firm = Delegate()
    firm.describe(by=None, name="Cabinet Fontaine", email="cabinet@cabinet.example", phone="03 53 03 20 20")
    DelegateUser(delegate=firm, user=claire).join(by=None)
    for number in (10042, 10113):
        mandate = Mandate(delegate=firm, member=by_number[number], scopes=Scope.values, starts_on=date(2025, 1, 1))
        mandate.ask(by=claire)
        mandate.grant(by=martine if number == 10042 else None)
    request = MandateRequest(delegate=firm, number=10174)
    request.ask(by=claire, name=by_number[10174].name, scopes=Scope.values)
    request.deliver(by=claire)
    newcomer = User(username="nouveau", first_name="Nina", last_name="Nouvel")
    newcomer.enrol(by=None)
    Access(user=newcomer, member=by_number[10099], role=Role.ADMINISTRATOR).grant(by=None)
    InitialPassword.issue(newcomer, by=None, secret=story.FIRST_PASSWORD)


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
