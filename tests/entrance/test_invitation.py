"""The link of an invitation: a newcomer makes an account, somebody who has one adds a space to it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.members.models import Access, Invitation, Member
from egide.members.rights import Role
from tests.entrance.mails import last_mail

NEW = {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}


@pytest.fixture
def link(ours: Member) -> str:
    invitation = Invitation(
        member=ours, email="lea@aubert.example", first_name="Léa", last_name="Roux", role=Role.READER
    )
    return f"/invitation/{invitation.send(by=None)}/"


def test_lea_opens_her_access_and_signs_in(client: Client, link: str) -> None:
    client.post(link, NEW)
    user = User.objects.get(email="lea@aubert.example")
    assert user.username in last_mail("lea@aubert.example").text
    answer = client.post("/connexion/", {"login": user.username, "password": NEW["password1"]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/adherents/10042/"


def test_a_weak_password_opens_nothing(client: Client, link: str) -> None:
    assert "il en faut 12" in client.post(link, {"password1": "court", "password2": "court"}).content.decode()
    assert not User.objects.exists()


def test_the_link_serves_once(client: Client, link: str) -> None:
    client.post(link, NEW)
    assert Client().get(link).status_code == 404
    assert Client().post(link, NEW).status_code == 404
    assert User.objects.count() == 1


def test_the_link_lives_three_days(client: Client, link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert client.get(link).status_code == 404


def test_karim_adds_the_space_to_his_own_account_by_a_click(as_karim: Client, karim: User, link: str) -> None:
    assert "Ajouter cet espace" in as_karim.get(link).content.decode()
    assert not Access.objects.filter(user=karim, member__number=10042).exists()
    assert as_karim.post(link).headers["Location"] == "/adherents/10042/"
    assert as_karim.get("/adherents/10042/").status_code == 200
    assert User.objects.count() == 1
