"""What a provider does, without any money: pages to pay on, payments remembered in files, notices signed and sent.

It shares nothing with the portal but the interface: its memory is a folder, and what it tells goes over HTTP.
"""

import json
import os
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from egide.cards.gateway import EURO, Checkout, Forged, Kind, Order, Told, Unreachable
from egide.cards.signature import sign, verify

HEADER = "Signature-Banque"
STAYS_OPEN = timedelta(minutes=30)
Carrier = Callable[[bytes, str], int]  # a body and its signature, to the portal → the status that it answers


@dataclass
class Account:
    """One payment as the bank knows it; `notices` are those it has written, with how often each was sent."""

    reference: str
    order: str
    cents: int
    label: str
    return_url: str
    expires_at: str
    stands: str = "open"
    currency: str = EURO
    why: str = ""
    notices: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.stands == "open" and timezone.now() < datetime.fromisoformat(self.expires_at)


class LocalBank:
    """Provider of `egide.cards.gateway`, and behind its counter the acts of whoever pays."""

    name = "Banque d’essai"

    def __init__(self, root: Path | None = None, carry: Carrier | None = None) -> None:
        self.root = root or Path(settings.DATA_DIR) / "banque-essai"
        self.carry = carry or over_http

    def open(self, order: Order) -> Checkout:
        account = next((one for one in self.accounts() if one.order == order.reference), None)
        if account is None:
            until = (timezone.now() + STAYS_OPEN).isoformat()
            reference = f"pay_{secrets.token_hex(12)}"
            account = Account(reference, order.reference, order.cents, order.label, order.return_url, until)
            self.keep(account)
        url = settings.SITE_URL + reverse("card-bank-page", args=[account.reference])
        return Checkout(account.reference, url, datetime.fromisoformat(account.expires_at))

    def close(self, reference: str) -> None:
        account = self.account(reference)
        if account is not None and account.is_open:
            account.stands = "expired"
            self.keep(account)

    def read(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        verify(headers.get(HEADER, ""), body, settings.CARD_SECRETS, now)
        try:
            return _told(json.loads(body))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as unreadable:
            raise Forged("unreadable") from unreadable

    def look(self, reference: str) -> Told | None:
        account = self.account(reference)
        if account is None:
            raise Unreachable(f"{reference} is not known")
        known = [_told(notice) for notice in account.notices if notice["type"] in {Kind.PAID, Kind.REFUSED}]
        return known[-1] if known else None

    def pay(self, account: Account, *, cents: int | None = None) -> dict[str, Any]:
        """The notice of it, not sent yet. `cents`: another sum than what was asked, to see it caught."""
        account.stands, account.cents = "paid", account.cents if cents is None else cents
        return self.write(account, Kind.PAID)

    def refuse(self, account: Account, why: str) -> dict[str, Any]:
        account.stands, account.why = "refused", why
        return self.write(account, Kind.REFUSED)

    def write(self, account: Account, kind: Kind) -> dict[str, Any]:
        notice: dict[str, Any] = {
            "id": f"evt_{secrets.token_hex(12)}",
            "type": str(kind),
            "payment": account.reference,
            "amount": account.cents,
            "currency": account.currency,
            "created": timezone.now().isoformat(),
            "reason": account.why,
        }
        account.notices.append(notice | {"sent": 0})
        self.keep(account)
        return notice

    def send(self, account: Account, event_id: str) -> int:
        """The status that the portal answers; signed at this very moment, whenever it was written."""
        notice = next(one for one in account.notices if one["id"] == event_id)
        body = json.dumps({name: value for name, value in notice.items() if name != "sent"}).encode()
        status = self.carry(body, sign(body, settings.CARD_SECRETS[0], timezone.now()))
        notice["sent"] += 1
        self.keep(account)
        return status

    def account(self, reference: str) -> Account | None:
        path = self.root / f"{reference}.json"
        known = reference.replace("_", "").isalnum() and path.exists()
        return Account(**json.loads(path.read_bytes())) if known else None

    def accounts(self) -> Iterator[Account]:
        """The latest first."""
        for path in sorted(self.root.glob("*.json"), key=os.path.getmtime, reverse=True):
            yield Account(**json.loads(path.read_bytes()))

    def keep(self, account: Account) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        draft = self.root / f".{account.reference}.{secrets.token_hex(4)}"
        draft.write_text(json.dumps(asdict(account)))
        draft.replace(self.root / f"{account.reference}.json")


def over_http(body: bytes, signature: str) -> int:
    url = settings.SITE_URL + reverse("card-notices")
    headers = {"Content-Type": "application/json", HEADER: signature}
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 — the address of this demo
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def _told(notice: dict[str, Any]) -> Told:
    return Told(
        event_id=str(notice["id"])[:120],
        kind=Kind(notice["type"]),
        reference=str(notice["payment"])[:120],
        cents=int(notice["amount"]),
        currency=str(notice["currency"])[:3],
        at=datetime.fromisoformat(notice["created"]),
        why=str(notice.get("reason", ""))[:200],
    )
