"""Everybody who may knock at a door, each with a browser, and three members' spaces full of rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.centres.models import Service
from egide.members.models import Invitation, Mandate, Member
from egide.members.rights import Role, Scope
from tests import factories
from tests.office import PDF, Office, open_office

ROLES = {
    "administrateur": Role.ADMINISTRATOR,
    "rh": Role.HUMAN_RESOURCES,
    "facturation": Role.BILLING,
    "lecture": Role.READER,
}
FIRMS = {
    "cabinet-effectifs": Scope.EMPLOYEES,
    "cabinet-déterminants": Scope.RISKS,
    "cabinet-rendez-vous": Scope.APPOINTMENTS,
    "cabinet-factures": Scope.INVOICES,
    "cabinet-documents": Scope.DOCUMENTS,
    "cabinet-déclaration": Scope.DECLARATION,
}
CLOSED_FIRMS = (
    "cabinet-sans-mandat",
    "cabinet-en-attente",
    "cabinet-expiré-hier",
    "cabinet-dès-demain",
    "cabinet-révoqué-en-séance",
)
STAFF = {
    "assistante": StaffRole.ASSISTANT,
    "comptabilité": StaffRole.ACCOUNTING,
    "gestionnaire": StaffRole.RELATIONS,
    "administrateur-du-service": StaffRole.ADMINISTRATOR,
}
NOT_SIGNED_IN = ("passant", "jamais-activé")
OUTSIDERS = ("invité-sans-réponse", "ancien-utilisateur")
EVERYBODY = (*NOT_SIGNED_IN, *ROLES, *FIRMS, *CLOSED_FIRMS, *OUTSIDERS, "radié", *STAFF)


@dataclass
class World:
    """`ours` is everybody's own space (the struck-off member's is `struck_off`); `theirs` is nobody's here."""

    ours: Office
    theirs: Office
    struck_off: Office
    clients: dict[str, Client]

    def browser_of(self, who: str) -> Client:
        """A browser with this person's cookies: what a test does to it (to sign out…) stays in the test."""
        client = Client()
        client.cookies.load({name: cookie.value for name, cookie in self.clients[who].cookies.items()})
        return client

    def space_of(self, who: str) -> Office:
        return self.struck_off if who == "radié" else self.ours


def build_world() -> World:
    """Built once a module: its tests each run in a savepoint of their own."""
    address = {"address": "1 place du Marché\n51100 Reims", "vat_number": "FR96552100554"}
    Service(pk=1).configure(by=None, name="Santé Travail Essai", siren="552100554", **address)
    plan = SimpleUploadedFile("plan.pdf", PDF)
    centre = factories.a_centre(name="Centre de Reims", plan=plan)
    physician = factories.a_physician(centre)
    facts = {"centre": centre, "physician": physician}
    ours, theirs, gone = (
        open_office(factories.a_member(number, name, **facts), physician, person)
        for number, name, person in (
            (10042, "Charpentes Aubert", "Girard"),
            (10077, "CANARI Toitures", "Canaribus"),
            (10055, "Plâtres Rémois", "Lenoir"),
        )
    )
    clients = {
        "passant": Client(),
        "jamais-activé": _never_activated(ours.member),
        **{who: signed_in(_user(who, ours.member, role)) for who, role in ROLES.items()},
        **{who: signed_in(_firm(who, ours.member, [scope])) for who, scope in FIRMS.items()},
        **_closed_firms(ours.member),
        "invité-sans-réponse": _invited(ours.member),
        "ancien-utilisateur": _former(ours.member),
        "radié": signed_in(_user("radié", gone.member, Role.ADMINISTRATOR)),
        **{who: signed_in(factories.a_staff_member(who, role)) for who, role in STAFF.items()},
    }
    yesterday = timezone.localdate() - timedelta(days=1)
    gone.member.strike_off(by=None, on=yesterday, reason="Cessation d’activité")
    return World(ours, theirs, gone, clients)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _user(who: str, member: Member, role: Role) -> User:
    user = factories.a_person(f"{who}.essai", first_name=who.capitalize(), email=f"u{member.pk}@essai.example")
    factories.an_access(user, member, role)
    return user


def _firm(who: str, member: Member, scopes: list[Scope], **facts: Any) -> User:
    user = factories.a_person(f"{who}.essai", first_name="Claire", last_name=who)
    factories.a_mandate(factories.a_delegate(f"Cabinet {who}", user), member, *scopes, **facts)
    return user


def _closed_firms(member: Member) -> dict[str, Client]:
    """Each holds, or held, every scope: none of them opens anything today."""
    today, day, every = timezone.localdate(), timedelta(days=1), list(Scope)
    none = factories.a_person("sans.mandat")
    factories.a_delegate("Cabinet sans mandat", none)
    revoked = signed_in(_firm("cabinet-révoqué", member, every))
    assert revoked.get(f"/adherents/{member.number}/").status_code == 200  # inside, and then…
    Mandate.objects.get(delegate__name="Cabinet cabinet-révoqué").revoke(by=None)
    people = {
        "cabinet-en-attente": _firm("cabinet-en-attente", member, every, granted=False),
        "cabinet-expiré-hier": _firm("cabinet-expiré", member, every, starts_on=date(2025, 1, 1), ends_on=today - day),
        "cabinet-dès-demain": _firm("cabinet-demain", member, every, starts_on=today + day),
        "cabinet-sans-mandat": none,
    }
    return {who: signed_in(user) for who, user in people.items()} | {"cabinet-révoqué-en-séance": revoked}


def _never_activated(member: Member) -> Client:
    """He holds the letter and its password, and has stopped at the page of the first login."""
    user = factories.a_person("jamais.active")
    factories.an_access(user, member)
    secret = InitialPassword.issue(user, by=None)
    client = Client()
    answer = client.post("/connexion/", {"login": "jamais.active", "password": secret})
    assert answer.headers["Location"] == "/premiere-connexion/"
    return client


def _invited(member: Member) -> Client:
    """She has an account elsewhere, and an invitation here that she has not followed."""
    user = factories.a_person("invitee.essai", email="invitee@essai.example")
    Invitation(member=member, email=user.email, first_name="I", last_name="N", role=Role.ADMINISTRATOR).send(by=None)
    return signed_in(user)


def _former(member: Member) -> Client:
    user = factories.a_person("ancien.essai")
    access = factories.an_access(user, member, Role.HUMAN_RESOURCES)
    client = signed_in(user)
    access.revoke(by=None)
    return client
