"""The determinants as the sheet shows them: grouped by what they cause, and the category that follows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.centres.models import Service
from egide.common.identifiers import row_keys
from egide.employees.causes import Cause, causes
from egide.employees.models import Employee
from egide.followup.facts import facts_of
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.regulation import (
    Category,
    Determinant,
    Facts,
    assess,
    holding,
    offered_to_employer,
    rhythm_of,
)
from egide.ui.fields import DayField, offer

MOST_CODES = 60
ADULT = date(1980, 1, 1)  # until a birth date is typed, nobody is taken for a minor


def offered_codes(request: PortalRequest) -> list[str] | None:
    """What this person may tick today, or None when they may not declare risks."""
    if not request.door.may(Right.EDIT_RISKS):
        return None
    return [row.code for row in _offered()]


def _offered() -> list[Determinant]:
    groups = offered_to_employer(timezone.localdate(), Service.current().regulation)
    return [row for rows in groups.values() for row in rows]


def to_tick(ticked: Collection[str], suggested: Collection[str]) -> list[Cause]:
    """All boxes; `suggested` are the codes often declared for the trade."""
    return causes(_offered(), Service.current().regulation, ticked, suggested)


class PreviewForm(forms.Form):
    """What the page knows when a box is ticked; what is missing or wrong counts for nothing."""

    codes = forms.MultipleChoiceField(required=False)
    birth_date = DayField("", required=False)
    hired_on = DayField("", required=False)
    post_since = DayField("", required=False)
    contract_kind = forms.CharField(max_length=30, required=False)
    sex = forms.CharField(max_length=1, required=False)
    no_risk = forms.BooleanField(required=False)
    before = forms.ChoiceField(choices=[(c.value, c.value) for c in Category], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.getlist("codes")[:MOST_CODES] if hasattr(self.data, "getlist") else []
        offer(self, codes=[(code, code) for code in asked])


@requires(Right.READ_RISKS)
def category_preview(request: PortalRequest) -> HttpResponse:
    """What the ticked determinants would make of the category: computed, never saved, posted to stay out of logs."""
    form = PreviewForm(request.POST)
    form.is_valid()
    asked, today = form.cleaned_data, timezone.localdate()
    parameters = Service.current().regulation
    hired_on = asked.get("hired_on") or today
    facts = Facts(
        asked.get("birth_date") or ADULT,
        asked.get("post_since") or hired_on,
        asked.get("contract_kind", ""),
        holding(asked.get("codes", [])),
        sex=asked.get("sex", ""),
        hired_on=hired_on,
    )
    if known := _known(request):
        facts = replace(facts, visits=known.visits, derogation_on=known.derogation_on)
    assessment = assess(facts, on=today, parameters=parameters)
    context = {
        "assessment": assessment,
        "before": asked.get("before", ""),
        "undeclared": not asked.get("codes") and not asked.get("no_risk"),
        "rhythm": rhythm_of(assessment, on=today, status=asked.get("contract_kind", ""), parameters=parameters),
    }
    return render(request, "employees/category.html", context)


def _known(request: PortalRequest) -> Facts | None:
    """What the portal knows of the employee whose sheet is open: the papers in hand answer an alert."""
    keys = row_keys(request.GET.getlist("salarie"))
    employee = request.member.employees.filter(pk__in=keys).first()
    return facts_of(employee) if employee else None


def assessed(employee: Employee, codes: list[str], *, no_risk: bool) -> dict[str, Any]:
    """The panel « Catégorie déclarée » of a sheet: the category of these codes and what it implies."""
    today = timezone.localdate()
    parameters = Service.current().regulation
    facts = replace(facts_of(employee), determinants=holding(codes))
    assessment = assess(facts, on=today, parameters=parameters)
    rhythm = rhythm_of(assessment, on=today, status=employee.contract_kind, parameters=parameters)
    return {"assessment": assessment, "rhythm": rhythm, "undeclared": not codes and not no_risk}
