"""When the access log must wake somebody: too much read, or too many doors tried, by one account in a short time.

The figures are those of security.md, sections 2 (row 24: France Travail, Viamedis) and 5.11.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from egide.accounts.models import AccessLog, Alert

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Watch:
    """`many` lines of these kinds by one account `within` this time make an alert, once in that time."""

    alert: Alert.Kind
    kinds: tuple[AccessLog.Kind, ...]
    many: int
    within: timedelta
    words: str


READING = (AccessLog.Kind.SHEET, AccessLog.Kind.DOWNLOAD, AccessLog.Kind.EXPORT)
WATCHES = (
    Watch(Alert.Kind.MASS_READING, READING, 200, timedelta(minutes=10), "fiches ou documents lus en 10 minutes"),
    Watch(Alert.Kind.READING_CUT, READING, 1000, timedelta(days=1), "fiches ou documents lus en un jour"),
    Watch(
        Alert.Kind.CLOSED_DOORS, (AccessLog.Kind.CLOSED_DOOR,), 5, timedelta(minutes=5), "espaces refusés en 5 minutes"
    ),
)


def watch(line: AccessLog) -> None:
    """Look at what this account has just done in the light of its last minutes."""
    for rule in WATCHES:
        if line.user_id and line.kind in rule.kinds:
            _judge(rule, line.user_id)


def _judge(rule: Watch, user_id: int) -> None:
    """An alert still open is enough; once somebody has seen it, the count begins anew."""
    since = timezone.now() - rule.within
    last = Alert.objects.filter(user_id=user_id, kind=rule.alert, raised_at__gte=since).order_by("-pk").first()
    if last and last.seen_at is None:
        return
    since = last.seen_at if last and last.seen_at else since
    done = AccessLog.objects.filter(user_id=user_id, kind__in=rule.kinds, at__gte=since).count()
    if done >= rule.many:
        Alert(kind=rule.alert, user_id=user_id, detail=f"{done} {rule.words}").sound(by=None)
        logger.warning("alert %s: account %s, %s lines", rule.alert.value, user_id, done)
