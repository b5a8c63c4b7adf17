"""The week of a professional: when and where they receive, one range at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.backoffice.appointments.rows import short_kind
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.planning_forms import RHYTHMS, EndForm, RangeForm
from egide.centres.hours import WEEKDAYS
from egide.centres.models import Physician
from egide.common.workflow import opened_on
from egide.planning.models import Absence, OpeningRange
from egide.planning.queries import usual_ranges
from egide.ui.refusals import attempt


@dataclass(frozen=True)
class Line:
    """One range as the week shows it: its rhythm and its dates only where they are not the usual ones."""

    opening: OpeningRange
    rhythm: str
    kinds: str
    is_future: bool


@dataclass(frozen=True)
class Weekday:
    name: str
    lines: list[Line]


@requires(Right.MANAGE_PLACES)
def week(request: ServiceRequest, physician_id: int) -> HttpResponse:
    """The days of the week side by side; without any range, the hours of the centre, which then hold."""
    physician = get_object_or_404(Physician.objects.select_related("centre"), pk=physician_id)
    ranges = list(physician.opening_ranges.select_related("centre", "room"))
    today = timezone.localdate()
    shown = [one for one in ranges if one.last_day is None or one.last_day >= today]
    context = {
        "physician": physician,
        "days": _days(shown or ([] if ranges else usual_ranges(physician, physician.centre)), today),
        "described": bool(ranges),
        "ended": len(ranges) - len(shown),
        "absences": Absence.objects.to_come().filter(physician=physician),
    }
    return render(request, "backoffice/settings/week.html", context)


@requires(Right.MANAGE_PLACES)
def new_range(request: ServiceRequest, physician_id: int) -> HttpResponse:
    physician = get_object_or_404(Physician, pk=physician_id)
    first = {"first_day": timezone.localdate(), "centre": physician.centre_id}
    form = RangeForm(request.POST or None, instance=OpeningRange(physician=physician), initial=first)
    if form.is_valid():
        facts = form.facts
        days = facts.pop("weekdays")
        if attempt(form, lambda: _open(request, physician, days, facts)):
            messages.success(request, f"{physician} : la semaine est à jour.")
            return redirect("backoffice:physician-week", physician.pk)
    return _form(request, form, "Nouvelle plage d’ouverture", physician)


@requires(Right.MANAGE_PLACES)
def one_range(request: ServiceRequest, range_id: int) -> HttpResponse:
    row = _one(range_id)
    physician = row.physician
    form = RangeForm(request.POST or None, instance=row)
    if form.is_valid():
        opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.set_up(by=request.user, **form.facts)):
            messages.success(request, f"{row} : c’est à jour. Les visites déjà planifiées ne bougent pas.")
            return redirect("backoffice:physician-week", physician.pk)
    return _form(request, form, "Modifier la plage", physician)


@requires(Right.MANAGE_PLACES)
def range_end(request: ServiceRequest, range_id: int) -> HttpResponse:
    row = _one(range_id)
    form = EndForm(request.POST or None, initial={"version": row.version, "last_day": timezone.localdate()})
    if form.is_valid():
        opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.end(by=request.user, last_day=form.cleaned_data["last_day"])):
            messages.success(request, f"{row} : dernier jour le {row.last_day:%d/%m/%Y}.")
            return redirect("backoffice:physician-week", row.physician_id)
    return _form(request, form, "Terminer la plage", row.physician, f"{row}, {row.centre}.")


def _open(request: ServiceRequest, physician: Physician, days: list[int], facts: dict[str, Any]) -> None:
    for day in days:
        OpeningRange(physician=physician).set_up(by=request.user, weekday=day, **facts)


def _days(ranges: list[OpeningRange], today: date) -> list[Weekday]:
    return [Weekday(name, [_line(one, today) for one in ranges if one.weekday == number]) for number, name in WEEKDAYS]


def _line(opening: OpeningRange, today: date) -> Line:
    rhythm = "" if opening.every_weeks == 1 else _rhythm(opening.every_weeks)
    kinds = ", ".join(dict.fromkeys(short_kind(code) for code in opening.kinds))
    return Line(opening, rhythm, kinds, opening.first_day > today)


def _rhythm(weeks: int) -> str:
    return dict(RHYTHMS).get(weeks, f"Toutes les {weeks} semaines")


def _one(range_id: int) -> OpeningRange:
    rows = OpeningRange.objects.select_related("physician", "centre", "room__centre")
    return get_object_or_404(rows, pk=range_id)


def _form(request: ServiceRequest, form: Any, heading: str, physician: Physician, text: str = "") -> HttpResponse:
    back = {"back": reverse("backoffice:physician-week", args=[physician.pk]), "back_label": f"Semaine de {physician}"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading, "text": text or physician} | back)
