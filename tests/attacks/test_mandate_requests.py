"""Asking for a mandate tells a firm nothing of who exists (security, section 5.4), until the member says yes."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.accounts.models import User
from egide.accounts.models.throttle import ThrottleCounter
from egide.common.events import history_of
from egide.members.models import Delegate, Mandate, MandateRequest, Member
from egide.members.tasks import deliver_all
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.test_doorstep_equal_answers import SIGNS, shape

NOBODY = 20042
NAME = "Charpentes Aubert"


@pytest.fixture
def as_claire(claire: User, firm: Delegate) -> Client:
    """Of a firm without any mandate, reached at her address."""
    factories.an_address(claire)
    client = Client()
    client.force_login(claire)
    return client


def ask(client: Client, number: int, name: str = NAME) -> str:
    form = {"number": number, "name": name, "scopes": ["effectifs"]}
    return seen(client.post("/mandats/demande/", form, follow=True).content.decode(), number)


def seen(page: str, number: int) -> str:
    """All that the firm reads, but for the secrets of its forms and the number that it has typed itself."""
    return SIGNS.sub("", re.sub(r'nonce="[^"]*"', "", page)).replace(str(number), "N°")


@pytest.mark.parametrize("moment", ["before the worker", "waiting", "refused"])
def test_a_known_number_and_nobody_s_look_the_same(moment: str, as_claire: Client, ours: Member) -> None:
    """Same page after the request, same page whatever the member has done with it, but grant it."""
    answers = {}
    for number in (ours.number, NOBODY):
        answers[number] = ask(as_claire, number)
        if moment != "before the worker":
            deliver_all()
        if moment == "refused" and number == ours.number:
            Mandate.objects.get().refuse(by=None, reason="Cabinet inconnu de nous")
        MandateRequest.objects.exclude(number=number).delete()
        answers[number] += seen(as_claire.get("/mandats/").content.decode(), number)
        assert NAME in answers[number]
        MandateRequest.objects.all().delete()
    assert answers[ours.number] == answers[NOBODY]


def test_a_wrong_name_looks_like_the_right_one(as_claire: Client, ours: Member) -> None:
    right, wrong = (ask(as_claire, ours.number, name) for name in (NAME, "Charpente Aubert"))
    deliver_all()
    assert wrong == right.replace(NAME, "Charpente Aubert")
    assert not Mandate.objects.exists()


def test_the_name_that_the_service_holds_is_never_shown(as_claire: Client, ours: Member) -> None:
    ask(as_claire, ours.number, "charpentes AUBERT")
    deliver_all()
    assert Mandate.objects.get().state == Mandate.State.PENDING
    assert NAME not in as_claire.get("/mandats/").content.decode()


def corrected(mandate: Mandate, *, by: User) -> None:
    mandate.change_terms(by=by, scopes=["factures"], starts_on=mandate.starts_on, ends_on=None)


@pytest.mark.parametrize("end", [None, Mandate.refuse, corrected], ids=["waiting", "refused", "corrected"])
def test_no_mail_to_the_firm_says_that_the_member_exists(
    end: Callable[..., None] | None, as_claire: Client, ours: Member, martine: User
) -> None:
    factories.an_address(martine)
    ask(as_claire, ours.number)
    deliver_all()
    if end:
        end(Mandate.objects.get(), by=martine)
    assert {mail.recipient for mail in Outbox.objects.all()} == {martine.email}


def test_asking_costs_the_same_rows_for_a_known_number(as_claire: Client, ours: Member) -> None:
    def asked(number: int) -> list[str]:
        ThrottleCounter.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            as_claire.post("/mandats/demande/", {"number": number, "name": NAME, "scopes": ["effectifs"]})
        return [shape(query["sql"]) for query in queries]

    known, unknown = asked(ours.number), asked(NOBODY)
    assert any("members_mandaterequest" in query for query in known)
    assert known == unknown


def test_what_was_granted_once_is_told_by_its_name(as_claire: Client, ours: Member) -> None:
    """Asked again after a revocation, the old mandate is told as before and the request apart."""
    ask(as_claire, ours.number)
    deliver_all()
    Mandate.objects.get().grant(by=None)
    Mandate.objects.get().revoke(by=None)
    ask(as_claire, ours.number)
    page = as_claire.get("/mandats/").content.decode()
    assert "Révoqué" in page
    assert "Demandes envoyées" in page


def test_no_request_asks_for_more_than_a_mandate_may_open(as_claire: Client, ours: Member) -> None:
    """Determinants without the sheets that show them: refused here as where the member or the service grants."""
    asked = {"number": ours.number, "name": NAME, "scopes": ["determinants"]}
    assert "ouvrez aussi les effectifs" in as_claire.post("/mandats/demande/", asked).content.decode()
    assert not MandateRequest.objects.exists()


def test_the_journal_says_who_asked(as_claire: Client, claire: User, ours: Member) -> None:
    """The worker finds the member out, in the name of the person who asked."""
    ask(as_claire, ours.number)
    deliver_all()
    assert [event.by for event in history_of(Mandate.objects.get())] == [claire]
