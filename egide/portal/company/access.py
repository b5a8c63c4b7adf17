"""Utilisateurs and Mandataires: who may act for the member, invited, changed or removed without a phone call."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.members.models import Invitation
from egide.members.rights import Right
from egide.notifications import texts
from egide.notifications.outbox import write
from egide.portal.company.forms import InvitationForm, RoleForm
from egide.portal.scope import PortalRequest, requires


@requires(Right.MANAGE_ACCESS)
def invitation(request: PortalRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        offered = Invitation(member=request.member, **form.cleaned_data)
        with transaction.atomic():
            link = f"{settings.SITE_URL}{reverse('invitation', args=[offered.send(by=request.user)])}"
            write(offered.email, *texts.invited(offered, link), confidential=True)
        messages.success(request, "L’invitation part à cette adresse.")
        return redirect("portal:company", request.member.number)
    return render(request, "portal/company/form.html", {"form": form, "heading": "Inviter un utilisateur"})


@requires(Right.MANAGE_ACCESS)
def invitation_end(request: PortalRequest, invitation_id: int) -> HttpResponse:
    offered = get_object_or_404(request.member.invitations, pk=invitation_id)
    if request.method == "POST":
        offered.cancel(by=request.user)
        messages.success(request, "L’invitation est annulée.")
        return redirect("portal:company", request.member.number)
    context = {"heading": "Annuler l’invitation", "text": str(offered), "action": "Annuler l’invitation"}
    return render(request, "portal/company/confirm.html", context)


@requires(Right.MANAGE_ACCESS)
def role(request: PortalRequest, access_id: int) -> HttpResponse:
    access = get_object_or_404(request.member.accesses.filter(revoked_at=None), pk=access_id)
    form = RoleForm(request.POST or None, initial={"role": access.role})
    if form.is_valid():
        access.change_role(by=request.user, **form.cleaned_data)
        messages.success(request, f"{access.user} est maintenant : {access.get_role_display()}.")
        return redirect("portal:company", request.member.number)
    return render(request, "portal/company/form.html", {"form": form, "heading": f"Rôle de {access.user}"})


@requires(Right.MANAGE_ACCESS)
def removal(request: PortalRequest, access_id: int) -> HttpResponse:
    access = get_object_or_404(request.member.accesses.filter(revoked_at=None), pk=access_id)
    if request.method == "POST":
        access.revoke(by=request.user)
        messages.success(request, f"{access.user} n’a plus accès à votre espace.")
        return redirect("portal:company", request.member.number)
    context = {"heading": "Retirer l’accès", "text": f"{access.user}, {access.get_role_display()}", "action": "Retirer"}
    return render(request, "portal/company/confirm.html", context)


@requires(Right.MANAGE_ACCESS)
def mandate_grant(request: PortalRequest, mandate_id: int) -> HttpResponse:
    mandate = get_object_or_404(request.member.mandates, pk=mandate_id)
    if request.method == "POST":
        mandate.grant(by=request.user)
        messages.success(request, f"Le mandat de {mandate.delegate} est accordé.")
        return redirect("portal:company", request.member.number)
    text = f"{mandate.delegate} pourra agir pour vous : {', '.join(mandate.scope_labels)}."
    context = {"heading": "Accorder le mandat", "text": text, "action": "Accorder"}
    return render(request, "portal/company/confirm.html", context)


@requires(Right.MANAGE_ACCESS)
def mandate_end(request: PortalRequest, mandate_id: int) -> HttpResponse:
    mandate = get_object_or_404(request.member.mandates, pk=mandate_id)
    if request.method == "POST":
        mandate.revoke(by=request.user)
        messages.success(request, f"Le mandat de {mandate.delegate} est révoqué.")
        return redirect("portal:company", request.member.number)
    context = {"heading": "Révoquer le mandat", "text": f"{mandate.delegate} n’aura plus accès.", "action": "Révoquer"}
    return render(request, "portal/company/confirm.html", context)
