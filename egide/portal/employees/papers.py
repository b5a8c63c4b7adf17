"""Pièces présentées: the attestations that the worker hands over, the derogation that the employer declared."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from egide.centres.models import Service
from egide.employees.models import Employee, HeldPaper, PaperKind
from egide.followup.facts import facts_of
from egide.members.rights import Right
from egide.portal.employees.back import back_to_sheet
from egide.portal.employees.forms import PaperForm
from egide.portal.scope import PortalRequest, requires
from egide.regulation import Attestation, Facts, Parameters, follow_up
from egide.regulation.periods import add_years, age_on
from egide.regulation.protections import DEROGATION_ARTICLE, DEROGATION_YEARS
from egide.ui.refusals import attempt

ADULT = 18


@dataclass(frozen=True)
class PaperRow:
    """One paper that the post asks for: in hand until a day, or still to present."""

    kind: PaperKind
    article: str
    issued_on: date | None
    valid_until: date | None = None
    source: str = ""

    @property
    def is_valid(self) -> bool:
        return self.valid_until is not None and self.valid_until >= timezone.localdate()


def paper_rows(employee: Employee, today: date) -> list[PaperRow]:
    """What the risks of the post ask for, whether in hand or not; nothing for the others."""
    facts, parameters = facts_of(employee), Service.current().regulation
    answer = follow_up(facts, on=today, parameters=parameters)
    held = {paper.kind: paper.issued_on for paper in employee.papers.all()}
    rows = [_attested(found, held.get(found.kind)) for found in answer.attestations]
    if age_on(employee.birth_date, today) < ADULT and _derogation_matters(facts, today, parameters):
        rows.append(_derogated(facts))
    return rows


def _derogation_matters(facts: Facts, today: date, parameters: Parameters) -> bool:
    """Whether a declaration made today would lift an alert that stands without it."""
    declared, undeclared = replace(facts, derogation_on=today), replace(facts, derogation_on=None)
    with_it = follow_up(declared, on=today, parameters=parameters)
    return with_it.alerts != follow_up(undeclared, on=today, parameters=parameters).alerts


def _attested(found: Attestation, issued_on: date | None) -> PaperRow:
    """`source` names the aptitude of the former regime that still stands for it."""
    return PaperRow(PaperKind(found.kind), found.article, issued_on, found.valid_until, found.source)


def _derogated(facts: Facts) -> PaperRow:
    declared = facts.derogation_on
    until = add_years(declared, DEROGATION_YEARS) if declared else None
    return PaperRow(PaperKind.DEROGATION, DEROGATION_ARTICLE, declared, until)


@requires(Right.EDIT_RISKS)
def holding(request: PortalRequest, employee_id: int, paper: str) -> HttpResponse:
    """The date of the paper in hand; a renewed one takes the place of the former."""
    if paper not in PaperKind.values:
        raise Http404
    employee = get_object_or_404(request.member.employees.present(), pk=employee_id)
    row = employee.papers.filter(kind=paper).first()
    if row and "retirer" in request.POST:
        row.remove(by=request.user)
        return back_to_sheet(request, employee, "La date est retirée.")
    form = PaperForm(request.POST or None, initial={"issued_on": row.issued_on if row else None})
    held = row or HeldPaper(member=request.member, employee=employee, kind=paper)
    if form.is_valid() and attempt(form, lambda: held.hold(by=request.user, **form.cleaned_data)):
        return back_to_sheet(request, employee, f"{held.get_kind_display()} : date enregistrée.")
    context = {"form": form, "employee": employee, "kind": PaperKind(paper), "row": row}
    return render(request, "portal/employees/paper.html", context)
