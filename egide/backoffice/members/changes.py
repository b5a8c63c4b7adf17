"""Demandes de modification: accepted, asked about, or refused with a reason that the member reads."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from egide.backoffice.members.forms import ChangeDecisionForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.uploads import MEDIA_TYPES, ending_of
from egide.members.models import ChangeRequest
from egide.ui.downloads import file_download
from egide.ui.listing import page_of


@requires(Right.ANSWER_CHANGES)
def changes(request: ServiceRequest) -> HttpResponse:
    rows = ChangeRequest.objects.filter(state__in=ChangeRequest.OPEN).select_related("member").order_by("asked_at")
    return render(request, "backoffice/members/changes.html", {"page": page_of(request, rows)})


@requires(Right.ANSWER_CHANGES)
def change(request: ServiceRequest, change_id: int) -> HttpResponse:
    found = get_object_or_404(ChangeRequest.objects.select_related("member", "asked_by"), pk=change_id)
    form = ChangeDecisionForm(request.POST or None)
    if form.is_valid():
        verb = {"accept": found.accept, "ask_precision": found.ask_precision, "refuse": found.refuse}
        verb[form.cleaned_data["decision"]](by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, "La réponse est enregistrée, l’adhérent est prévenu.")
        return redirect("backoffice:changes")
    return render(request, "backoffice/members/change.html", {"form": form, "change": found})


@requires(Right.ANSWER_CHANGES)
def proof(request: ServiceRequest, change_id: int) -> HttpResponseBase:
    found = get_object_or_404(ChangeRequest, pk=change_id)
    if not found.proof:
        raise Http404
    return file_download(found.proof, found.proof_name, MEDIA_TYPES[ending_of(found.proof_name)])
