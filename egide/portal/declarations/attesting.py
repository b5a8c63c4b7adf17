"""« Attester » : what is about to be declared, read once more, ticked and signed by a name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.declarations.preparing import prepared
from egide.members.rights import Right
from egide.portal.declarations.forms import AttestationForm
from egide.portal.declarations.reading import steps_of
from egide.portal.declarations.views import one
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt


@requires(Right.ATTEST_DECLARATION)
def attestation(request: PortalRequest, declaration_id: int) -> HttpResponse:
    found = one(request, declaration_id)
    if found.is_filed or not found.may_change:
        return redirect("portal:declaration", request.member.number, found.pk)
    form = AttestationForm(request.POST or None, initial={"name": request.user.get_full_name()})
    if form.is_valid() and attempt(form, lambda: form.file(found, by=request.user)):
        messages.success(request, "La déclaration est attestée. Son récépissé est sur cette page, il y reste.")
        return redirect("portal:declaration", request.member.number, found.pk)
    found = one(request, declaration_id)
    preparation = prepared(found)
    context = {
        "declaration": found,
        "standing": preparation,
        "mark": preparation.mark,
        "steps": steps_of(found, preparation, request.member),
        "left": found.steps_to_do(),
        "form": form,
    }
    return render(request, "portal/declarations/attest.html", context)
