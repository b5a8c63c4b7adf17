"""How fast somebody may guess: each try is taken before it is judged, so that racing gives nothing more.

Five failures in a row make an account wait one minute, then two, four, eight; ten close it for a day to
unknown devices (security, section 5.3). An address waits after thirty failures in ten minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from egide.accounts.access_log import client_address
from egide.accounts.models import ThrottleCounter
from egide.common.errors import TooOften


@dataclass(frozen=True)
class Limit:
    """`first`: failures before the first wait; `last`: before the long one; `window`: when a count begins
    anew without any success."""

    first: int
    last: int
    window: timedelta
    closed_for: timedelta = timedelta(days=1)

    @classmethod
    def at_most(cls, tries: int, within: timedelta) -> "Limit":
        """So many, then as long to wait."""
        return cls(first=tries, last=tries, window=within, closed_for=within)

    @property
    def retry_after(self) -> str:
        """The header of that name: the seconds after which, at the latest, a try is taken again."""
        return str(int(self.closed_for.total_seconds()))

    def wait_after(self, failures: int) -> timedelta | None:
        if failures >= self.last:
            return self.closed_for
        if failures >= self.first:
            return timedelta(minutes=2 ** (failures - self.first))
        return None


ACCOUNT = Limit(first=5, last=10, window=timedelta(days=1))
KNOWN_DEVICE = Limit(first=5, last=10, window=timedelta(days=1))
ADDRESS = Limit.at_most(30, timedelta(minutes=10))
CODES = Limit(first=5, last=10, window=timedelta(hours=1), closed_for=timedelta(hours=1))
ONE_CODE = Limit.at_most(5, timedelta(hours=1))
MAILS = Limit.at_most(3, timedelta(hours=1))
MAILS_OF_ADDRESS = Limit.at_most(20, timedelta(hours=1))


def take_try(keys: Iterable[tuple[str, Limit]]) -> bool:
    """Take one try of each key, in one transaction that locks them; False when one of them must wait."""
    return _closed_until(keys) is None


def moderate(key: str, limit: Limit, said: str) -> None:
    """Take one try of what a person does; `said` of what was done often enough, and when it may be done again."""
    if until := _closed_until([(key, limit)]):
        raise TooOften(said, until)


def _closed_until(keys: Iterable[tuple[str, Limit]]) -> datetime | None:
    """Take one try of each key, unless one of them must wait: until when."""
    now = timezone.now()
    with transaction.atomic():
        counters = [(_locked(key, limit, now), limit) for key, limit in sorted(keys, key=lambda k: k[0])]
        closed = [until for counter, _ in counters if (until := counter.blocked_until) and until > now]
        if closed:
            return max(closed)
        for counter, limit in counters:
            counter.failures += 1
            wait = limit.wait_after(counter.failures)
            counter.blocked_until = now + wait if wait else None
            counter.save()
    return None


def forgive(*keys: str) -> None:
    """A success: the failures before it do not count any more. The row stays: a try that waits for it must find it."""
    ThrottleCounter.objects.filter(key__in=keys).update(failures=0, blocked_until=None)


def give_back(key: str) -> None:
    """A try that did not fail: it counts no more, those before it still do."""
    ThrottleCounter.objects.filter(key=key, failures__gt=0).update(failures=F("failures") - 1)


def address_key(request: HttpRequest | None) -> str:
    """Where the request comes from; an IPv6 customer holds a whole /64 and counts as one."""
    if request is None:
        return "address:"
    address = client_address(request)
    try:
        seen = ip_address(address)
    except ValueError:
        return f"address:{address}"
    return f"address:{ip_network((seen, 64), strict=False) if seen.version == 6 else seen}"


def _locked(key: str, limit: Limit, now: datetime) -> ThrottleCounter:
    counter, _ = ThrottleCounter.objects.select_for_update().get_or_create(key=key[:200])
    closed = counter.blocked_until is not None and counter.blocked_until > now
    if now - counter.since > limit.window and not closed:
        counter.failures, counter.since, counter.blocked_until = 0, now, None
    return counter
