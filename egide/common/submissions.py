"""A form sent twice does one thing: the second sending gets the answer of the first."""

import hashlib
import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from egide.common.errors import GONE, is_lost_race, is_orphan
from egide.common.models import Submission

TOKEN_FIELD = "form_token"  # noqa: S105
ALREADY_DONE = "C’est déjà fait : ce formulaire a été envoyé une première fois."
UNDER_WAY = "Ce formulaire est déjà en train d’être enregistré : attendez un instant, puis rechargez la page."
CHANGED = "Ce formulaire a déjà été envoyé avec d’autres réponses : ouvrez-le de nouveau pour recommencer."


class OneSubmissionMiddleware:
    """Runs a POST that carries a form token in one transaction with the row that remembers its answer.

    The unique key decides between two sendings at once: the second waits for the first, then gets its
    answer. What was refused or shown again with errors is not remembered: it may be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _token(request)
        if token is None:
            return self.get_response(request)
        try:
            with transaction.atomic():
                return self._answer_once(request, token)
        except IntegrityError as error:
            if not is_orphan(error):
                return _replay(request, token)
            messages.error(request, GONE)
            return HttpResponseRedirect(request.path)
        except OperationalError as error:
            if not is_lost_race(error):
                raise
            messages.warning(request, UNDER_WAY)  # the first sending is still at work
            return HttpResponseRedirect(request.path)

    def _answer_once(self, request: HttpRequest, token: uuid.UUID) -> HttpResponseBase:
        submission = Submission.objects.create(
            user_id=request.user.pk or 0, token=token, fingerprint=_fingerprint(request)
        )
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            transaction.set_rollback(True)
        elif _is_final(response):
            Submission.objects.filter(pk=submission.pk).update(location=response.headers.get("Location", ""))
        else:
            submission.delete()
        return response


def _is_final(response: HttpResponseBase) -> bool:
    """It went through: the answer sends elsewhere, or is a paper. A form shown again may be sent again."""
    done = response.status_code == HTTPStatus.FOUND or response.has_header("Content-Disposition")
    return done and not getattr(response, "refused", False)


def _token(request: HttpRequest) -> uuid.UUID | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    try:
        return uuid.UUID(request.POST.get(TOKEN_FIELD, ""))
    except ValueError:
        return None


def _fingerprint(request: HttpRequest) -> str:
    """A digest of what was answered: all fields but the tokens, and the names and sizes of the files."""
    left_out = {TOKEN_FIELD, "csrfmiddlewaretoken"}
    fields = sorted((k, v) for k, values in request.POST.lists() if k not in left_out for v in values)
    files = sorted((k, f.name, f.size) for k, f in request.FILES.items() if isinstance(f, UploadedFile))
    return hashlib.sha256(repr((request.path, fields, files)).encode()).hexdigest()


def _replay(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    submission = Submission.objects.filter(user_id=request.user.pk or 0, token=token).first()
    if submission is None:  # the unique key that was broken is not ours: a bug, and it must be loud
        raise IntegrityError
    if submission.fingerprint != _fingerprint(request):
        messages.error(request, CHANGED)
        return HttpResponseRedirect(request.path)
    if not submission.location:
        messages.info(request, ALREADY_DONE)
    return HttpResponseRedirect(submission.location or request.path)
