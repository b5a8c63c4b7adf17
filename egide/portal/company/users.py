"""Utilisateurs: invited, given a role, removed, and the administrateur's place handed over, without a phone call."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.throttling import MAILS, MAILS_OF_ADDRESS, take_try
from egide.common.errors import Refused
from egide.members.models import Access, Invitation
from egide.members.rights import Right
from egide.notifications import texts
from egide.notifications.outbox import write
from egide.portal.company.confirmation import confirmed
from egide.portal.company.forms import HandoverForm, InvitationForm, RoleForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt


@requires(Right.MANAGE_ACCESS)
def invitation(request: PortalRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        offered = Invitation(member=request.member, **form.cleaned_data)
        if attempt(form, lambda: _send(request, offered)):
            messages.success(request, f"L’invitation part à {offered.email}.")
            return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": "Inviter un utilisateur", "submit": "Envoyer l’invitation"}
    return render(request, "portal/company/form.html", context)


@requires(Right.MANAGE_ACCESS)
def invitation_renewal(request: PortalRequest, invitation_id: int) -> HttpResponse:
    offered = get_object_or_404(request.member.invitations, pk=invitation_id)
    return confirmed(
        request,
        lambda: _send(request, offered),
        done=f"Un nouveau lien part à {offered.email}.",
        heading="Renvoyer l’invitation",
        text=f"Un nouveau lien, valable 72 heures, part à {offered.email} ; le précédent n’ouvre plus rien.",
        action="Renvoyer l’invitation",
    )


@requires(Right.MANAGE_ACCESS)
def invitation_end(request: PortalRequest, invitation_id: int) -> HttpResponse:
    offered = get_object_or_404(request.member.invitations, pk=invitation_id)
    return confirmed(
        request,
        lambda: offered.cancel(by=request.user),
        done="L’invitation est annulée.",
        heading="Annuler l’invitation",
        text=f"Le lien envoyé à {offered.email} n’ouvrira plus rien.",
        action="Annuler l’invitation",
    )


@requires(Right.MANAGE_ACCESS)
def role(request: PortalRequest, access_id: int) -> HttpResponse:
    access = _access(request, access_id)
    form = RoleForm(request.POST or None, initial={"role": access.role})
    if form.is_valid() and attempt(form, lambda: access.change_role(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{access.user} a maintenant le rôle : {access.get_role_display().lower()}.")
        return redirect("portal:company", request.member.number)
    context = {"form": form, "heading": f"Rôle de {access.user}", "handover": access.is_the_last_administrator}
    return render(request, "portal/company/form.html", context)


@requires(Right.MANAGE_ACCESS)
def removal(request: PortalRequest, access_id: int) -> HttpResponse:
    access = _access(request, access_id)
    mine = access.user_id == request.user.pk
    return confirmed(
        request,
        lambda: access.revoke(by=request.user),
        done=f"{access.user} n’a plus accès à votre espace.",
        heading="Retirer l’accès",
        text=f"{access.user} n’aura plus accès à cet espace, dès sa prochaine page.",
        action="Retirer l’accès",
        leads_to="/accueil/" if mine else "",
    )


@requires(Right.MANAGE_ACCESS)
def handover(request: PortalRequest) -> HttpResponse:
    """The last administrateur names another one and leaves the place, in one step."""
    mine = get_object_or_404(request.member.accesses, user=request.user, revoked_at=None)
    form = HandoverForm(request.POST or None, mine=mine)
    if form.is_valid() and attempt(form, lambda: mine.hand_over(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{form.cleaned_data['to'].user} administre maintenant cet espace.")
        return redirect("portal:company", request.member.number) if form.cleaned_data["keep"] else redirect("landing")
    context = {"form": form, "heading": "Transmettre l’administration", "submit": "Transmettre"}
    return render(request, f"portal/company/{'form' if form.has_somebody else 'nobody_else'}.html", context)


def _access(request: PortalRequest, access_id: int) -> Access:
    return get_object_or_404(request.member.accesses.filter(revoked_at=None), pk=access_id)


def _send(request: PortalRequest, offered: Invitation) -> None:
    """The link and its mail live or die together; nobody's mailbox is flooded in the name of the service."""
    keys = [(f"invitation:{offered.email.lower()}", MAILS), (f"invitations:{request.member.pk}", MAILS_OF_ADDRESS)]
    if not take_try(keys):
        raise Refused("Plusieurs invitations viennent de partir : attendez une heure avant la suivante.")
    link = f"{settings.SITE_URL}{reverse('invitation', args=[offered.send(by=request.user)])}"
    write(offered.email, *texts.invited(offered, link), confidential=True)
