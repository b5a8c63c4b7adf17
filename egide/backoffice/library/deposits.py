"""Dépôts: what members hand in, the oldest to read first; read, acknowledged, or refused with a reason."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.library.forms import RefusalForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.library.models import Deposit
from egide.ui.downloads import file_download
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

STATES = {"": "sent", "recus": "accepted", "refuses": "refused"}


class DepositFilters(Filters):
    q = SearchField("Rechercher un dépôt", "Titre, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "À lire", "warn", "hourglass"),
            Chip("recus", "Reçus", "ok", "check"),
            Chip("refuses", "Refusés", "danger", "ban"),
        ],
    )
    nature = MenuField("Nature", "Toutes natures", Deposit.Kind.choices)


@requires(Right.READ_DEPOSITS)
def deposits(request: ServiceRequest) -> HttpResponse:
    filters = DepositFilters(request.GET)
    filters.count("etat", {word: Deposit.objects.filter(state=state).count() for word, state in STATES.items()})
    state = STATES[filters.asked("etat")]
    rows = Deposit.objects.filter(state=state).select_related("member", "deposited_by")
    if kind := filters.asked("nature"):
        rows = rows.filter(kind=kind)
    for word in filters.asked("q").split():
        of_member = Q(member__number__startswith=word) | Q(member__name__icontains=word)
        rows = rows.filter(of_member | Q(title__icontains=word))
    ordered = rows.order_by("deposited_at" if state == "sent" else "-deposited_at", "pk")
    context = {"filters": filters, "page": page_of(request, ordered)}
    return render_list(request, "backoffice/library/deposits.html", context)


@requires(Right.READ_DEPOSITS)
def file(request: ServiceRequest, deposit_id: int) -> HttpResponseBase:
    found = _one(deposit_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, f"Dépôt {found}", member=found.member)
    return file_download(found.file, found.file_name, found.media_type)


@requires(Right.READ_DEPOSITS)
def receipt(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    found = _one(deposit_id)
    if request.method == "POST":
        found.accept(by=request.user)
        messages.success(request, f"Réception de « {found} » notée. Il reste dans « Reçus », où elle se défait.")
    return redirect("backoffice:deposits")


@requires(Right.READ_DEPOSITS)
def reopening(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    found = _one(deposit_id)
    if request.method == "POST":
        found.reopen(by=request.user)
        messages.success(request, f"« {found} » est de nouveau à lire.")
    return redirect("backoffice:deposits")


@requires(Right.READ_DEPOSITS)
def refusal(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    found = _one(deposit_id)
    form = RefusalForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.refuse(by=request.user, **form.cleaned_data)):
        messages.success(request, f"« {found} » est refusé, {found.member} est prévenu.")
        return redirect("backoffice:deposits")
    context = {
        "form": form,
        "heading": f"Refuser « {found} »",
        "text": f"{found.get_kind_display()} du {found.dated_on:%d/%m/%Y}, {found.member} (n° {found.member.number}).",
        "submit": "Refuser le dépôt",
        "back": reverse("backoffice:deposits"),
        "back_label": "Dépôts",
    }
    return render(request, "backoffice/form.html", context)


def _one(deposit_id: int) -> Deposit:
    return get_object_or_404(Deposit.objects.select_related("member"), pk=deposit_id)
