"""Too much read by one account: it shows who it is again, and at a thousand lines a day it reads no more.

Before each sheet, paper or list (security.md, section 2, row 24). The alerts are the only state: one that an
administrator has seen holds nobody back any more.
"""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest
from django.utils import timezone

from egide.accounts.models import Alert
from egide.common.errors import Closed

HELD_FOR = timedelta(days=1)


CUT = (
    "La lecture est fermée pour aujourd’hui",
    "Mille fiches ou documents ont été ouverts depuis hier avec votre compte. Un administrateur du service peut la "
    "rouvrir ; sinon, elle rouvre demain à la même heure.",
)


class ProofNeeded(Exception):
    """Much was read in a few minutes: is it still the person who signed in?"""


def check_reading(request: HttpRequest, recent: list[Alert]) -> None:
    """Raise `Closed` or `ProofNeeded` when this account, whose `recent` alerts these are, may not read on as it is."""
    since = timezone.now() - HELD_FOR
    kinds = (Alert.Kind.MASS_READING, Alert.Kind.READING_CUT)
    for alert in reversed(recent):
        if alert.kind not in kinds or alert.seen_at or alert.raised_at < since:
            continue
        if alert.cuts_reading:
            raise Closed(*CUT)
        if alert.raised_at > _last_proof(request):
            raise ProofNeeded


def _last_proof(request: HttpRequest) -> datetime:
    """When this session last showed a password, a code or a key."""
    user = request.user
    proofs = get_authentication_records(request, user if user.is_authenticated else None)
    return datetime.fromtimestamp(max((proof["at"] for proof in proofs), default=0), tz=timezone.get_current_timezone())
