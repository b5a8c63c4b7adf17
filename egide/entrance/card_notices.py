"""/paiements/carte/avis/: where the card provider tells what became of a payment; its signature is its only key."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from egide.cards.gateway import Forged, provider
from egide.cards.rules import hear

log = logging.getLogger(__name__)

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
        return HttpResponse(status=415)
    if len(request.body) > MOST:
        return HttpResponse(status=413)
    try:
        told = bank.read(request.body, request.headers, timezone.now())
    except Forged as forged:
        log.warning("a card notice was refused: %s", forged)
        return HttpResponse(status=400)
    return HttpResponse(status=204 if hear(told, bank.name) else 503)
