"""The bank for trying behaves like a provider: it signs, plays its notices again, late and in disorder; only the demo
has it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from egide.accounts.models import User
from egide.cards.gateway import Kind, provider
from egide.cards.models import CardNotice, CardPayment
from egide.cards.rules import ask_after, give_up
from egide.demo.card_bank import bank as bank_module
from egide.demo.card_bank.bank import HEADER, Account, LocalBank
from egide.invoicing.models import Payment
from egide.members.models import Member
from tests import factories
from tests.cards.hands import DOOR, SECRET, a_card_payment

pytestmark = pytest.mark.django_db


def carried(body: bytes, signature: str) -> int:
    answer = Client().post(DOOR, body, content_type="application/json", headers={HEADER: signature})
    return answer.status_code


@pytest.fixture(autouse=True)
def demo_bank(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CARD_PROVIDER, settings.CARD_SECRETS = "egide.demo.card_bank.bank.LocalBank", [SECRET]
    settings.ROOT_URLCONF, settings.DATA_DIR = "config.urls_demo", tmp_path
    monkeypatch.setattr(bank_module, "over_http", carried)


@pytest.fixture
def payment(ours: Member, martine: User) -> CardPayment:
    return a_card_payment(factories.an_invoice(ours, "120.00"), by=martine)


def account_of(payment: CardPayment) -> Account:
    account = LocalBank().account(payment.provider_reference)
    assert account is not None
    return account


def page_of(payment: CardPayment) -> str:
    return reverse("card-bank-page", args=[payment.provider_reference])


def state_of(payment: CardPayment) -> str:
    return CardPayment.objects.get(pk=payment.pk).state


def test_the_page_shows_the_sum_and_asks_for_no_number(payment: CardPayment) -> None:
    page = Client().get(page_of(payment)).content.decode()
    assert "144,00" in page
    assert 'type="text"' not in page


@pytest.mark.parametrize(
    ("card", "state"),
    [("accepted", "confirmed"), ("twice", "confirmed"), ("refused", "refused"), ("late", "opened"), ("short", "held")],
)
def test_each_card_becomes_what_it_says(payment: CardPayment, card: str, state: str) -> None:
    answer = Client().post(page_of(payment), {"card": card})
    assert (answer.status_code, answer["Location"]) == (302, account_of(payment).return_url)
    assert state_of(payment) == state
    assert Payment.objects.count() == (state == "confirmed")


def test_a_page_serves_once(payment: CardPayment) -> None:
    Client().post(page_of(payment), {"card": "refused"})
    answer = Client().post(page_of(payment), {"card": "accepted"})
    assert "fermée" in answer.content.decode()
    assert state_of(payment) == "refused"


def test_a_page_given_up_takes_no_money(payment: CardPayment, martine: User) -> None:
    give_up(payment, by=martine)
    Client().post(page_of(payment), {"card": "accepted"})
    assert (state_of(payment), account_of(payment).stands) == ("expired", "expired")


def test_the_counter_sends_a_late_notice_then_again(payment: CardPayment) -> None:
    Client().post(page_of(payment), {"card": "late"})
    event = account_of(payment).notices[0]["id"]
    act = reverse("card-bank-act", args=[payment.provider_reference])
    for _ in range(2):
        Client().post(act, {"event": event})
    assert account_of(payment).notices[0]["sent"] == 2
    assert (state_of(payment), Payment.objects.count()) == ("confirmed", 1)
    Client().post(act, {"act": "disputed"})
    assert CardNotice.objects.anomalies().get().kind == Kind.DISPUTED
    assert "disputed" in Client().get(reverse("card-bank")).content.decode()


def test_an_unknown_page_or_notice_is_not_found(payment: CardPayment) -> None:
    for path in ("/banque-essai/pay_inconnu/", "/banque-essai/..%2f..%2fsecrets/"):
        assert Client().get(path).status_code == 404
    act = reverse("card-bank-act", args=[payment.provider_reference])
    assert Client().post(act, {"event": "evt_inconnu"}).status_code == 404


def test_asked_twice_for_one_payment_it_opens_one_page(payment: CardPayment) -> None:
    assert [one.order for one in LocalBank().accounts()] == [payment.reference]


def test_it_answers_where_a_payment_stands_when_its_notice_is_late(payment: CardPayment) -> None:
    Client().post(page_of(payment), {"card": "late"})
    CardPayment.objects.update(opened_at="2026-01-01T00:00Z")
    found = provider()
    assert found is not None
    ask_after(found)
    assert state_of(payment) == "confirmed"


def test_only_the_demo_has_it(settings: Any) -> None:
    routed = [path.name for path in Path("config/settings").glob("*.py") if "urls_demo" in path.read_text()]
    assert routed == ["demo.py"]
    settings.ROOT_URLCONF = "config.urls"
    with pytest.raises(NoReverseMatch):
        reverse("card-bank")
    assert Client().get("/banque-essai/").status_code == 404
