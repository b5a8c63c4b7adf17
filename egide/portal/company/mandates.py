"""Mandataires: given to a firm or granted on its request, narrowed, refused, revoked, with their last use."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.access_log import last_entrances
from egide.members.forms import TermsForm
from egide.members.models import Mandate, Member
from egide.members.rights import Right
from egide.portal.company.confirmation import confirmed
from egide.portal.company.forms import MandateForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt

# shown state → tone, icon
LOOKS = {
    "En attente": ("warn", "hourglass"),
    "À venir": ("info", "calendar"),
    "Actif": ("ok", "circle-check"),
    "Expiré": ("danger", "clock"),
}


@dataclass(frozen=True)
class Given:
    """A mandate as the member sees it: how its state looks, and when a person of the firm last came."""

    mandate: Mandate
    tone: str
    icon: str
    used_at: datetime | None


def mandates_of(member: Member) -> list[Given]:
    entered = last_entrances(member.number)
    rows = member.mandates.standing().select_related("delegate")
    return [_given(row, entered) for row in rows.prefetch_related("delegate__users")]


def _given(mandate: Mandate, entered: dict[int, datetime]) -> Given:
    visits = [entered[seat.user_id] for seat in mandate.delegate.users.all() if seat.user_id in entered]
    return Given(mandate, *LOOKS[mandate.shown_state], max(visits, default=None))


@requires(Right.MANAGE_ACCESS)
def new_mandate(request: PortalRequest) -> HttpResponse:
    """Given by the administrateur, it is granted at once."""
    form = MandateForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _give(request, form)):
        messages.success(request, f"Le mandat de {form.cleaned_data['firm']} est accordé.")
        return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": "Donner un mandat", "submit": "Accorder le mandat"}
    return render(request, "portal/company/form.html", context)


@requires(Right.MANAGE_ACCESS)
def mandate_terms(request: PortalRequest, mandate_id: int) -> HttpResponse:
    """Domains and dates: chosen by the member when it grants, and changed whenever it likes."""
    mandate = _mandate(request, mandate_id)
    waits = mandate.state == Mandate.State.PENDING
    initial = {"scopes": mandate.scopes, "starts_on": mandate.starts_on, "ends_on": mandate.ends_on}
    form = TermsForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, lambda: _settle(request, mandate, form, waits=waits)):
        messages.success(request, f"Le mandat de {mandate.delegate} est {'accordé' if waits else 'changé'}.")
        return redirect("portal:company", request.member.number)
    context = {
        "form": form,
        "heading": f"{'Accorder' if waits else 'Modifier'} le mandat de {mandate.delegate}",
        "submit": "Accorder le mandat" if waits else "Valider",
    }
    return render(request, "portal/company/form.html", context)


@requires(Right.MANAGE_ACCESS)
def mandate_end(request: PortalRequest, mandate_id: int) -> HttpResponse:
    """A request is refused, a mandate is revoked: the firm's next page is closed."""
    mandate = _mandate(request, mandate_id)
    waits = mandate.state == Mandate.State.PENDING
    return confirmed(
        request,
        lambda: (mandate.refuse if waits else mandate.revoke)(by=request.user, reason="Par l’adhérent"),
        done=f"Le mandat de {mandate.delegate} est {'refusé' if waits else 'révoqué'}.",
        heading="Refuser le mandat" if waits else "Révoquer le mandat",
        text=f"{mandate.delegate} {'n’aura pas' if waits else 'n’aura plus'} accès à votre espace"
        f"{'.' if waits else ', dès sa prochaine page.'}",
        action="Refuser le mandat" if waits else "Révoquer le mandat",
    )


def _mandate(request: PortalRequest, mandate_id: int) -> Mandate:
    return get_object_or_404(request.member.mandates.select_related("delegate"), pk=mandate_id)


def _give(request: PortalRequest, form: MandateForm) -> None:
    facts = dict(form.cleaned_data)
    mandate = Mandate(member=request.member, delegate=facts.pop("firm"), **facts)
    mandate.ask(by=request.user)
    mandate.grant(by=request.user)


def _settle(request: PortalRequest, mandate: Mandate, form: TermsForm, *, waits: bool) -> None:
    mandate.change_terms(by=request.user, **form.cleaned_data)
    if waits:
        mandate.grant(by=request.user)
