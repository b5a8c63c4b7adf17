"""The twelve companies of the demo: what the service knows of each, its people in the portal, the mandates it gave."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from stdnum.luhn import calc_check_digit

from egide.accounts.models import InitialPassword, User
from egide.accounts.models.initial_password import new_username
from egide.centres.models import Centre, Physician
from egide.demo import story
from egide.members.models import (
    Access,
    Address,
    Contact,
    Delegate,
    DelegateUser,
    Establishment,
    Mandate,
    MandateRequest,
    Member,
)
from egide.members.rights import Role, Scope


def enrol(company: story.Company, places: list[Centre], physicians: list[Physician]) -> Member:
    base = f"8{company.number:05d}{company.number % 97:02d}"
    member = Member(
        number=company.number, name=company.name, legal_form=company.form, naf=company.naf.replace(".", ""),
        siren=base + calc_check_digit(base),
        joined_on=date(2012, 1, 1) + timedelta(days=company.number % 900), phone=company.phone,
        email=f"contact@{company.number}.example", centre=places[company.centre],
        physician=physicians[company.physician],
    )  # fmt: skip
    member.enrol(by=None)
    _describe_places(company, member)
    first, last = company.manager
    Contact(member=member, function=Contact.Function.MANAGER).change(
        by=None, name=f"{first} {last}", phone=company.phone, email=f"direction@{company.number}.example"
    )
    return member


def _describe_places(company: story.Company, member: Member) -> None:
    home = ("", company.street, company.postcode, company.city)
    for rank, (name, street, postcode, city) in enumerate((home, *company.sites), start=1):
        siret = f"{member.siren}{rank:04d}"
        Establishment(member=member).describe(
            by=None, siret=siret + calc_check_digit(siret), name=name, address=street, postcode=postcode, city=city,
            is_head_office=rank == 1,
        )  # fmt: skip
    for kind in (Address.Kind.HEAD_OFFICE, Address.Kind.NOTICES):
        Address(member=member, kind=kind).change(
            by=None, line1=company.street, postcode=company.postcode, city=company.city
        )


def a_person(username: str, first: str, last: str, email: str) -> User:
    """Somebody who has already signed in, with the password of the demo and a confirmed address."""
    user = User(username=username, first_name=first, last_name=last, email=email)
    user.set_password(story.PASSWORD)
    user.enrol(by=None)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def give_users(members: list[Member]) -> None:
    """The administrators, the accountant; everybody else waits for the letter that Nadia prints."""
    by_number = {member.number: member for member in members}
    for company in story.COMPANIES:
        if company.number in story.WITHOUT_USER:
            continue
        first, last = company.manager
        username = story.USERS.get(company.number)
        if username in {"martine", "karim"}:
            user = a_person(username, first, last, f"{username}@{company.number}.example")
        else:
            user = User(username=username or new_username(), first_name=first, last_name=last)
            user.enrol(by=None)
        Access(user=user, member=by_number[company.number], role=Role.ADMINISTRATOR).grant(by=None)
    InitialPassword.issue(User.objects.get(username="nouveau"), by=None, secret=story.FIRST_PASSWORD)
    _give_mandates(by_number)


def _give_mandates(by_number: dict[int, Member]) -> None:
    claire = a_person("claire", "Claire", "Fontaine", "claire@cabinet.example")
    firm = Delegate()
    firm.describe(by=None, name="Cabinet Fontaine", email="cabinet@cabinet.example", phone="03 53 03 20 20")
    DelegateUser(delegate=firm, user=claire).join(by=None)
    for number in (10042, 10113):
        mandate = Mandate(delegate=firm, member=by_number[number], scopes=Scope.values, starts_on=date(2025, 1, 1))
        mandate.ask(by=claire)
        mandate.grant(by=User.objects.get(username="martine") if number == 10042 else None)
    request = MandateRequest(delegate=firm, number=10174)
    request.ask(by=claire, name=by_number[10174].name, scopes=Scope.values)
    request.deliver(by=claire)
