"""/simulateur/: the category and the dates that some risks lead to, for whoever asks; nothing is written."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from egide.centres.models import Service
from egide.common.htmx import HtmxRequest
from egide.employees.causes import causes
from egide.employees.models import ContractKind
from egide.entrance.simulator.forms import SimulatorForm
from egide.regulation import Obligation, assess, changes_ahead, follow_up, rhythm_of
from egide.regulation.attestations import NAMES


@login_not_required
@require_safe
def simulator(request: HtmxRequest) -> HttpResponse:
    """Choices in the address, so that a link carries them; an answer once they can be read, live with a script."""
    form = SimulatorForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _answer(form) | {"link": request.build_absolute_uri(f"{reverse('simulator')}?{form.query}")}
    if request.htmx:
        response = render(request, "entrance/simulator/live.html", context)
        if "link" in context:
            response["HX-Replace-Url"] = context["link"]
    else:
        context["causes"] = causes(form.offered(), Service.current().regulation, form.ticked, ())
        response = render(request, "entrance/simulator/page.html", context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _answer(form: SimulatorForm) -> dict[str, Any]:
    facts, day, parameters = form.facts, form.day, Service.current().regulation
    answer = follow_up(facts, on=day, parameters=parameters)
    assessed = assess(facts, on=day, parameters=parameters)
    of_middle_age = form.cleaned_data["age"] == "quarante-cinq"
    ahead = changes_ahead(facts, on=day, parameters=parameters)
    return {
        "contract": ContractKind(facts.status).label,
        "assessment": replace(assessed, alerts=answer.alerts),
        "rhythm": rhythm_of(assessed, on=day, status=facts.status, parameters=parameters),
        "day": day,
        "next": answer.next,
        "next_kind": answer.next_kind,
        "deadlines": [d for d in answer.deadlines if of_middle_age or d.obligation is not Obligation.MID_CAREER],
        "held": [(NAMES[paper.kind], paper) for paper in answer.attestations if paper.status == "valid"],
        "waivers": answer.waivers,
        "changes": [change for change in ahead if not change.of_age],
    }
