"""One step of the declaration: what it shows of Mes salariés or Mon entreprise, what is typed, and « Terminer »."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.declarations.models import Declaration, Step
from egide.declarations.preparing import prepared
from egide.members.forms import values_of
from egide.members.rights import Right
from egide.portal.company.blocks import addresses_of, contacts_of
from egide.portal.declarations.forms import FORMS, StepForm
from egide.portal.declarations.reading import WORDS, step_named, steps_of
from egide.portal.declarations.views import one
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt

BODIES = {step: f"portal/declarations/{step.value}.html" for step in Step}


@requires(Right.EDIT_DECLARATION)
def step(request: PortalRequest, declaration_id: int, step: str) -> HttpResponse:
    found, asked = one(request, declaration_id), step_named(step)
    if not found.may_change:
        return redirect("portal:declaration", request.member.number, found.pk)
    kind = FORMS.get(asked, StepForm)
    form = kind(request.POST or None, initial=values_of(found, kind))
    form.open_on(found)
    if form.is_valid() and attempt(form, lambda: form.keep(found, asked, by=request.user)):
        return _onwards(request, found, asked, form)
    preparation = prepared(found)
    context = {
        "declaration": found,
        "line": next(line for line in steps_of(found, preparation, request.member) if line.step == asked),
        "prepared": preparation,
        "form": form,
        "addresses": addresses_of(request),
        "contacts": contacts_of(request),
        "body": BODIES[asked],
    }
    return render(request, "portal/declarations/step.html", context)


def _onwards(request: PortalRequest, found: Declaration, asked: Step, form: StepForm) -> HttpResponse:
    """To the next step that is not done; a draft stays where it is."""
    number = request.member.number
    if form.is_draft:
        messages.success(request, "Votre brouillon est gardé : chacun de vos collègues le retrouve ici.")
        return redirect("portal:declaration-step", number, found.pk, WORDS[asked])
    messages.success(request, f"{asked.label} : l’étape est terminée.")
    left = one(request, found.pk).steps_to_do()
    if left:
        return redirect("portal:declaration-step", number, found.pk, WORDS[left[0]])
    if request.door.may(Right.ATTEST_DECLARATION):
        return redirect("portal:declaration-attestation", number, found.pk)
    return redirect("portal:declaration", number, found.pk)
