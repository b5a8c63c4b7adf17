"""Demandes de modification: the oldest first; accepted, asked about, or refused with a reason the member reads."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.forms import ChangeDecisionForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.common.uploads import MEDIA_TYPES, ending_of
from egide.members.models import ChangeRequest
from egide.ui.downloads import file_download
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

State = ChangeRequest.State
STATES = {
    "": (State.SENT,),
    "precision": (State.NEEDS_PRECISION,),
    "acceptees": (State.ACCEPTED,),
    "refusees": (State.REFUSED,),
    "retirees": (State.WITHDRAWN,),
}


class ChangeFilters(Filters):
    q = SearchField("Rechercher une demande", "Adhérent, valeur demandée")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "À traiter", "warn", "hourglass"),
            Chip("precision", "Précision attendue", "info", "message"),
            Chip("acceptees", "Acceptées", "ok", "check"),
            Chip("refusees", "Refusées", "danger", "ban"),
            Chip("retirees", "Retirées"),
        ],
    )
    element = MenuField("Élément", "Tous éléments", ChangeRequest.Field.choices)


@requires(Right.ANSWER_CHANGES)
def changes(request: ServiceRequest) -> HttpResponse:
    filters = ChangeFilters(request.GET)
    everything = ChangeRequest.objects.select_related("member", "asked_by")
    filters.count("etat", {word: everything.filter(state__in=states).count() for word, states in STATES.items()})
    rows = everything.filter(state__in=STATES[filters.asked("etat")])
    if field := filters.asked("element"):
        rows = rows.filter(field=field)
    for word in filters.asked("q").split():
        of_member = Q(member__number__startswith=word) | Q(member__name__icontains=word)
        rows = rows.filter(of_member | Q(new_value__icontains=word))
    oldest_first = filters.asked("etat") in {"", "precision"}
    page = page_of(request, rows.order_by("asked_at" if oldest_first else "-asked_at", "pk"))
    return render_list(request, "backoffice/members/changes.html", {"filters": filters, "page": page})


@requires(Right.ANSWER_CHANGES)
def change(request: ServiceRequest, change_id: int) -> HttpResponse:
    found = get_object_or_404(ChangeRequest.objects.select_related("member", "asked_by"), pk=change_id)
    form = ChangeDecisionForm(request.POST or None, waits=found.state == State.NEEDS_PRECISION)
    if form.is_valid():
        verb = {"accept": found.accept, "ask_precision": found.ask_precision, "refuse": found.refuse}
        act, answer = verb[form.cleaned_data["decision"]], form.cleaned_data["answer"]
        if attempt(form, lambda: act(by=request.user, answer=answer)):
            messages.success(request, f"{found.member} est prévenu : {found.get_state_display().lower()}.")
            return redirect("backoffice:changes")
    others = found.member.changerequests.filter(state__in=ChangeRequest.OPEN).exclude(pk=found.pk)
    context = {"form": form, "change": found, "others": others, "history": history_of(found)}
    return render(request, "backoffice/members/change.html", context)


@requires(Right.ANSWER_CHANGES)
def proof(request: ServiceRequest, change_id: int) -> HttpResponseBase:
    found = get_object_or_404(ChangeRequest.objects.select_related("member"), pk=change_id)
    if not found.proof:
        raise Http404
    log_access(request, AccessLog.Kind.DOWNLOAD, f"Justificatif {found.proof_name}", member=found.member)
    return file_download(found.proof, found.proof_name, MEDIA_TYPES[ending_of(found.proof_name)])
