"""A provider in memory, and its notices as they come over HTTP."""

import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any, ClassVar

from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import Checkout, Order, Told, Unreachable, in_cents
from egide.cards.models import CardPayment
from egide.cards.rules import open_checkout
from egide.cards.signature import sign
from egide.demo.card_bank.bank import HEADER, LocalBank
from egide.invoicing.models import Invoice

DOOR = "/paiements/carte/avis/"
SECRET = "le-secret-de-la-banque"
_rank = count(1)


class TestBank(LocalBank):
    """It reads notices as the bank for trying does, and opens pages without any file."""

    __test__ = False
    name = "Banque des tests"
    opened: ClassVar[list[Order]] = []
    closed: ClassVar[list[str]] = []
    decided: ClassVar[dict[str, Told]] = {}
    silent: ClassVar[bool] = False

    @classmethod
    def knows_nothing(cls) -> None:
        cls.opened, cls.closed, cls.decided, cls.silent = [], [], {}, False

    def open(self, order: Order) -> Checkout:
        if self.silent:
            raise Unreachable("no answer")
        self.opened.append(order)
        reference = f"pay_{order.reference}"
        return Checkout(reference, f"https://banque.example/{reference}", timezone.now() + timedelta(minutes=30))

    def close(self, reference: str) -> None:
        self.closed.append(reference)

    def look(self, reference: str) -> Told | None:
        return self.decided.get(reference)


def a_card_payment(*invoices: Invoice, by: User) -> CardPayment:
    return open_checkout(invoices[0].member, invoices, by=by, return_url=lambda payment: "https://portail.example/")


def a_notice(payment: CardPayment, kind: str = "paid", reference: str = "", **facts: Any) -> dict[str, Any]:
    """As the bank writes it; `reference` and `facts` are lies."""
    written = {
        "id": f"evt_{next(_rank)}",
        "type": kind,
        "payment": reference or payment.provider_reference,
        "amount": in_cents(payment.amount),
        "currency": "EUR",
        "created": timezone.now().isoformat(),
        "reason": "",
    }
    return written | facts


def send(
    notice: dict[str, Any] | bytes, secret: str = SECRET, at: datetime | None = None, header: str | None = None
) -> int:
    """The status that the portal answers to whoever carries it, without session or cookie."""
    body = notice if isinstance(notice, bytes) else json.dumps(notice).encode()
    signature = sign(body, secret, at or timezone.now()) if header is None else header
    client = Client(enforce_csrf_checks=True)
    answer = client.post(DOOR, body, content_type="application/json", headers={HEADER: signature})
    return answer.status_code
