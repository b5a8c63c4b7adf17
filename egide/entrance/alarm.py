"""« Ce n’est pas moi »: the link of each security notice, by which an owner freezes an account that was taken over."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.models import User
from egide.accounts.sessions import close_sessions
from egide.common.events import history_of

SALT = "egide.alarm"
LASTS = 72 * 3600  # seconds (security 5.5)


def alarm_link(user: User) -> str:
    """Whoever reads the mailbox may freeze the account, and nothing else: the service then hears its owner."""
    token = signing.dumps([user.pk, timezone.now().timestamp()], salt=SALT)
    return settings.SITE_URL + reverse("alarm", args=[token])


@login_not_required
def alarm(request: HttpRequest, token: str) -> HttpResponse:
    user = _threatened(token)
    if request.method == "POST" and user.is_active:
        user.freeze(by=None)
        user.trusted_devices.all().delete()
        close_sessions(user)
    return render(request, "entrance/alarm.html", {"frozen": not user.is_active, "username": user.username})


def _threatened(token: str) -> User:
    """Old links die: after three days, and once the service has opened the account again."""
    try:
        number, written_at = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as forged:
        raise Http404 from forged
    user = get_object_or_404(User, pk=number)
    written = datetime.fromtimestamp(written_at, tz=timezone.get_current_timezone())
    if history_of(user).filter(name="user.enable", at__gt=written).exists():
        raise Http404
    return user
