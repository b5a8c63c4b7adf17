"""When the access log must wake somebody: too much read, or too many doors tried, by one account in a short time.

The figures are those of security.md, sections 2 (row 24: France Travail, Viamedis) and 5.11.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
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
WATCHED = frozenset(kind for rule in WATCHES for kind in rule.kinds)


def recent_alerts(user_id: int | None) -> list[Alert]:
    """What may still hold this account back, or be counted anew: the alerts of its last day, the oldest first."""
    longest = max(rule.within for rule in WATCHES)
    return list(Alert.objects.filter(user_id=user_id or 0, raised_at__gte=timezone.now() - longest).order_by("pk"))


def watch(line: AccessLog, recent: list[Alert]) -> None:
    """Look at what this account has just done in the light of its last minutes: one query for all its rules."""
    rules = [rule for rule in WATCHES if line.kind in rule.kinds]
    if not line.user_id or not rules:
        return
    if not (since := _counted_since(recent, rules)):
        return
    counted = {
        rule.alert.value: Count("pk", filter=Q(kind__in=rule.kinds, at__gte=start)) for rule, start in since.items()
    }
    done = AccessLog.objects.filter(user_id=line.user_id, at__gte=min(since.values())).aggregate(**counted)
    for rule in since:
        if done[rule.alert.value] >= rule.many:
            _sound(rule, line.user_id, done[rule.alert.value])


def _counted_since(recent: list[Alert], rules: list[Watch]) -> dict[Watch, datetime]:
    """From when each rule counts: an alert still open is enough; once somebody has seen it, the count begins anew."""
    now = timezone.now()
    last = {alert.kind: alert for alert in recent}
    since = {}
    for rule in rules:
        before, start = last.get(rule.alert), now - rule.within
        if before is None or before.raised_at < start:
            since[rule] = start
        elif before.seen_at:
            since[rule] = before.seen_at
    return since


def _sound(rule: Watch, user_id: int, done: int) -> None:
    Alert(kind=rule.alert, user_id=user_id, detail=f"{done} {rule.words}").sound(by=None)
    logger.warning("alert %s: account %s, %s lines", rule.alert.value, user_id, done)
