"""/simulateur/: the category and the dates that some risks lead to, for whoever asks; nothing is written."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egide.centres.models import Service
from egide.employees.causes import causes
from egide.employees.models import ContractKind
from egide.entrance.simulator.forms import SimulatorForm
from egide.regulation import Obligation, assess, changes_ahead, follow_up, rhythm_of


@login_not_required
@require_safe
def simulator(request: HttpRequest) -> HttpResponse:
    """Choices in the address, so that a link carries them; an answer once they can be read."""
    form = SimulatorForm(request.GET or None)
    context: dict[str, Any] = {
        "form": form,
        "causes": causes(form.offered(), Service.current().regulation, form.ticked, ()),
    }
    if form.is_valid():
        link = f"{request.build_absolute_uri(reverse('simulator'))}?{form.query}"
        context |= _answer(form) | {"link": link}
    return render(request, "entrance/simulator/page.html", context)


def _answer(form: SimulatorForm) -> dict[str, Any]:
    facts, day, parameters = form.facts, form.day, Service.current().regulation
    answer = follow_up(facts, on=day, parameters=parameters)
    assessment = assess(facts, on=day, parameters=parameters)
    of_middle_age = form.cleaned_data["age"] == "quarante-cinq"
    ahead = changes_ahead(facts, on=day, parameters=parameters)
    return {
        "contract": ContractKind(facts.status).label,
        "assessment": assessment,
        "rhythm": rhythm_of(assessment, on=day, status=facts.status, parameters=parameters),
        "day": day,
        "deadlines": [d for d in answer.deadlines if of_middle_age or d.obligation is not Obligation.MID_CAREER],
        "waivers": answer.waivers,
        "changes": [change for change in ahead if not change.of_age],
    }
