"""Appels de cotisation: a run is opened, counted by the worker, looked at, confirmed, followed to its end."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.dues.filters import CallFilters
from egide.backoffice.dues.forms import RunForm
from egide.backoffice.dues.rows import look_of, rows_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.dues.models import DuesCall, DuesRun
from egide.dues.tasks import work_at
from egide.ui.exports import export_as
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

HEADER = (
    "N° d’adhérent",
    "Adhérent",
    "Salariés",
    "Avant",
    "Nouveaux",
    "Montant HT",
    "Avant, HT",
    "État",
    "Facture",
    "Ce qui manque",
)


@requires(Right.READ_INVOICES)
def runs(request: ServiceRequest) -> HttpResponse:
    page = page_of(request, DuesRun.objects.select_related("per_head"))
    lines = [(run, look_of(run), run.progress()) for run in page]
    return render(request, "backoffice/dues/runs.html", {"page": page, "lines": lines})


@requires(Right.BILL)
def new_run(request: ServiceRequest) -> HttpResponse:
    form = RunForm(request.POST or None)
    if form.is_valid():
        run = form.run
        if attempt(form, lambda: run.open(by=request.user)):
            _wake(run)
            messages.success(request, f"{run} : les effectifs se comptent, rien n’est encore émis.")
            return redirect("backoffice:run", run.pk)
    context = {
        "form": form,
        "heading": "Ouvrir une campagne",
        "text": "Les effectifs se comptent d’abord. Vous vérifiez les montants, puis vous confirmez l’émission.",
        "submit": "Compter les effectifs",
        "back": reverse("backoffice:runs"),
        "back_label": "Appels de cotisation",
    }
    return render(request, "backoffice/form.html", context)


@requires(Right.READ_INVOICES)
def run(request: ServiceRequest, run_id: int) -> HttpResponse:
    """The members called, those that differ most first; while the worker is at it, the head is read anew by itself."""
    found = _one(run_id)
    filters = CallFilters(request.GET)
    filters.count("etat", filters.counts(_calls(found)))
    page = page_of(request, filters.narrow(_calls(found)))
    context = {
        "run": found,
        "standing": look_of(found),
        "progress": found.progress(),
        "filters": filters,
        "page": page,
        "rows": rows_of(page),
        "history": history_of(found)[:20],
    }
    if request.htmx and request.GET.get("tete"):
        return render(request, "backoffice/dues/run_head.html", context)
    return render_list(request, "backoffice/dues/run.html", context)


@requires(Right.BILL)
def confirmation(request: ServiceRequest, run_id: int) -> HttpResponse:
    found = _one(run_id)
    if request.method == "POST":
        found.confirm(by=request.user)
        _wake(found)
        messages.success(request, "L’émission a commencé ; vous pouvez quitter cette page, elle continue.")
    return redirect("backoffice:run", found.pk)


@requires(Right.BILL)
def retry(request: ServiceRequest, run_id: int) -> HttpResponse:
    found = _one(run_id)
    if request.method == "POST":
        again = found.calls.filter(state=DuesCall.State.SET_ASIDE).count()
        found.take_up_again(by=request.user)
        _wake(found)
        messages.success(request, f"Factures à émettre de nouveau : {again}.")
    return redirect("backoffice:run", found.pk)


@requires(Right.BILL)
def abandonment(request: ServiceRequest, run_id: int) -> HttpResponse:
    found = _one(run_id)
    if request.method == "POST":
        found.abandon(by=request.user)
        messages.success(request, f"{found} : la campagne est abandonnée, rien n’a été émis.")
    return redirect("backoffice:runs")


@requires(Right.READ_INVOICES)
def export(request: ServiceRequest, run_id: int, kind: str) -> HttpResponse:
    found = _one(run_id)
    log_access(request, AccessLog.Kind.EXPORT, f"{found} ({kind})")
    lines = (_line(call) for call in CallFilters(request.GET).narrow(_calls(found)))
    return export_as(kind, f"appel-{found.year}-{found.quarter or 'annee'}", HEADER, lines)


def _line(call: DuesCall) -> tuple[Any, ...]:
    before = call.previous
    return (
        call.member.number, call.member.name, len(call.counted), len(before.counted) if before else 0, call.entering,
        call.net, before.net if before else 0, call.get_state_display(), call.invoice.number if call.invoice else "",
        call.set_aside_because,
    )  # fmt: skip


def _calls(found: DuesRun) -> Any:
    return found.calls.select_related("member", "previous", "invoice")


def _one(run_id: int) -> DuesRun:
    return get_object_or_404(DuesRun.objects.select_related("per_head"), pk=run_id)


def _wake(found: DuesRun) -> None:
    transaction.on_commit(lambda: work_at(found.pk))
