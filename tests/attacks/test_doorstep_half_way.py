"""Half-way is nowhere (security, rows 8, 15, 29, 30, 32, 36): no page opens before the last step of a login."""

import re
import time

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from egide.accounts.models import InitialPassword, User
from egide.members.models import Access, Delegate, Invitation, Member
from egide.members.rights import Role
from tests import factories
from tests.entrance.codes import code_of, with_application
from tests.factories import PASSWORD
from tests.office import PAGES, fill

SECRET = "abcd-efgh-2345"
OPEN = {
    "home", "health", "simulator", "legal-notice", "privacy", "accessibility", "account_login", "delegate-login",
    "new-device", "mfa_authenticate", "mfa_login_webauthn", "first-login", "first-administrator", "invitation",
    "account_logout",
    "account_reset_password", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_confirm_email", "alarm", "calendar-feed",
    "verification", "verification-of", "card-notices",
}  # fmt: skip
CLOSED = [route for route, _, page in PAGES if page.name not in OPEN]


def one_of_each(route: str) -> str:
    return fill(route, dict.fromkeys(re.findall(r"<(?:int:)(\w+)>", route), 1))


def opened_to(client: Client) -> list[str]:
    """The addresses that do not send to the login page, by GET or by POST."""
    urls = [one_of_each(route) for route in CLOSED]
    assert len(urls) > 80
    answers = [(url, send(url)) for url in urls for send in (client.get, client.post)]
    return [url for url, answer in answers if not answer.headers.get("Location", "").startswith("/connexion/")]


@pytest.fixture
def at_first_login(ours: Member) -> Client:
    user = User(username="nouveau", first_name="Nina", last_name="Nouvel")
    user.enrol(by=None)
    factories.an_access(user, ours)
    InitialPassword.issue(user, by=None, secret=SECRET)
    client = Client()
    assert client.post("/connexion/", {"login": "nouveau", "password": SECRET}).headers["Location"]
    return client


@pytest.fixture
def at_second_factor(martine: User) -> Client:
    with_application(martine)
    client = Client()
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    return client


@pytest.fixture
def at_device_code(martine: User, settings: Settings) -> Client:
    settings.NEW_DEVICE_CODE = True
    factories.an_address(martine)
    client = Client()
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    return client


def test_row_08_nothing_opens_at_the_first_login(at_first_login: Client) -> None:
    assert opened_to(at_first_login) == []


def test_row_29_the_password_alone_opens_nothing(at_second_factor: Client) -> None:
    assert opened_to(at_second_factor) == []


def test_row_29_a_new_device_opens_nothing_before_its_code(at_device_code: Client) -> None:
    assert opened_to(at_device_code) == []


def test_row_08_the_letter_serves_once_even_if_left_half_way(at_first_login: Client) -> None:
    again = Client()
    assert again.post("/connexion/", {"login": "nouveau", "password": SECRET}).status_code == 200
    assert again.get("/premiere-connexion/").headers["Location"] == "/connexion/"
    assert at_first_login.get("/premiere-connexion/").status_code == 200


def test_row_08_a_newer_letter_ends_the_first_login_under_way(at_first_login: Client) -> None:
    user = User.objects.get(username="nouveau")
    InitialPassword.issue(user, by=None)
    form = {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame", "email1": "n@x.example"}
    answer = at_first_login.post("/premiere-connexion/", form | {"email2": "n@x.example"}, follow=True)
    assert "Un autre courrier" in answer.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_row_08_the_letter_does_not_go_around_the_second_factor(martine: User) -> None:
    secret = with_application(martine)
    InitialPassword.issue(martine, by=None, secret=SECRET)
    client = Client()
    answer = client.post("/connexion/", {"login": "martine", "password": SECRET})
    assert answer.headers["Location"] == "/connexion/second-facteur/"
    assert client.get("/premiere-connexion/").headers["Location"] == "/connexion/"
    answer = client.post("/connexion/second-facteur/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/premiere-connexion/"


def test_row_15_an_invitation_opens_nothing_until_it_is_accepted(client: Client, ours: Member) -> None:
    invitation = Invitation(member=ours, email="x@x.example", first_name="X", last_name="Y", role=Role.ADMINISTRATOR)
    link = f"/invitation/{invitation.send(by=None)}/"
    client.get(link)
    assert client.get("/adherents/10042/").headers["Location"].startswith("/connexion/")
    assert not Access.objects.exists()


def test_row_15_a_pending_mandate_opens_nothing(claire: User, firm: Delegate, ours: Member) -> None:
    factories.a_mandate(firm, ours, granted=False)
    client = Client()
    client.post("/connexion/", {"login": "claire", "password": PASSWORD})
    for route, faces, page in PAGES:
        if "portal" in faces and page.name == "home":
            assert client.get(fill(route, {"member_number": ours.number})).status_code == 404


def test_row_30_an_expired_second_step_goes_back_to_the_first(at_second_factor: Client) -> None:
    with time_machine.travel(time.time() + 31 * 60):
        assert at_second_factor.get("/connexion/second-facteur/").headers["Location"] == "/connexion/"
        assert at_second_factor.get("/connexion/").status_code == 200
        assert opened_to(at_second_factor) == []


def test_row_32_the_session_holds_no_password_and_no_code(at_device_code: Client, at_first_login: Client) -> None:
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "account_login" in kept
    assert PASSWORD not in kept
    assert SECRET not in kept
    assert not re.search(r"'code': '\d", kept)


def test_row_32_a_posted_secret_is_not_kept_while_one_shows_who_one_is(as_martine: Client) -> None:
    posted = {"email1": "secret-canari@x.example", "email2": "secret-canari@x.example"}
    as_martine.post("/mon-compte/adresse/", posted)
    as_martine.post("/mon-compte/second-facteur/application/", {"code": "987654"})
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "secret-canari" not in kept
    assert "987654" not in kept


def test_row_36_an_invitation_is_accepted_by_a_click_and_by_nothing_else(karim: User, ours: Member) -> None:
    invitation = Invitation(member=ours, email="x@x.example", first_name="X", last_name="Y", role=Role.READER)
    link = f"/invitation/{invitation.send(by=None)}/"
    client = Client()
    client.post("/connexion/", {"login": "karim", "password": PASSWORD, "next": link}, follow=True)
    assert not Access.objects.filter(user=karim, member=ours).exists()
    client.post(link)
    assert Access.objects.filter(user=karim, member=ours).exists()
