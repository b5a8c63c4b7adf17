"""The visits that an absence displaces: a new slot for each, accepted or changed, then one confirmation for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.replanning import Replanned, propose, replan, visits_under
from egide.backoffice.planning.wishes import Line, first_moment, lines_of, wishes_in
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.french import in_words
from egide.planning.models import Absence


@requires(Right.PLAN)
def replanning(request: ServiceRequest, absence_id: int) -> HttpResponse:
    """`apres` in the address: from which day on slots are sought."""
    absence = get_object_or_404(Absence.objects.select_related("physician", "centre"), pk=absence_id)
    visits = visits_under([absence])[absence.pk]
    if request.method == "POST":
        wishes = wishes_in(request.POST, visits)
        if wishes:
            _say(request, replan(wishes, by=request.user))
        else:
            messages.error(request, "Choisissez un nouveau créneau pour au moins une visite.")
        return redirect(request.get_full_path() if visits_under([absence])[absence.pk] else "backoffice:absences")
    after = first_moment(request.GET.get("apres", ""))
    lines: list[Line] = lines_of(visits, propose(visits, after))
    context = {
        "absence": absence,
        "lines": lines,
        "after": timezone.localdate(after),
        "found": sum(bool(line.choices) for line in lines),
        "members": len({visit.member_id for visit in visits}),
    }
    return render(request, "backoffice/planning/replanning.html", context)


def _say(request: ServiceRequest, outcome: Replanned) -> None:
    count, members = len(outcome.done), outcome.members
    if count:
        moved = "1 visite est reportée" if count == 1 else f"{count} visites sont reportées"
        told = "l’entreprise est prévenue" if members == 1 else f"{members} entreprises sont prévenues"
        messages.success(request, f"{moved}, {told}.")
    for visit, reason in outcome.lost:
        messages.warning(request, f"{_named(visit)} reste le {in_words(visit.planned_start)}. {reason}")


def _named(visit: Appointment) -> str:
    return f"{visit.employee.full_name} ({visit.member})"
