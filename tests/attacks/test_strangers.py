"""Every address of the product walked as a stranger: passer-by, other member, other role (security, T-01)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.accounts.models import User
from egide.centres.models import Physician
from egide.members.models import Member
from egide.members.rights import Role
from tests import factories
from tests.office import PAGES, Office, fill, open_office

OPEN_PAGES = {
    "home", "health", "legal-notice", "privacy", "accessibility", "account_login", "delegate-login",
    "account_reset_password", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_confirm_email", "invitation", "mfa_login_webauthn", "account_logout", "alarm", "first-administrator",
}  # fmt: skip
READ = re.compile(r"SELECT|SAVEPOINT|RELEASE SAVEPOINT|BEGIN|ROLLBACK|DECLARE|FETCH|CLOSE")
WRITTEN_BY_GET = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(django_session|access_log|throttle_counter)"')
portal_pages = [pytest.param(route, id=str(page.name)) for route, faces, page in PAGES if "portal" in faces]
service_pages = [pytest.param(route, id=str(page.name)) for route, faces, page in PAGES if "backoffice" in faces]
every_portal_page = pytest.mark.parametrize("route", portal_pages)
every_service_page = pytest.mark.parametrize("route", service_pages)


@pytest.fixture
def our_office(ours: Member, physician: Physician) -> Office:
    return open_office(ours, physician, "Girard")


@pytest.fixture
def their_office(theirs: Member, physician: Physician) -> Office:
    return open_office(theirs, physician, "Canaribus")


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "name"), [(route, page.name) for route, _, page in PAGES])
def test_a_passer_by_is_sent_to_the_login_page(route: str, name: str, client: Client) -> None:
    answer = client.get(fill(route, dict.fromkeys(re.findall(r"<(?:int:)(\w+)>", route), 1)))
    if name in OPEN_PAGES:
        assert answer.status_code in {200, 302, 404, 503}
    else:
        assert answer.headers.get("Location", "").startswith("/connexion/"), (route, answer.status_code)


@every_portal_page
def test_martine_never_enters_karims_space(route: str, as_martine: Client, their_office: Office) -> None:
    assert as_martine.get(fill(route, their_office.ids)).status_code == 404
    assert as_martine.post(fill(route, their_office.ids)).status_code == 404


@every_portal_page
def test_martine_never_brings_karims_rows_home(
    route: str, as_martine: Client, our_office: Office, their_office: Office
) -> None:
    url = fill(route, their_office.ids | {"member_number": our_office.member.number})
    if url != fill(route, our_office.ids):  # a page without a row of its own has nothing to steal
        assert as_martine.get(url).status_code == 404
        assert as_martine.post(url).status_code == 404


@every_portal_page
def test_no_page_of_martine_names_a_stranger(
    route: str, as_martine: Client, our_office: Office, their_office: Office
) -> None:
    answer = as_martine.get(fill(route, our_office.ids))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {200, 404}
    assert b"Canaribus" not in content
    assert b"CANARI" not in content


@every_portal_page
def test_a_get_of_the_portal_never_writes(route: str, as_martine: Client, our_office: Office) -> None:
    with CaptureQueriesContext(connection) as queries:
        as_martine.get(fill(route, our_office.ids))
    written = [query["sql"] for query in queries if not READ.match(query["sql"])]
    assert [sql for sql in written if not WRITTEN_BY_GET.match(sql)] == []


@every_service_page
def test_a_get_of_the_espace_service_works_and_never_writes(route: str, as_nadia: Client, our_office: Office) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = as_nadia.get(fill(route, our_office.ids))
    assert answer.status_code in {200, 302, 404}
    written = [query["sql"] for query in queries if not READ.match(query["sql"])]
    assert [sql for sql in written if not WRITTEN_BY_GET.match(sql)] == []


@every_service_page
def test_an_employer_never_enters_the_espace_service(route: str, as_martine: Client, our_office: Office) -> None:
    assert as_martine.get(fill(route, our_office.ids)).status_code == 403
    assert as_martine.post(fill(route, our_office.ids)).status_code == 403


ROLE_CLOSES = {
    Role.BILLING: {"employees", "employee", "appointments", "appointment-request", "company-invitation"},
    Role.READER: {"invoices", "employee-export", "employee-addition", "appointment-request", "document-deposit"},
    Role.HUMAN_RESOURCES: {"invoices", "invoice", "company-details", "company-invitation", "company-history"},
}


@pytest.mark.parametrize("role", list(ROLE_CLOSES))
def test_a_role_closes_what_it_does_not_give(role: Role, our_office: Office) -> None:
    user: User = factories.a_person("autre")
    factories.an_access(user, our_office.member, role)
    client = Client()
    client.force_login(user)
    for route, faces, page in PAGES:
        if "portal" in faces and page.name in ROLE_CLOSES[role]:
            assert client.get(fill(route, our_office.ids)).status_code == 403, (role, page.name)
    assert client.get(f"/adherents/{our_office.member.number}/").status_code == 200


def test_a_pending_or_revoked_mandate_opens_nothing(claire: User, ours: Member) -> None:
    firm = factories.a_delegate("Cabinet Fontaine", claire)
    mandate = factories.a_mandate(firm, ours, granted=False)
    client = Client()
    client.force_login(claire)
    assert client.get("/adherents/10042/").status_code == 404
    mandate.grant(by=None)
    assert client.get("/adherents/10042/").status_code == 200
    mandate.revoke(by=None)
    assert client.get("/adherents/10042/").status_code == 404
