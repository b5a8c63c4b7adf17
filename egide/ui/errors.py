"""The pages that say what went wrong, what is kept and what to do, with a reference that the log knows."""

import logging
import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader

from egide.common.errors import Closed

logger = logging.getLogger(__name__)

# status → title, what to do
PAGES = {
    400: ("Demande incomprise", "L’adresse ou le formulaire est incomplet. Revenez en arrière et réessayez."),
    403: (
        "Cette page ne vous est pas ouverte",
        "Votre rôle ne donne pas ce droit. Un administrateur de votre entreprise peut le modifier dans Mon entreprise.",
    ),
    404: ("Page introuvable", "Cette adresse n’existe pas, ou ce qu’elle montrait n’est pas dans votre espace."),
    500: (
        "Une erreur est survenue",
        "Rien n’a été enregistré. Réessayez dans un instant ; si cela continue, appelez l’assistance.",
    ),
}
EXPIRED = (
    "Formulaire expiré",
    "Rien n’a été enregistré. Revenez à la page précédente : votre saisie y est gardée, envoyez-la de nouveau.",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, *PAGES[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = (exception.title, exception.advice) if isinstance(exception, Closed) else PAGES[403]
    return _page(request, 403, *said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, *PAGES[404])


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, *PAGES[500])


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret is too old or missing: nothing was done, the draft is kept by the browser."""
    return _page(request, 403, *EXPIRED)


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """A breakdown (500) is told without a look at the session or the database: they may be what broke."""
    reference = uuid.uuid4().hex[:8].upper()
    logger.warning("answer %s, reference %s: %s %s", status, reference, request.method, request.path)
    context = {"title": title, "advice": advice, "reference": reference}
    asked = request if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    return HttpResponse(loader.render_to_string("ui/error.html", context, asked), status=status)
