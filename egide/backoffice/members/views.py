"""Adhérents: the list, found by anything that belongs to a member, and its export; a new member."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.filters import MemberFilters
from egide.backoffice.members.finding import Trail, matching, reasons, trails_of
from egide.backoffice.members.forms import EnrolmentForm
from egide.backoffice.members.rows import rows_of
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.employees.models import Employee
from egide.members.models import Member
from egide.ui.exports import export_as
from egide.ui.listing import in_order, page_of, render_list, sort_of
from egide.ui.refusals import attempt

SORTS = {"numero": "number", "nom": "name", "effectif": "headcount", "adhesion": "joined_on"}
SORT_LABELS = (
    ("numero", "N° d’adhérent"),
    ("nom", "Raison sociale"),
    ("-effectif", "Effectif"),
    ("-adhesion", "Adhésion la plus récente"),
)
HEADER = (
    "N° d’adhérent", "Raison sociale", "Forme juridique", "SIREN", "Code NAF", "Adhésion", "Radiation", "Centre",
    "Médecin référent", "Salariés", "Téléphone", "Adresse e-mail",
)  # fmt: skip


@requires(Right.READ_MEMBERS)
def members(request: ServiceRequest) -> HttpResponse:
    filters = MemberFilters(request.GET)
    trails = trails_of(filters.asked("q"), rights_of(request.user))
    sort = sort_of(request, SORTS, "numero")
    everybody = _found(filters, trails)
    total = filters.show_counts(filters.narrow_but_chip(everybody))
    rows = filters.narrow(everybody)
    ordered = in_order(_with_headcount(rows) if sort.key == "effectif" else rows, sort, SORTS)
    page = page_of(request, ordered, total)
    people = dict(
        _with_headcount(Member.objects.filter(pk__in=[row.pk for row in page])).values_list("pk", "headcount")
    )
    why = reasons(page, trails)
    context = {
        "filters": filters,
        "sort": sort,
        "sort_labels": SORT_LABELS,
        "page": page,
        "rows": rows_of(page, people, why),
    }
    return render_list(request, "backoffice/members/list.html", context)


@requires(Right.READ_MEMBERS)
def export(request: ServiceRequest, kind: str) -> HttpResponse:
    """The members of the filters in force."""
    log_access(request, AccessLog.Kind.EXPORT, f"Adhérents ({kind})")
    filters = MemberFilters(request.GET)
    trails = trails_of(filters.asked("q"), rights_of(request.user))
    rows = in_order(_with_headcount(filters.narrow(_found(filters, trails))), sort_of(request, SORTS, "numero"), SORTS)
    lines = (
        (row.number, row.name, row.legal_form, row.siren, row.naf, row.joined_on, row.struck_off_on,
         str(row.centre or ""), str(row.physician or ""), row.headcount, row.phone, row.email)
        for row in rows
    )  # fmt: skip
    return export_as(kind, "adherents", HEADER, lines)


@requires(Right.EDIT_MEMBERS)
def enrolment(request: ServiceRequest) -> HttpResponse:
    form = EnrolmentForm(request.POST or None)
    member = form.instance
    if form.is_valid() and attempt(form, lambda: member.enrol(by=request.user)):
        messages.success(request, f"{member} est adhérent sous le n° {member.number}. Créez son premier utilisateur.")
        return redirect("backoffice:member", member.number)
    context = {
        "form": form,
        "heading": "Nouvel adhérent",
        "back": reverse("backoffice:members"),
        "back_label": "Adhérents",
    }
    return render(request, "backoffice/form.html", context)


def _with_headcount(members: "QuerySet[Member]") -> "QuerySet[Any]":
    """Each with its `headcount`; to be asked of a few members, since it counts the people of each."""
    present = Employee.objects.present().filter(member=OuterRef("pk")).order_by()
    return members.annotate(headcount=Coalesce(Subquery(present.values("member").values(n=Count("pk"))), 0))


def _found(filters: MemberFilters, trails: list[Trail]) -> "QuerySet[Member]":
    """Those that the words find, before any other filter."""
    rows, words = Member.objects.select_related("centre", "physician"), filters.asked("q")
    return matching(rows, trails, words) if words else rows
