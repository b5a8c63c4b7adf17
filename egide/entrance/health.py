"""/sante/: whether the database answers, the worker works, mails leave, the disk has room and files are read."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from egide.common import antivirus
from egide.notifications.models import Heartbeat, Outbox

SILENCE = timedelta(minutes=3)
LATE_MAIL = timedelta(minutes=15)
ROOM = 500 * 1024 * 1024
ANTIVIRUS = {"ready": "ok", "none": "aucun", "down": "injoignable"}


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 otherwise; no secret, no name."""
    try:
        found = {"base": _database(), "worker": _worker(), "courriels": _mails(), "disque": _disk()}
        found["antivirus"] = ANTIVIRUS[antivirus.state()]
    except DatabaseError:
        found = {"base": "injoignable"}
    well = all(value in {"ok", ANTIVIRUS["none"]} for value in found.values())
    return JsonResponse({"etat": "ok" if well else "degrade", **found}, status=200 if well else 503)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _worker() -> str:
    beat = Heartbeat.objects.filter(pk=1).first()
    return "ok" if beat and timezone.now() - beat.at < SILENCE else "silencieux"


def _mails() -> str:
    late = Outbox.objects.waiting().filter(written_at__lt=timezone.now() - LATE_MAIL)
    return "en retard" if late.exists() else "ok"


def _disk() -> Any:
    free = shutil.disk_usage(settings.DATA_DIR if settings.DATA_DIR.exists() else "/").free
    return "ok" if free > ROOM else "presque plein"
