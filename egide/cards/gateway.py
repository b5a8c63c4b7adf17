"""How the service talks with whoever takes the cards: an interface; no number of a card ever passes through us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol, cast

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

EURO = "EUR"  # ISO 4217


class Kind(models.TextChoices):
    """What a notice says of a payment."""

    PAID = "paid", "Payé"
    REFUSED = "refused", "Refusé"
    EXPIRED = "expired", "Abandonné"
    REFUNDED = "refunded", "Remboursé"
    DISPUTED = "disputed", "Contesté"


class Forged(Exception):
    """A notice without a good signature, too old, or that nobody can read."""


class Unreachable(Exception):
    """The provider does not answer, or refuses to open a page."""


@dataclass(frozen=True)
class Order:
    """What is asked of the provider: `reference` is ours, and asked twice gives the same page; `cents` of a euro."""

    reference: str
    cents: int
    label: str
    return_url: str


@dataclass(frozen=True)
class Checkout:
    """The page of the provider where the card is typed, under the provider's own `reference`."""

    reference: str
    url: str
    expires_at: datetime


@dataclass(frozen=True)
class Told:
    """A notice: `event_id` is one for ever, `reference` the provider's, `cents` what was really taken."""

    event_id: str
    kind: Kind
    reference: str
    cents: int
    currency: str
    at: datetime
    why: str = ""


class Provider(Protocol):
    """`name` is shown to whoever is sent there, and tells its rows apart when a service changes provider.

    A call over the network gives up after ten seconds at most.
    """

    name: str

    def open(self, order: Order) -> Checkout:
        """Unreachable when there is no page to send anybody to."""
        ...

    def close(self, reference: str) -> None:
        """Nobody can pay there any more; nothing happens when it was paid already. Unreachable."""
        ...

    def read(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        """Forged unless the provider has signed these very bytes, lately."""
        ...

    def look(self, reference: str) -> Told | None:
        """Where a payment stands, for notices that were lost; None while nothing is decided. Unreachable."""
        ...


def provider() -> Provider | None:
    """That of this installation (`EGIDE_CARTE`); without one, nobody is offered to pay by card."""
    return cast(Provider, import_string(settings.CARD_PROVIDER)()) if settings.CARD_PROVIDER else None


def in_cents(amount: Decimal) -> int:
    return int(amount * 100)


def in_euros(cents: int) -> Decimal:
    return Decimal(cents) / 100
