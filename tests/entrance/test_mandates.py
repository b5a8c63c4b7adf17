"""Mes adhérents: what an accountant sees first, within the scopes of each mandate, and how a mandate is asked for."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from egide.accounts.models import User
from egide.members import tasks
from egide.members.models import Delegate, Mandate, Member
from egide.members.rights import Role, Scope
from egide.members.tasks import deliver_all
from egide.notifications.models import Outbox
from tests import factories


@pytest.fixture
def client(claire: User) -> Client:
    client = Client()
    client.force_login(claire)
    return client


def page(client: Client, query: str = "", **headers: str) -> str:
    return client.get(f"/mandats/{query}", headers=headers).content.decode()


def test_each_member_says_what_waits(client: Client, mandate: Mandate, ours: Member) -> None:
    factories.an_employee(ours, "Girard", post="", pcs_code="")
    factories.an_invoice(ours, "1000.00", on=date(2026, 1, 5), due_on=date(2026, 2, 4))
    factories.a_request(factories.a_complete_employee(ours, "Marty"))
    shown = page(client).replace("\N{NO-BREAK SPACE}", " ")
    for words in ("1 facture échue", "1 salarié à compléter", "1 demande en cours", "1 200,00 €"):
        assert words in shown.replace("\N{NARROW NO-BREAK SPACE}", " "), words


def test_what_waits_comes_first(client: Client, firm: Delegate, ours: Member, theirs: Member) -> None:
    for member in (ours, theirs):
        factories.a_mandate(firm, member)
    factories.an_employee(ours, "Girard", post="", pcs_code="")
    shown = page(client)
    assert shown.index("Charpentes Aubert") < shown.index("CANARI Toitures")


def test_a_mandate_without_invoices_shows_none(client: Client, firm: Delegate, ours: Member) -> None:
    factories.a_mandate(firm, ours, Scope.EMPLOYEES)
    factories.an_invoice(ours, "1000.00", on=date(2026, 1, 5), due_on=date(2026, 2, 4))
    shown = page(client)
    assert "facture échue" not in shown
    assert "1\N{NARROW NO-BREAK SPACE}200" not in shown
    assert "0,00" not in shown  # a dash, not a zero that would be a lie


def test_the_filters_narrow(client: Client, firm: Delegate, ours: Member, theirs: Member) -> None:
    for member in (ours, theirs):
        factories.a_mandate(firm, member)
    factories.an_employee(ours, "Girard", post="", pcs_code="")
    assert "CANARI" not in page(client, "?afaire=a-traiter")
    assert "Charpentes" not in page(client, "?q=toitures")
    assert "Charpentes" in page(client, "?q=10042")
    assert "Aucun adhérent trouvé" in page(client, "?q=zzz")


def test_fresh_rows_come_from_the_page(client: Client, mandate: Mandate) -> None:
    rows = page(client, "?q=aubert", **{"HX-Request": "true"})
    assert "<html" not in rows
    assert "Charpentes Aubert" in rows


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}, "Expiré"),
        ({"starts_on": date(2099, 1, 1)}, "À venir"),
    ],
)
def test_a_mandate_that_opens_nothing_says_why(
    facts: dict[str, Any], word: str, client: Client, firm: Delegate, ours: Member
) -> None:
    factories.a_mandate(firm, ours, **facts)
    shown = page(client)
    assert word in shown
    assert 'href="/adherents/10042/"' not in shown
    assert client.get("/adherents/10042/").status_code == 404


def test_a_revoked_mandate_is_still_told(client: Client, mandate: Mandate) -> None:
    mandate.revoke(by=None)
    assert "Révoqué" in page(client)


def test_karim_with_two_companies_chooses_too(karim: User, theirs: Member, ours: Member) -> None:
    factories.an_access(karim, ours, Role.READER)
    client = Client()
    client.force_login(karim)
    assert client.get("/accueil/").headers["Location"] == "/mandats/"
    shown = page(client)
    assert "CANARI" in shown
    assert "Demander un mandat" not in shown


def test_the_page_costs_the_same_with_one_member_or_ten(
    client: Client, firm: Delegate, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20001, 20011):
        factories.a_mandate(firm, factories.a_member(number))
    with django_assert_max_num_queries(21):
        page(client)


def ask(client: Client, number: int, name: str) -> str:
    form = {"number": number, "name": name, "scopes": ["effectifs"]}
    return client.post("/mandats/demande/", form, follow=True).content.decode()


def test_a_request_reaches_the_members_administrator(client: Client, firm: Delegate, martine: User) -> None:
    factories.an_address(martine)
    assert "Si cet adhérent existe" in ask(client, 10042, "charpentes aubert")
    deliver_all()
    assert Mandate.objects.get().state == Mandate.State.PENDING
    assert Outbox.objects.get().recipient == martine.email
    assert client.get("/adherents/10042/").status_code == 404


@pytest.mark.parametrize(("number", "name"), [(10042, "Autre nom"), (99999, "Charpentes Aubert")])
def test_nothing_is_learnt_about_who_exists(
    number: int, name: str, client: Client, firm: Delegate, ours: Member
) -> None:
    assert "Si cet adhérent existe" in ask(client, number, name)
    deliver_all()
    assert not Mandate.objects.exists()


def test_asking_twice_asks_once(client: Client, firm: Delegate, ours: Member) -> None:
    for _ in range(2):
        ask(client, 10042, "Charpentes Aubert")
        deliver_all()
    assert Mandate.objects.count() == 1


def test_a_firm_is_told_of_the_mandate_it_already_holds(client: Client, mandate: Mandate) -> None:
    assert "a déjà un mandat sur cet adhérent" in ask(client, 10042, "Charpentes Aubert")


def test_a_granted_request_leaves_the_list(client: Client, firm: Delegate, ours: Member) -> None:
    ask(client, 10042, "Charpentes Aubert")
    deliver_all()
    assert "Demandes envoyées" in page(client)
    Mandate.objects.get().grant(by=None)
    assert "Demandes envoyées" not in page(client)


def test_the_worker_gone_for_a_while_finds_the_request_again(client: Client, firm: Delegate, ours: Member) -> None:
    ask(client, 10042, "Charpentes Aubert")
    tasks.deliver_what_waits.call_local()
    tasks.deliver_requests.call_local()
    assert Mandate.objects.count() == 1


def test_an_employer_has_no_firm_to_ask_for(as_martine: Client, theirs: Member) -> None:
    assert "Seul un cabinet" in ask(as_martine, 10077, "CANARI Toitures")
    assert not Mandate.objects.exists()
