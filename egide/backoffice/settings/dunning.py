"""The levels of reminder: when each leaves, in which words, with or without the fees of the law."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.dunning.forms import LevelForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.dunning.models import DunningLevel
from egide.dunning.models.level import RANKS
from egide.ui.refusals import attempt


@requires(Right.CONFIGURE)
def levels(request: ServiceRequest) -> HttpResponse:
    return render(request, "backoffice/settings/dunning_levels.html", {"levels": DunningLevel.every()})


@requires(Right.CONFIGURE)
def level(request: ServiceRequest, rank: int) -> HttpResponse:
    if rank not in RANKS:
        raise Http404
    row = DunningLevel.at(rank)
    form = LevelForm(request.POST or None, instance=DunningLevel.at(rank))
    if form.is_valid():
        if not row._state.adding:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.choose(by=request.user, **form.facts)):
            messages.success(request, f"{row} : c’est à jour, pour les relances à venir.")
            return redirect("backoffice:dunning-levels")
    back = {"back": reverse("backoffice:dunning-levels"), "back_label": "Niveaux de relance"}
    return render(request, "backoffice/form.html", {"form": form, "heading": f"Niveau {rank}"} | back)
