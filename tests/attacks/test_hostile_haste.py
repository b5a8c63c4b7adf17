"""A script in the hands of a member: attestations, card payments and mandates by the hundred."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.models import CardPayment
from egide.debits.models import DebitMandate
from egide.members.models import Member
from egide.proofs.models import Certificate
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=timezone.get_default_timezone())
MONEY = "/adherents/10042/mes-factures/"
IBAN = "FR14 2004 1010 0505 0001 3M02 606"
# a page → what is sent there, the rows that it makes, and what makes room for one more
PAGES: dict[str, tuple[Callable[[Member], dict[str, object]], Callable[[], int], Callable[[], object]]] = {
    "attestations/": (lambda _: {"kind": "membership"}, Certificate.objects.count, lambda: None),
    "carte/": (
        lambda ours: {"invoices": [ours.invoices.get().pk]},
        CardPayment.objects.count,
        lambda: [payment.expire(by=None) for payment in CardPayment.objects.open()],
    ),
    "prelevement/signature/": (
        lambda _: {"debtor": "Charpentes Aubert", "iban": IBAN, "bic": "", "agreed": "on"},
        DebitMandate.objects.count,
        lambda: [row.revoke(by=None, reason="autre compte") for row in DebitMandate.objects.filter(state="active")],
    ),
}


@pytest.fixture
def sent(ours: Member, as_martine: Client) -> Callable[[str], list[int]]:
    """Thirty-one times the same form, each after the one before has been undone: what was answered."""
    factories.open_debits()
    factories.an_invoice(ours, "120.00")

    def send(page: str) -> list[int]:
        form, _, undo = PAGES[page]
        answers = []
        for _ in range(31):
            answers.append(as_martine.post(f"{MONEY}{page}", form(ours)).status_code)
            undo()
        return answers

    return send


@pytest.mark.parametrize("page", PAGES)
def test_the_thirty_first_within_the_hour_waits_and_is_told_until_when(
    page: str, sent: Callable[[str], list[int]], ours: Member, as_martine: Client, martine: User
) -> None:
    form, count, _ = PAGES[page]
    with time_machine.travel(NOON, tick=False) as clock:
        assert sent(page) == [302] * 30 + [429]
        assert count() == 30
        clock.shift(timedelta(minutes=10))
        answer = as_martine.post(f"{MONEY}{page}", form(ours))
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3000")
        told = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "réessayez à partir de 13 h 01" in told
        assert "en moins d’une heure" in told
        assert as_martine.get(f"{MONEY}{page}").status_code == 200
        clock.shift(timedelta(minutes=51))
        later = Client()  # nobody stays signed in an hour without a page
        later.force_login(martine)
        assert later.post(f"{MONEY}{page}", form(ours)).status_code == 302
    assert count() == 31


def test_what_was_typed_is_not_lost(sent: Callable[[str], list[int]], ours: Member, as_martine: Client) -> None:
    page = "prelevement/signature/"
    sent(page)
    typed = PAGES[page][0](ours) | {"debtor": "Aubert et filles"}
    assert 'value="Aubert et filles"' in as_martine.post(f"{MONEY}{page}", typed).content.decode()


def test_a_colleague_and_another_page_are_not_made_to_wait(
    sent: Callable[[str], list[int]], ours: Member, as_martine: Client
) -> None:
    sent("attestations/")
    assert as_martine.post(f"{MONEY}carte/", PAGES["carte/"][0](ours)).status_code == 302
    colleague = factories.a_person("lina")
    factories.an_access(colleague, ours)
    client = Client()
    client.force_login(colleague)
    assert client.post(f"{MONEY}attestations/", {"kind": "membership"}).status_code == 302


def test_who_acts_for_two_members_has_the_times_of_each(
    sent: Callable[[str], list[int]], theirs: Member, martine: User, as_martine: Client
) -> None:
    factories.an_access(martine, theirs)
    sent("attestations/")
    there = f"/adherents/{theirs.number}/mes-factures/attestations/"
    assert as_martine.post(there, {"kind": "membership"}).status_code == 302


def test_a_form_with_mistakes_takes_none_of_the_times(as_martine: Client, ours: Member) -> None:
    factories.open_debits()
    page = f"{MONEY}prelevement/signature/"
    wrong = PAGES["prelevement/signature/"][0](ours) | {"iban": "FR00"}
    assert {as_martine.post(page, wrong).status_code for _ in range(31)} == {200}
    assert as_martine.post(page, PAGES["prelevement/signature/"][0](ours)).status_code == 302
