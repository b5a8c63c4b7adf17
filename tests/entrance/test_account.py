"""Mon compte: the password, the address, the sessions, the wanted mails."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from egide.accounts.models import User
from egide.notifications.models import MailChoices, Outbox
from tests import factories
from tests.entrance.mails import last_mail, link_in
from tests.factories import PASSWORD

NEW = {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}
NEW_ADDRESS = {"email1": "martine@neuve.example", "email2": "martine@neuve.example"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(username: str = "martine", **headers: str) -> Client:
    client = Client(headers=headers)
    client.post("/connexion/", {"login": username, "password": PASSWORD})
    return client


@pytest.fixture
def client(martine: User) -> Client:
    factories.an_address(martine)
    return signed_in()


def test_a_new_password_closes_the_other_sessions_and_is_told(client: Client, martine: User) -> None:
    elsewhere = signed_in()
    answer = client.post("/mon-compte/mot-de-passe/", {"oldpassword": PASSWORD, **NEW})
    assert answer.headers["Location"] == "/mon-compte/"
    assert client.get("/mon-compte/").status_code == 200
    assert elsewhere.get("/mon-compte/").status_code == 302
    assert last_mail(martine.email).subject == "Votre mot de passe a changé"


def test_the_current_password_is_asked_and_guessed_no_more_than_at_login(client: Client, martine: User) -> None:
    for _ in range(5):
        answer = client.post("/mon-compte/mot-de-passe/", {"oldpassword": "faux", **NEW})
        assert "pas votre mot de passe actuel" in answer.content.decode()
    client.post("/mon-compte/mot-de-passe/", {"oldpassword": PASSWORD, **NEW})
    martine.refresh_from_db()
    assert martine.check_password(PASSWORD)  # the right one waits too


def test_the_same_password_again_is_no_change(client: Client) -> None:
    again = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "choisissez-en un autre" in client.post("/mon-compte/mot-de-passe/", again).content.decode()


def test_another_address_waits_for_its_confirmation(client: Client, martine: User) -> None:
    client.post("/mon-compte/adresse/", NEW_ADDRESS)
    assert last_mail("martine@aubert.example").subject == "Changement d’adresse demandé"
    martine.refresh_from_db()
    assert martine.email == "martine@aubert.example"
    path = link_in(last_mail("martine@neuve.example").text, "/adresse/")
    client.post(path)
    martine.refresh_from_db()
    assert martine.email == "martine@neuve.example"
    assert EmailAddress.objects.get(user=martine).email == "martine@neuve.example"
    assert last_mail("martine@aubert.example").subject == "Votre adresse de récupération a changé"


def test_the_link_of_an_address_lives_a_day(client: Client, martine: User) -> None:
    client.post("/mon-compte/adresse/", NEW_ADDRESS)
    path = link_in(last_mail("martine@neuve.example").text, "/adresse/")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert "ne sert plus" in Client().get(path).content.decode()
        Client().post(path)
    assert not EmailAddress.objects.get(email="martine@neuve.example").verified


def test_an_address_asks_who_is_there_unless_one_has_just_signed_in(client: Client, martine: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = client.post("/mon-compte/adresse/", NEW_ADDRESS)
        assert answer.headers["Location"] == "/mon-compte/verification/?next=%2Fmon-compte%2Fadresse%2F"
        assert not EmailAddress.objects.filter(email="martine@neuve.example").exists()
        client.post(answer.headers["Location"], {"password": PASSWORD})
        client.post("/mon-compte/adresse/", NEW_ADDRESS)
    assert EmailAddress.objects.filter(email="martine@neuve.example").exists()


def test_a_change_of_mind_keeps_the_address(client: Client, martine: User) -> None:
    client.post("/mon-compte/adresse/", NEW_ADDRESS)
    client.post("/mon-compte/adresse/abandon/")
    assert [a.email for a in EmailAddress.objects.filter(user=martine)] == ["martine@aubert.example"]


def test_the_banner_stays_on_every_page_until_the_address_is_confirmed(karim: User) -> None:
    address = factories.an_address(karim, verified=False)
    client = signed_in("karim")
    for page in ("/adherents/10077/", "/adherents/10077/mes-salaries/", "/mon-compte/"):
        assert "n’est pas confirmée" in client.get(page).content.decode(), page
    client.post("/mon-compte/adresse/confirmation/")
    client.post(link_in(last_mail(karim.email).text, "/adresse/"))
    address.refresh_from_db()
    assert address.verified
    assert "n’est pas confirmée" not in client.get("/adherents/10077/").content.decode()


def test_three_links_an_hour_at_most(client: Client, martine: User) -> None:
    client.post("/mon-compte/adresse/", NEW_ADDRESS)
    for _ in range(5):
        client.post("/mon-compte/adresse/confirmation/")
    assert Outbox.objects.filter(recipient="martine@neuve.example").count() <= 3


def test_the_sessions_are_named_and_one_is_closed(client: Client, martine: User) -> None:
    elsewhere = signed_in(**{"User-Agent": FIREFOX})
    page = client.get("/mon-compte/").content.decode()
    assert "Firefox sur Windows" in page
    assert "celle-ci" in page
    other = UserSession.objects.get(user_agent=FIREFOX)
    client.post(f"/mon-compte/sessions/{other.pk}/fermeture/")
    assert elsewhere.get("/mon-compte/").status_code == 302
    assert client.get("/mon-compte/").status_code == 200


def test_martine_does_not_close_karims_session(client: Client, karim: User) -> None:
    karims = signed_in("karim")
    client.post(f"/mon-compte/sessions/{UserSession.objects.get(user=karim).pk}/fermeture/")
    assert karims.get("/mon-compte/").status_code == 200


def test_all_others_are_closed_at_once(client: Client, martine: User) -> None:
    others = [signed_in(), signed_in()]
    client.post("/mon-compte/sessions/fermeture/")
    assert [other.get("/mon-compte/").status_code for other in others] == [302, 302]
    assert client.get("/mon-compte/").status_code == 200


def test_a_sixth_session_ends_the_oldest(client: Client, martine: User) -> None:
    others = [signed_in() for _ in range(5)]
    assert client.get("/mon-compte/").status_code == 302
    assert {other.get("/mon-compte/").status_code for other in others} == {200}


def test_the_staff_hold_two_sessions(sophie: User) -> None:
    first, second, third = (signed_in("sophie") for _ in range(3))
    assert first.get("/service/").status_code == 302
    assert second.get("/service/").status_code == third.get("/service/").status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_an_idle_session_ends_after_half_an_hour(minutes: int, status: int, client: Client) -> None:
    client.get("/mon-compte/")
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        assert client.get("/mon-compte/").status_code == status


def test_a_session_ends_after_twelve_hours_whatever_one_does(client: Client) -> None:
    client.get("/mon-compte/")
    start = timezone.now()
    for step in range(1, 30):
        with time_machine.travel(start + timedelta(minutes=25 * step)):
            last = client.get("/mon-compte/").status_code
        if 25 * step > 12 * 60:
            break
        assert last == 200
    assert last == 302


def test_the_place_of_last_use_follows_the_session(client: Client, martine: User) -> None:
    client.get("/mon-compte/")
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        client.get("/mon-compte/", REMOTE_ADDR="203.0.113.9")
    assert UserSession.objects.get(user=martine).ip == "203.0.113.9"


def test_martine_chooses_her_mails(client: Client, martine: User) -> None:
    wanted = ["appointments", "company", "declaration", "documents", "follow_up", "mandates", "reminders"]
    client.post("/mon-compte/courriels/", {"wanted": wanted})
    assert MailChoices.objects.get(user=martine).unwanted == ["invoices"]
    assert "Refusé : </span>Factures" in client.get("/mon-compte/").content.decode()


def test_the_staff_have_no_such_choice(sophie: User) -> None:
    assert "Choisir mes courriels" not in signed_in("sophie").get("/mon-compte/").content.decode()


def test_logging_out_clears_what_the_browser_kept(client: Client) -> None:
    assert client.post("/deconnexion/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/mon-compte/").status_code == 302


def test_every_page_of_one_s_own_costs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client.get("/mon-compte/")
    with django_assert_max_num_queries(13):
        client.get("/mon-compte/")


@pytest.mark.parametrize("page", ["/mon-compte/", "/mon-compte/adresse/", "/mon-compte/courriels/"])
def test_the_help_is_at_the_foot_of_these_pages_too(page: str, client: Client) -> None:
    shown = client.get(page).content.decode()
    foot = shown[shown.index("<footer") :]
    assert "assistance@service.example" in foot
    assert "tel:0353010001" in foot
