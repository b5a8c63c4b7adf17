"""The types of visits: how long each lasts, who holds it, whether employers may book it alone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.planning_forms import VisitTypeForm
from egide.common.workflow import opened_on
from egide.planning.queries import visit_type, visit_types
from egide.regulation import VisitKind
from egide.ui.refusals import attempt


@requires(Right.MANAGE_PLACES)
def types(request: ServiceRequest) -> HttpResponse:
    return render(request, "backoffice/settings/visit_types.html", {"types": visit_types()})


@requires(Right.MANAGE_PLACES)
def one_type(request: ServiceRequest, kind: str) -> HttpResponse:
    if kind not in {known.value for known in VisitKind}:
        raise Http404
    row = visit_type(kind)
    form = VisitTypeForm(request.POST or None, instance=row)
    if form.is_valid():
        if not row._state.adding:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.choose(by=request.user, **form.facts)):
            messages.success(request, f"{row} : c’est à jour. Les visites déjà planifiées gardent leur durée.")
            return redirect("backoffice:visit-types")
    back = {"back": reverse("backoffice:visit-types"), "back_label": "Types de visites"}
    return render(request, "backoffice/form.html", {"form": form, "heading": str(row)} | back)
