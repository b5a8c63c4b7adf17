"""Whoever knocks at the door of the card notices: forged, old, replayed, huge or at the same moment."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.models import CardNotice, CardPayment
from egide.cards.signature import sign
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import together
from tests.cards.hands import DOOR, SECRET, a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db
OLD = "l-ancien-secret"
FORGED = [
    (b"{}", "application/json", 400),
    (b"{}", "text/plain", 415),
    (b" " * (64 * 1024 + 1), "application/json", 413),
]


@pytest.fixture
def opened(ours: Member, martine: User) -> CardPayment:
    return a_card_payment(factories.an_invoice(ours, "120.00"), by=martine)


def nothing_happened() -> bool:
    return not (Payment.objects.exists() or CardNotice.objects.exists())


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_notice_overheard_and_sent_later_is_refused(opened: CardPayment, minutes: int) -> None:
    assert send(a_notice(opened), at=timezone.now() + timedelta(minutes=minutes)) == 400
    assert nothing_happened()


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=00", "t=²,v1=00", "t=1,t=2,v1=00", "t=1,v1=é"])
def test_a_notice_without_a_good_signature_is_refused(opened: CardPayment, header: str) -> None:
    assert send(a_notice(opened), header=header) == 400
    assert nothing_happened()


def test_another_secret_or_another_body_is_refused(opened: CardPayment) -> None:
    assert send(a_notice(opened), secret="deviné") == 400
    signature = sign(b"{}", SECRET, timezone.now())
    assert send(a_notice(opened), header=signature) == 400
    assert nothing_happened()


def test_both_secrets_are_good_while_one_replaces_the_other(opened: CardPayment, settings: Any) -> None:
    settings.CARD_SECRETS = [SECRET, OLD]
    assert send(a_notice(opened), secret=OLD) == 204
    settings.CARD_SECRETS = []
    assert send(a_notice(opened)) == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"id": 1}', b'{"type": "paid", "amount": "NaN"}'])
def test_a_signed_body_that_says_nothing_is_refused_without_a_breakdown(opened: CardPayment, body: bytes) -> None:
    assert send(body) == (400 if body else 415)  # nothing has no type
    assert nothing_happened()


def test_a_huge_body_is_not_read(opened: CardPayment) -> None:
    assert send(b" " * (64 * 1024 + 1)) == 413
    assert nothing_happened()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_is_not_json_is_turned_away(opened: CardPayment, as_martine: Client, content_type: str) -> None:
    for client in (Client(), as_martine):
        assert client.post(DOOR, b"", content_type=content_type).status_code == 415
    assert Client().post(DOOR, {"id": "evt"}).status_code == 415
    assert nothing_happened()


def test_the_door_only_takes_what_is_posted_and_opens_with_a_provider_alone(opened: CardPayment, settings: Any) -> None:
    assert Client().get(DOOR).status_code == 405
    settings.CARD_PROVIDER = ""
    assert send(a_notice(opened)) == 404
    assert nothing_happened()


def test_the_answer_says_nothing_of_what_is_known(opened: CardPayment) -> None:
    """Whoever holds the secret learns nothing of the payments of others."""
    assert send(a_notice(opened, reference="pay_autre")) == send(a_notice(opened)) == 204


@pytest.mark.parametrize(("body", "content_type", "status"), FORGED, ids=["signature", "type", "size"])
def test_whoever_knocks_without_the_secret_waits(
    opened: CardPayment, body: bytes, content_type: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def knock(address: str) -> Any:
        return Client(REMOTE_ADDR=address).post(DOOR, body, content_type=content_type)

    assert [knock("192.0.2.9").status_code for _ in range(31)] == [status] * 30 + [429]
    said = [record for record in caplog.records if record.name == "egide.entrance.card_notices"]
    assert len(said) == 30, "what is worth reading is not buried"
    assert knock("192.0.2.9").headers["Retry-After"] == "600"
    assert knock("192.0.2.10").status_code == status
    assert nothing_happened()


def test_a_burst_of_signed_notices_is_heard_whatever_else_came_from_there(opened: CardPayment) -> None:
    """Sixty at once, then again after forged ones of the same address: the provider may stand behind a shared one."""
    assert [send(a_notice(opened, reference=f"pay_{rank}")) for rank in range(60)] == [204] * 60
    assert [send(a_notice(opened), secret="deviné") for _ in range(40)] == [400] * 30 + [429] * 10
    assert send(a_notice(opened)) == 204
    assert Payment.objects.count() == 1


def test_a_notice_never_pays_the_invoices_of_another(opened: CardPayment, theirs: Member, karim: User) -> None:
    other = a_card_payment(factories.an_invoice(theirs, "120.00"), by=karim)
    send(a_notice(opened, metadata={"member": theirs.number, "order": other.reference}))
    assert {invoice.member.number for invoice in Invoice.objects.filter(state="settled")} == {opened.member.number}


@pytest.mark.django_db(transaction=True)
def test_the_same_notice_by_eight_hands_is_one_payment(opened: CardPayment) -> None:
    notice = a_notice(opened)
    answers = together(*[partial(send, notice) for _ in range(8)])
    assert Payment.objects.count() == CardNotice.objects.count() == 1, answers
    assert set(answers) <= {204, 500, 503}, answers
    assert send(notice) == 204


@pytest.mark.django_db(transaction=True)
def test_different_notices_of_one_payment_at_once_are_one_payment(opened: CardPayment) -> None:
    kinds = ["paid", "refused", "expired", "paid", "refunded", "paid"]
    notices = [a_notice(opened, kind) for kind in kinds]
    answers = together(*[partial(send, notice) for notice in notices])
    assert set(answers) == {204}, answers
    assert Payment.objects.count() == 1
    assert CardPayment.objects.get().state == CardPayment.State.CONFIRMED
    assert CardNotice.objects.count() == len(kinds)


@pytest.mark.django_db(transaction=True)
def test_two_people_open_one_invoice_at_once_and_one_page_is_opened(ours: Member, martine: User) -> None:
    invoice = factories.an_invoice(ours, "120.00")
    outcomes = together(*[partial(a_card_payment, invoice, by=martine) for _ in range(6)])
    opened = [one for one in outcomes if isinstance(one, CardPayment)]
    assert len(opened) == CardPayment.objects.count() == 1, outcomes
