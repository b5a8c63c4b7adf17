"""Demandes de modification: aged, found again once answered, applied when accepted, explained when refused."""

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.members.models import ChangeRequest, Member

QUEUE = "/service/adherents/modifications/"


@pytest.fixture
def change(ours: Member, martine: User) -> ChangeRequest:
    row = ChangeRequest(member=ours, field="naf", new_value="4391a", explanation="Activité changée")
    row.send(by=martine)
    return row


def test_an_accepted_value_is_applied(as_elise: Client, change: ChangeRequest, ours: Member) -> None:
    assert "Charpentes Aubert" in as_elise.get(QUEUE).content.decode()
    as_elise.post(f"{QUEUE}{change.pk}/", {"decision": "accept"})
    ours.refresh_from_db()
    assert ours.naf == "43.91A"
    link = f"{QUEUE}{change.pk}/"
    assert link not in as_elise.get(QUEUE).content.decode()
    assert link in as_elise.get(QUEUE, {"etat": "acceptees"}).content.decode()


def test_a_value_that_cannot_be_is_refused_with_the_form_kept(as_elise: Client, ours: Member) -> None:
    row = ChangeRequest(member=ours, field="naf", new_value="quarante-trois")
    row.send(by=None)
    page = as_elise.post(f"{QUEUE}{row.pk}/", {"decision": "accept", "answer": "Merci"}).content.decode()
    assert "ne convient pas" in page
    assert "Merci" in page
    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.parametrize("decision", ["refuse", "ask_precision"])
def test_an_unfavourable_answer_says_why_and_martine_reads_it(
    decision: str, as_elise: Client, as_martine: Client, change: ChangeRequest
) -> None:
    assert "pourquoi" in as_elise.post(f"{QUEUE}{change.pk}/", {"decision": decision}).content.decode()
    as_elise.post(f"{QUEUE}{change.pk}/", {"decision": decision, "answer": "Joignez l’extrait Kbis"})
    assert "Joignez l’extrait Kbis" in as_martine.get("/adherents/10042/mon-entreprise/").content.decode()


def test_a_precision_is_not_asked_twice(as_elise: Client, change: ChangeRequest) -> None:
    change.ask_precision(by=None, answer="Depuis quand ?")
    page = as_elise.get(f"{QUEUE}{change.pk}/").content.decode()
    assert "L’adhérent n’a pas encore répondu" in page
    assert "ask_precision" not in page


@pytest.mark.parametrize("who", ["as_sophie", "as_armand"])
def test_only_member_relations_answer(who: str, change: ChangeRequest, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    assert client.get(QUEUE).status_code == 403
    assert client.post(f"{QUEUE}{change.pk}/", {"decision": "accept"}).status_code == 403
