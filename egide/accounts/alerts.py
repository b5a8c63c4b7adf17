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
    Watch(Alert.Kind.MASS_READING, READING, 200, timedelta(minutes=10), "fiches ou documents lus"),
    Watch(Alert.Kind.CLOSED_DOORS, (AccessLog.Kind.CLOSED_DOOR,), 5, timedelta(minutes=5), "espaces refusés"),
)


def watch(line: AccessLog) -> None:
    """Look at what this account has just done in the light of its last minutes."""
    for rule in WATCHES:
        if line.user_id and line.kind in rule.kinds:
            _judge(rule, line.user_id)


def _judge(rule: Watch, user_id: int) -> None:
    since = timezone.now() - rule.within
    done = AccessLog.objects.filter(user_id=user_id, kind__in=rule.kinds, at__gte=since).count()
    known = Alert.objects.filter(user_id=user_id, kind=rule.alert, raised_at__gte=since)
    if done < rule.many or known.exists():
        return
    minutes = rule.within.seconds // 60
    Alert(kind=rule.alert, user_id=user_id, detail=f"{done} {rule.words} en {minutes} minutes").sound(by=None)
    logger.warning("alert %s: account %s, %s lines in %s minutes", rule.alert.value, user_id, done, minutes)
