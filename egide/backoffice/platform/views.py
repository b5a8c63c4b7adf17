"""Plateforme: where the papers stand, those rejected or refused first, each with why and what to do."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from egide.backoffice.platform.standing import LOOKS, advice_on
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.platform.models import PlatformDeposit, State
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list


class DepositFilters(Filters):
    q = SearchField("Rechercher une pièce", "N° de pièce, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [Chip("", "Toutes"), *(Chip(state.value, state.label, *LOOKS[state]) for state in State)],
    )

    def narrow(self, rows: "QuerySet[PlatformDeposit]") -> "QuerySet[PlatformDeposit]":
        if state := self.asked("etat"):
            rows = rows.filter(state=state)
        for word in self.asked("q").split():
            rows = rows.filter(invoice__number__icontains=word) | rows.filter(member__name__icontains=word)
        return rows


@requires(Right.READ_INVOICES)
def deposits(request: ServiceRequest) -> HttpResponse:
    filters, rows = DepositFilters(request.GET), PlatformDeposit.objects.select_related("invoice", "member")
    counted: Any = rows.order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(counted)
    filters.count("etat", {"": sum(counts.values()), **{state.value: counts.get(state, 0) for state in State}})
    page = page_of(request, filters.narrow(rows))
    lines = [(row, LOOKS[State(row.state)], advice_on(row)) for row in page]
    return render_list(request, "backoffice/platform/list.html", {"filters": filters, "page": page, "lines": lines})


@requires(Right.BILL)
def sending_again(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    """The same paper once more: its address was wrong, not what it says."""
    found = get_object_or_404(PlatformDeposit.objects.select_related("invoice"), pk=deposit_id)
    if request.method == "POST":
        found.send_again(by=request.user)
        messages.success(request, f"{found.invoice} repart avec le prochain passage, dans la minute.")
    return redirect("backoffice:platform")
