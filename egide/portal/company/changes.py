"""« Demander une modification » of what is greyed, and what becomes of it."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.common.uploads import renamed
from egide.members.models import ChangeRequest
from egide.members.rights import Right
from egide.portal.company.forms import ChangeForm, PrecisionForm
from egide.portal.scope import PortalRequest, requires


@requires(Right.EDIT_COMPANY)
def change_request(request: PortalRequest) -> HttpResponse:
    asked = request.GET.get("element", "")
    form = ChangeForm(request.POST or None, request.FILES or None, initial={"field": asked})
    if form.is_valid():
        facts = form.cleaned_data
        change = ChangeRequest(member=request.member, **{k: v for k, v in facts.items() if k != "proof"})
        if facts["proof"]:
            change.proof_name = PurePath(facts["proof"].name).name[-200:]
            change.proof = renamed(facts["proof"])
        change.send(by=request.user)
        messages.success(request, "Votre demande est envoyée : le service l’accepte ou dit pourquoi il refuse.")
        return redirect("portal:company", request.member.number)
    return render(request, "portal/company/form.html", {"form": form, "heading": "Demander une modification"})


@requires(Right.EDIT_COMPANY)
def precision(request: PortalRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(request.member.changerequests, pk=change_id)
    form = PrecisionForm(request.POST or None)
    if form.is_valid():
        change.specify(by=request.user, **form.cleaned_data)
        messages.success(request, "Votre réponse est envoyée.")
        return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": "Répondre au service", "told": change.answer}
    return render(request, "portal/company/form.html", context)


@requires(Right.EDIT_COMPANY)
def withdrawal(request: PortalRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(request.member.changerequests, pk=change_id)
    if request.method == "POST":
        change.withdraw(by=request.user)
        messages.success(request, "La demande est retirée.")
        return redirect("portal:company", request.member.number)
    context = {"heading": "Retirer la demande", "text": f"{change} : {change.new_value}", "action": "Retirer"}
    return render(request, "portal/company/confirm.html", context)
