"""The one function that writes the access log: the exception to « a GET never writes »."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest

from egide.accounts.alerts import READING, WATCHED, recent_alerts, watch
from egide.accounts.models import AccessLog, User
from egide.accounts.reading import check_reading
from egide.common.readonly import written_on_purpose


def client_address(request: HttpRequest) -> str:
    """The peer's address; behind our own proxies, what the nearest of them says, and no header of others."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES and forwarded[0]:
        return str(forwarded[-settings.TRUSTED_PROXIES]).strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def log_access(request: HttpRequest, kind: AccessLog.Kind, subject: str, *, member: Any = None) -> None:
    """Write down that this person did this, to `member` or in the space of the member of the address; before a
    reading, see that they may read on (`egide.accounts.reading`)."""
    recent = recent_alerts(request.user.pk) if kind in WATCHED else []
    if kind in READING:
        check_reading(request, recent)
    member = member or getattr(request, "member", None)
    with written_on_purpose():
        line = AccessLog.objects.create(
            user_id=request.user.pk,
            member_number=member.number if member else None,
            kind=kind,
            subject=subject[:200],
            address=client_address(request),
        )
        watch(line, recent)


def log_entrance(request: HttpRequest, today: date) -> None:
    """The first page of the day that somebody opens in a member's space by a mandate."""
    member = getattr(request, "member", None)
    entered: dict[str, str] = request.session.get("entered", {})
    if member is None or entered.get(str(member.number)) == today.isoformat():
        return
    request.session["entered"] = entered | {str(member.number): today.isoformat()}
    log_access(request, AccessLog.Kind.SPACE, "mandat")


def log_calendar(request: HttpRequest, user: User, member: Any) -> None:
    """The first reading of the day by the calendar of somebody who holds a mandate; nobody is signed in there."""
    with written_on_purpose():
        AccessLog.objects.create(
            user=user,
            member_number=member.number,
            kind=AccessLog.Kind.CALENDAR,
            subject="agenda",
            address=client_address(request),
        )


def last_entrances(member_number: int) -> dict[int, datetime]:
    """When each person last opened this member's space, or its calendar, by a mandate; by the key of the person."""
    kinds = (AccessLog.Kind.SPACE, AccessLog.Kind.CALENDAR)
    rows = AccessLog.objects.filter(member_number=member_number, kind__in=kinds, user__isnull=False)
    return dict(rows.order_by().values_list("user_id").annotate(last=Max("at")))
