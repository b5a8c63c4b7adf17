"""« Demander une modification » of what is greyed, and what becomes of it."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.common.uploads import renamed
from egide.members.models import ChangeRequest
from egide.members.rights import Right
from egide.portal.company.confirmation import confirmed
from egide.portal.company.forms import ChangeForm, PrecisionForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.listing import page_of
from egide.ui.refusals import attempt


@requires(Right.EDIT_COMPANY)
def change_requests(request: PortalRequest) -> HttpResponse:
    """All of them, with what the service has answered."""
    page = page_of(request, request.member.changerequests.all())
    return render(request, "portal/company/change_requests.html", {"page": page})


@requires(Right.EDIT_COMPANY)
def change_request(request: PortalRequest) -> HttpResponse:
    initial = {"field": request.GET.get("element", ""), "new_value": request.GET.get("valeur", "")[:300]}
    form = ChangeForm(request.POST or None, request.FILES or None, member=request.member, initial=initial)
    if form.is_valid() and attempt(form, lambda: _send(request, form)):
        messages.success(request, "Votre demande est envoyée : le service l’accepte ou dit pourquoi il refuse.")
        return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": "Demander une modification", "submit": "Envoyer la demande"}
    return render(request, "portal/company/form.html", context)


@requires(Right.EDIT_COMPANY)
def precision(request: PortalRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(request.member.changerequests, pk=change_id)
    form = PrecisionForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: change.specify(by=request.user, **form.cleaned_data)):
        messages.success(request, "Votre réponse est envoyée.")
        return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": "Répondre au service", "told": change.answer, "submit": "Envoyer la réponse"}
    return render(request, "portal/company/form.html", context)


@requires(Right.EDIT_COMPANY)
def withdrawal(request: PortalRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(request.member.changerequests, pk=change_id)
    return confirmed(
        request,
        lambda: change.withdraw(by=request.user),
        done="La demande est retirée.",
        heading="Retirer la demande",
        text=f"{change.get_field_display()} : {change.new_value}",
        action="Retirer la demande",
    )


def _send(request: PortalRequest, form: ChangeForm) -> None:
    facts = dict(form.cleaned_data)
    proof = facts.pop("proof")
    change = ChangeRequest(member=request.member, **facts)
    if proof:
        change.proof_name = PurePath(proof.name).name[-200:]
        change.proof = renamed(proof)
    change.send(by=request.user)
