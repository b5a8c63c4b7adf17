"""The people of the tests: two members who must never meet, an accountant, and the service."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings

from egide.accounts.models import StaffRole, User
from egide.centres.models import Centre, Physician, Service
from egide.employees.models import Employee
from egide.members.models import Delegate, Mandate, Member
from tests import factories
from tests.chromium.site import browser, demo_url, sessions, site
from tests.harness import (
    kept_rows_leave_with_their_test,
    rows_without_order_come_in_any_order,
    the_bank_of_the_tests_knows_nothing,
    undefined_variables_are_loud,
)
from tests.pace import pytest_collection_finish, pytest_collection_modifyitems, pytest_pyfunc_call

__all__ = [
    "browser",
    "demo_url",
    "kept_rows_leave_with_their_test",
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_pyfunc_call",
    "rows_without_order_come_in_any_order",
    "sessions",
    "site",
    "the_bank_of_the_tests_knows_nothing",
    "undefined_variables_are_loud",
]  # fmt: skip
# The same examples on every machine, and none that fails for having been slow on a busy one.
settings.load_profile("ci")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, never in memory: threads and processes of the drills then race for real."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "egide.sqlite3")


@pytest.fixture
def service(db: None) -> Service:
    service = Service(pk=1)
    service.configure(
        by=None,
        name="Santé Travail Essai",
        address="1 place du Marché\n51100 Reims",
        phone="03 53 01 00 00",
        assistance_email="assistance@service.example",
        assistance_phone="03 53 01 00 01",
        siren="552100554",
        vat_number="FR96552100554",
        dunning_since=date(2020, 1, 1),
    )
    factories.a_tariff("72.00", date(2020, 1, 1), "absence")
    return service


@pytest.fixture
def centre(service: Service) -> Centre:
    return factories.a_centre(name="Centre de Reims")


@pytest.fixture
def physician(centre: Centre) -> Physician:
    return factories.a_physician(centre, last_name="Leroy")


@pytest.fixture
def ours(physician: Physician) -> Member:
    """Martine's company, n° 10042."""
    return factories.a_member(10042, "Charpentes Aubert", centre=physician.centre, physician=physician)


@pytest.fixture
def theirs(physician: Physician) -> Member:
    """Karim's company, n° 10077: its name and its people must never appear to Martine."""
    return factories.a_member(10077, "CANARI Toitures", centre=physician.centre, physician=physician)


@pytest.fixture
def employee(ours: Member) -> Employee:
    return factories.a_complete_employee(ours, "Girard", first_name="Paul")


@pytest.fixture
def their_employee(theirs: Member) -> Employee:
    return factories.a_complete_employee(theirs, "Canaribus", first_name="Zoé")


@pytest.fixture
def martine(ours: Member) -> User:
    """She runs the office of member 10042, and of no other."""
    user = factories.a_person("martine", first_name="Martine", last_name="Aubert", email="martine@aubert.example")
    factories.an_access(user, ours)
    return user


@pytest.fixture
def karim(theirs: Member) -> User:
    user = factories.a_person("karim", first_name="Karim", last_name="Benali", email="karim@canari.example")
    factories.an_access(user, theirs)
    return user


@pytest.fixture
def claire(db: None) -> User:
    """She works in an accounting firm."""
    return factories.a_person("claire", first_name="Claire", last_name="Fontaine", email="claire@cabinet.example")


@pytest.fixture
def firm(claire: User) -> Delegate:
    return factories.a_delegate("Cabinet Fontaine", claire)


@pytest.fixture
def mandate(firm: Delegate, ours: Member) -> Mandate:
    """Claire's firm may do everything a mandate allows on member 10042."""
    return factories.a_mandate(firm, ours)


@pytest.fixture
def sophie(service: Service) -> User:
    return factories.a_staff_member("sophie", StaffRole.ASSISTANT)


@pytest.fixture
def armand(service: Service) -> User:
    return factories.a_staff_member("armand", StaffRole.ACCOUNTING)


@pytest.fixture
def elise(service: Service) -> User:
    """Member relations."""
    return factories.a_staff_member("elise", StaffRole.RELATIONS)


@pytest.fixture
def nadia(service: Service) -> User:
    return factories.a_staff_member("nadia", StaffRole.ADMINISTRATOR)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_martine(martine: User) -> Client:
    return _signed_in(martine)


@pytest.fixture
def as_karim(karim: User) -> Client:
    return _signed_in(karim)


@pytest.fixture
def as_claire(claire: User, mandate: Mandate) -> Client:
    return _signed_in(claire)


@pytest.fixture
def as_sophie(sophie: User) -> Client:
    return _signed_in(sophie)


@pytest.fixture
def as_armand(armand: User) -> Client:
    return _signed_in(armand)


@pytest.fixture
def as_elise(elise: User) -> Client:
    return _signed_in(elise)


@pytest.fixture
def as_nadia(nadia: User) -> Client:
    return _signed_in(nadia)
