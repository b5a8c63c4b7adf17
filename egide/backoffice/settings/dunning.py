"""The levels of reminder: when each leaves, in which words, with or without the fees of the law."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.backoffice.dunning.forms import LevelForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.dunning.models import DunningLevel
from egide.dunning.models.level import RANKS
from egide.dunning.rules import late, to_send
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


def tomorrow() -> str:
    """How much would leave tomorrow morning, as things stand: read before the sending is turned on."""
    day = timezone.localdate() + timedelta(days=1)
    found = late(day).filter(to_send(day)).order_by().aggregate(of=Count("pk"), members=Count("member", distinct=True))
    if not found["of"]:
        return " Demain, aucune facture ne serait à relancer."
    many = "factures seraient à relancer" if found["of"] > 1 else "facture serait à relancer"
    whose = f"chez {found['members']} adhérents" if found["members"] > 1 else "chez un adhérent"
    return f" Demain, {found['of']} {many}, {whose}."
