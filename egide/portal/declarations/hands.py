"""« Confier cette étape à … » : another user of the company, or of the firm that holds its mandate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.accounts.models import User
from egide.members.rights import Right
from egide.portal.declarations.forms import HandoverForm
from egide.portal.declarations.reading import STEPS
from egide.portal.declarations.views import one
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt


@requires(Right.EDIT_DECLARATION)
def handover(request: PortalRequest, declaration_id: int, step: str) -> HttpResponse:
    found, asked = one(request, declaration_id), STEPS.get(step)
    if asked is None:
        raise Http404
    back = reverse("portal:declaration", args=[request.member.number, found.pk])
    if not found.may_change:
        return redirect(back)
    form = HandoverForm(request.POST or None, declaration=found, step=asked)
    if form.is_valid() and attempt(form, lambda: form.entrust(found, asked, by=request.user)):
        messages.success(request, _told(form.cleaned_data["person"], request.user))
        return redirect(back)
    context = {"declaration": found, "step": asked, "form": form, "back": back}
    return render(request, "portal/declarations/handover.html", context)


def _told(person: User, by: User) -> str:
    if person == by:
        return "Vous reprenez cette étape."
    if person.has_confirmed_address:
        return f"L’étape est confiée à {person}, qui reçoit un courriel."
    return f"L’étape est confiée à {person}, dont l’adresse e-mail n’est pas confirmée : prévenez cette personne."
