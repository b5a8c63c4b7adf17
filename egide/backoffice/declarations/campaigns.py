"""Campaigns: described, opened, closed, and « Relancer maintenant »."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.backoffice.declarations.forms import CampaignForm, NewCampaignForm
from egide.backoffice.declarations.rows import look_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.declarations.models import DeclarationCampaign
from egide.declarations.models.reminder import ReminderLevel
from egide.declarations.reminding import to_remind
from egide.declarations.tasks import remind_now
from egide.members.forms import values_of
from egide.ui.listing import page_of
from egide.ui.refusals import attempt

TEXT = "Rien n’est montré aux adhérents avant que la campagne soit ouverte, ni avant le jour dit."
MOVES = {"ouvrir": "open", "clore": "close", "rouvrir": "reopen"}
TOLD = {
    "ouvrir": "La campagne est ouverte : chaque adhérent a sa déclaration, préparée d’après Mes salariés.",
    "clore": "La campagne est close : seuls les adhérents dont le délai est prolongé peuvent encore attester.",
    "rouvrir": "La campagne est rouverte.",
}


@requires(Right.READ_MEMBERS)
def campaigns(request: ServiceRequest) -> HttpResponse:
    page = page_of(request, DeclarationCampaign.objects.all())
    today = timezone.localdate()
    lines = [(one, look_of(one), one.declarations.of_present_members(today).progress()) for one in page]
    return render(request, "backoffice/declarations/campaigns.html", {"page": page, "lines": lines})


@requires(Right.MANAGE_DECLARATIONS)
def new_campaign(request: ServiceRequest) -> HttpResponse:
    form = NewCampaignForm(request.POST or None)
    if form.is_valid():
        campaign = DeclarationCampaign(year=form.cleaned_data["year"])
        if attempt(form, lambda: campaign.describe(by=request.user, **form.facts)):
            messages.success(request, f"{campaign} est prête. Relisez-la, puis ouvrez-la.")
            return redirect("backoffice:declaration-campaign", campaign.pk)
    back = {"back": reverse("backoffice:declaration-campaigns"), "back_label": "Déclarations"}
    return render(request, "backoffice/form.html", {"form": form, "heading": "Nouvelle campagne", "text": TEXT} | back)


@requires(Right.MANAGE_DECLARATIONS)
def facts(request: ServiceRequest, campaign_id: int) -> HttpResponse:
    found = one(campaign_id)
    form = CampaignForm(request.POST or None, initial=values_of(found, CampaignForm))
    form.open_on(found)
    if form.is_valid():
        opened_on(found, form.cleaned_data["version"])
        if attempt(form, lambda: found.describe(by=request.user, **form.facts)):
            messages.success(request, "Les réglages de la campagne sont enregistrés.")
            return redirect("backoffice:declaration-campaign", found.pk)
    context = {"form": form, "heading": f"Réglages : {found}", "text": TEXT} | _back(found)
    return render(request, "backoffice/form.html", context)


@requires(Right.MANAGE_DECLARATIONS)
def state(request: ServiceRequest, campaign_id: int) -> HttpResponse:
    """Opened, closed or opened again, by the button that was pressed."""
    found, act = one(campaign_id), request.POST.get("acte", "")
    if request.method == "POST" and act in MOVES:
        getattr(found, MOVES[act])(by=request.user)
        messages.success(request, TOLD[act])
    return redirect("backoffice:declaration-campaign", found.pk)


@requires(Right.MANAGE_DECLARATIONS)
def reminding(request: ServiceRequest, campaign_id: int) -> HttpResponse:
    """How many would be written to, then the worker does it; today, once each."""
    found, today = one(campaign_id), timezone.localdate()
    waiting = to_remind(found, ReminderLevel.BY_HAND, today)
    if request.method == "POST":
        many = waiting.count()
        found.remind_now(by=request.user, on=today)
        transaction.on_commit(remind_now)
        messages.success(request, f"Relances en cours d’envoi : {many}. Elles partent de 8 h à 19 h.")
        return redirect("backoffice:declaration-campaign", found.pk)
    context: dict[str, Any] = {"campaign": found, "many": waiting.count(), "first": waiting[:12], **_back(found)}
    return render(request, "backoffice/declarations/reminding.html", context)


def one(campaign_id: int) -> DeclarationCampaign:
    return get_object_or_404(DeclarationCampaign, pk=campaign_id)


def _back(found: DeclarationCampaign) -> dict[str, str]:
    return {"back": reverse("backoffice:declaration-campaign", args=[found.pk]), "back_label": str(found)}
