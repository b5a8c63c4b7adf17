"""Calendars read without signing in, by an address that is its own key: names, places and hours, nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from egide.accounts.access_log import log_calendar
from egide.accounts.throttling import Limit, address_key, take_try
from egide.appointments import calendars
from egide.appointments.models import Appointment, MemberFeed, PhysicianFeed
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import State
from egide.common.readonly import written_on_purpose
from egide.members.doors import Door, door_of
from egide.members.rights import Right

# A calendar reads its feed a few times a day; whoever tries addresses finds nothing and then waits.
GUESSES = Limit.at_most(30, timedelta(minutes=10))
READINGS = Limit(first=60, last=60, window=timedelta(hours=1), closed_for=timedelta(minutes=10))
KEPT_FOR = timedelta(days=30)  # past visits stay a month in the calendar
MOST = 2_000


@dataclass(frozen=True)
class Reading:
    """What an address opens; `feed` and `door` when it is that of a person who may enter the space of a member."""

    name: str
    appointments: AppointmentQuerySet
    feed: MemberFeed | None = None
    door: Door | None = None


@login_not_required
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """404 for what never was, for what was revoked, and for whoever has lost the right: the three look the same."""
    found = _of_member(token) or _of_physician(token)
    key = f"feed:{MemberFeed.hash_of(token)}" if found else f"feeds:{address_key(request)}"
    limit = READINGS if found else GUESSES
    with written_on_purpose():
        may = take_try([(key, limit)])
    if not may:
        headers = {"Retry-After": limit.retry_after}
        return HttpResponse("Trop de lectures : réessayez dans dix minutes.", status=429, headers=headers)
    if found is None:
        raise Http404
    _leave_a_trace(request, found, timezone.localdate())
    since = timezone.now() - KEPT_FOR
    shown = found.appointments.filter(state=State.CONFIRMED, starts_at__gte=since).order_by("starts_at", "pk")
    text = calendars.feed(shown.select_related("employee", "centre")[:MOST], found.name)
    response = HttpResponse(text, content_type=f"{calendars.MEDIA_TYPE}; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _leave_a_trace(request: HttpRequest, found: Reading, today: date) -> None:
    """Once a day: its owner sees that the address is read, and the member that its firm reads it."""
    if found.feed is None or found.door is None:
        return
    with written_on_purpose():
        is_first = found.feed.is_first_reading_of(today)
    if is_first and found.door.mandate:
        log_calendar(request, found.feed.user, found.door.member)


def _of_member(token: str) -> Reading | None:
    """As its owner would see them today in Mes rendez-vous."""
    feed = MemberFeed.of_token(token).select_related("user", "member").first()
    if feed is None or not feed.user.is_active:
        return None
    door = door_of(feed.user, feed.member.number, timezone.localdate())
    if door is None or not door.may(Right.READ_APPOINTMENTS):
        return None
    mine = door.member.appointments.visible_to_employer()
    return Reading(f"Visites, {feed.member.name}", mine, feed, door)


def _of_physician(token: str) -> Reading | None:
    """All the visits of the professional, whoever asked for them; none says of which kind it is."""
    feed = PhysicianFeed.of_token(token).select_related("physician").first()
    left_on = feed.physician.left_on if feed else None
    if feed is None or (left_on and left_on <= timezone.localdate()):
        return None
    return Reading(f"Visites, {feed.physician}", Appointment.objects.filter(physician=feed.physician))
