"""/paiements/carte/avis/: where the card provider tells what became of a payment; its signature is its only key."""

import logging
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from egide.accounts.throttling import Limit, address_key, take_try
from egide.cards.gateway import Forged, provider
from egide.cards.rules import hear

log = logging.getLogger(__name__)

# Of what is refused alone: a provider that tells a hundred payments at once is heard a hundred times.
FORGERIES = Limit.at_most(30, timedelta(minutes=10))
MOST = 64 * 1024  # bytes; a notice has a few hundred


@csrf_exempt  # no session, no cookie: the body is signed
@login_not_required
@require_POST
def card_notices(request: HttpRequest) -> HttpResponse:
    """204 once it is taken in, or was already; the provider tries again after anything else: 503 while its payment is
    in other hands."""
    if (bank := provider()) is None:
        raise Http404
    if request.content_type != "application/json":  # another one may have been read already, as a form
        return _refused(request, 415, "it is no JSON")
    if len(request.body) > MOST:
        return _refused(request, 413, "it is too long")
    try:
        told = bank.read(request.body, request.headers, timezone.now())
    except Forged as forged:
        return _refused(request, 400, str(forged))
    return HttpResponse(status=204 if hear(told, bank.name) else 503)


def _refused(request: HttpRequest, status: int, why: str) -> HttpResponse:
    """After so many from one address, 429 and nothing more in our log. A signed notice is judged before this, so that
    it is taken in from that address too."""
    if not take_try([(f"card-notices:{address_key(request)}", FORGERIES)]):
        return HttpResponse(status=429, headers={"Retry-After": FORGERIES.retry_after})
    log.warning("a card notice was refused: %s", why)
    return HttpResponse(status=status)
