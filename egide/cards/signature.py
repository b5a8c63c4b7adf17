"""« t=1790000000,v1=5257a8… »: what proves that a notice is the provider's, and that it was written lately.

HMAC-SHA256 (RFC 2104) of the second, a point and the body: the scheme of most providers. Two secrets are good while one
replaces the other.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from egide.cards.gateway import Forged

# A clock that is a little wrong is forgiven; a notice overheard yesterday is not. Late ones are signed anew.
TOLERANCE = timedelta(minutes=5)


def sign(body: bytes, secret: str, at: datetime) -> str:
    second = int(at.timestamp())
    return f"t={second},v1={_digest(body, secret, second)}"


def verify(header: str, body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Forged unless one of `secrets` has signed `body` within TOLERANCE of `now`."""
    second, given = _parts(header)
    if abs(now.timestamp() - second) > TOLERANCE.total_seconds():
        raise Forged("too old")
    expected = [_digest(body, secret, second) for secret in secrets]
    # Every pair is compared, each in constant time: how long it takes says nothing.
    if not sum(hmac.compare_digest(one, other) for one in expected for other in given):
        raise Forged("not signed by the provider")


def _digest(body: bytes, secret: str, second: int) -> str:
    return hmac.new(secret.encode(), b"%d." % second + body, hashlib.sha256).hexdigest()


def _parts(header: str) -> tuple[int, list[str]]:
    pairs = [piece.split("=", 1) for piece in header.split(",", 8)[:8] if "=" in piece]
    seconds = [value for name, value in pairs if name.strip() == "t"]
    if len(seconds) != 1 or not (seconds[0].isascii() and seconds[0].isdigit() and len(seconds[0]) <= 12):
        raise Forged("no signature")
    return int(seconds[0]), [value for name, value in pairs if name.strip() == "v1" and value.isascii()]
