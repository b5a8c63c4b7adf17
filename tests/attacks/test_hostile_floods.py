"""A member of the portal makes it write to others, or guess for them, only so many times."""

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.employees.models import Employee
from egide.members.models import Delegate, Invitation, Mandate, MandateRequest, Member
from egide.members.tasks import deliver_all
from egide.notifications.models import Outbox
from tests import factories

INVITATION = "/adherents/10042/mon-entreprise/utilisateurs/invitation/"


def invite(client: Client, email: str) -> None:
    client.post(INVITATION, {"first_name": "É", "last_name": "V", "email": email, "role": "reader"})


def test_nobody_s_mailbox_is_flooded_with_invitations(as_martine: Client, ours: Member) -> None:
    for email in ("eve@x.example", "EVE@x.example") * 3:
        invite(as_martine, email)
    offered = Invitation.objects.earliest("pk")
    for _ in range(3):
        as_martine.post(f"{INVITATION}{offered.pk}/renvoi/")
    assert Outbox.objects.filter(recipient__iexact="eve@x.example").count() == 3
    page = as_martine.post(f"{INVITATION}{offered.pk}/renvoi/").content.decode()
    assert "attendez une heure" in page


def test_a_member_invites_no_crowd(as_martine: Client, ours: Member) -> None:
    for number in range(25):
        invite(as_martine, f"eve{number}@x.example")
    assert Invitation.objects.count() == 20


@pytest.fixture
def firm(claire: User) -> Delegate:
    return factories.a_delegate("Cabinet Fontaine", claire)


@pytest.fixture
def as_claire(claire: User) -> Client:
    client = Client()
    client.force_login(claire)
    return client


def ask(client: Client, number: int, name: str = "Charpentes Aubert") -> str:
    form = {"number": number, "name": name, "scopes": ["effectifs"]}
    return client.post("/mandats/demande/", form, follow=True).content.decode()


def test_row_28_a_firm_does_not_try_numbers_one_after_the_other(
    as_claire: Client, firm: Delegate, ours: Member
) -> None:
    answers = [ask(as_claire, 20000 + n) for n in range(20)]
    assert all("Si cet adhérent existe" in answer for answer in answers)
    assert "attendez une heure" in ask(as_claire, 10042)
    assert not MandateRequest.objects.filter(number=10042).exists()


def test_row_28_the_limit_says_nothing_of_who_exists(as_claire: Client, firm: Delegate, ours: Member) -> None:
    for number in (10042, 20001):
        told = [ask(as_claire, number) for _ in range(4)]
        assert ["attendez une heure" in page for page in told] == [False, False, False, True]


def test_a_refusing_member_is_not_asked_endlessly(as_claire: Client, firm: Delegate, ours: Member) -> None:
    for _ in range(6):
        ask(as_claire, 10042)
        deliver_all()
        for mandate in Mandate.objects.standing():
            mandate.refuse(by=None)
    assert Mandate.objects.count() == 3


def test_row_48_a_search_of_a_thousand_words_is_no_breakdown(as_martine: Client, employee: Employee) -> None:
    words = " ".join(["a"] * 5000)
    page = "/adherents/10042/mes-rendez-vous/demande/"
    for headers in ({}, {"HX-Request": "true"}):
        answer = as_martine.post(page, {"chercher": words, "trouver": "1"}, headers=headers)
        assert answer.status_code == 200
    for page in ("mes-salaries/pcs/", "mes-salaries/", "mes-factures/", "mes-documents/", "mes-rendez-vous/"):
        assert as_martine.get(f"/adherents/10042/{page}", {"q": words}).status_code == 200


def test_a_gone_employee_is_not_rewritten_by_an_address(as_martine: Client, employee: Employee) -> None:
    """The sheet shows no form any more: sending it all the same changes nothing."""
    from tests.portal.people import as_typed

    form = as_typed(employee, post="Pirate", codes=["bruit"])
    employee.leave(by=None, on=employee.hired_on, reason="other")
    form["version"] = str(employee.version)
    as_martine.post(f"/adherents/10042/mes-salaries/{employee.pk}/modification/", form)
    employee.refresh_from_db()
    assert employee.post != "Pirate"
    assert "bruit" not in employee.codes
