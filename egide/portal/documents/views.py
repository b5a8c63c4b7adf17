"""Mes documents: the library by theme, and what the member deposits."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.library.models import Deposit
from egide.library.queries import documents_of, version_of
from egide.members.rights import Right
from egide.portal.documents.filters import DocumentFilters
from egide.portal.documents.forms import DepositForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import file_download
from egide.ui.listing import render_list
from egide.ui.refusals import attempt

NEW_FOR = timedelta(days=30)  # for whoever has not been here before
DEPOSITS_SHOWN = 20


@requires(Right.READ_DOCUMENTS)
def documents(request: PortalRequest) -> HttpResponse:
    filters = DocumentFilters(request.GET, documents=documents_of(request.member))
    context = {
        "filters": filters,
        "themes": filters.by_theme(),
        "deposits": request.member.deposits.all()[:DEPOSITS_SHOWN],
        "new_since": request.user.previous_login or timezone.now() - NEW_FOR,
    }
    return render_list(request, "portal/documents/list.html", context)


@requires(Right.READ_DOCUMENTS)
def document(request: PortalRequest, document_id: int) -> HttpResponse:
    found = get_object_or_404(documents_of(request.member), pk=document_id)
    return render(request, "portal/documents/preview.html", {"document": found, "version": found.current})


@requires(Right.READ_DOCUMENTS)
def document_file(request: PortalRequest, document_id: int) -> HttpResponseBase:
    version = version_of(request.member, document_id)
    if version is None:
        raise Http404
    log_access(request, AccessLog.Kind.DOWNLOAD, str(version))
    return file_download(version.file, version.file_name, version.media_type, inline="inline" in request.GET)


@requires(Right.DEPOSIT_DOCUMENTS)
def deposit(request: PortalRequest) -> HttpResponse:
    form = DepositForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(form, lambda: _hand_in(form, request)):
        messages.success(request, "Le document est déposé : le service en accuse réception ici.")
        return redirect("portal:documents", request.member.number)
    return render(request, "portal/documents/deposit.html", {"form": form})


def _hand_in(form: DepositForm, request: PortalRequest) -> None:
    facts = dict(form.cleaned_data)
    upload = facts.pop("upload")
    Deposit(member=request.member, **facts).hand_in(by=request.user, upload=upload)


@requires(Right.READ_DOCUMENTS)
def deposit_file(request: PortalRequest, deposit_id: int) -> HttpResponseBase:
    found = get_object_or_404(request.member.deposits, pk=deposit_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found))
    return file_download(found.file, found.file_name, found.media_type)
