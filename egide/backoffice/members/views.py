"""Adhérents: found by number, name, SIREN or employee; one page each with all that concerns it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.members.forms import AssignmentForm, EnrolmentForm, IdentityForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.search import folded, words_stand
from egide.employees.models import Employee
from egide.members.models import Member
from egide.ui.listing import page_of

MOST_EMPLOYERS = 200  # found by an employee: more is no search


@requires(Right.READ_MEMBERS)
def members(request: ServiceRequest) -> HttpResponse:
    rows = Member.objects.select_related("centre")
    if words := folded(request.GET.get("q", "")[:80]):
        employers = list(Employee.objects.called(words).order_by().values_list("member", flat=True)[:MOST_EMPLOYERS])
        rows = rows.filter(words_stand("search_key", words) | Q(pk__in=employers))
    return render(request, "backoffice/members/list.html", {"page": page_of(request, rows)})


@requires(Right.READ_MEMBERS)
def member(request: ServiceRequest, number: int) -> HttpResponse:
    found = _one(number)
    context = {
        "member": found,
        "accesses": found.accesses.filter(revoked_at=None).select_related("user__initial_password"),
        "mandates": found.mandates.select_related("delegate"),
        "addresses": found.addresses.all(),
        "contacts": found.contacts.all(),
        "establishments": found.establishments.all(),
        "staff": found.employees.present().count(),
        "appointments": found.appointments.select_related("employee").order_by("-requested_at")[:8],
        "invoices": found.invoices.all()[:8],
        "deposits": found.deposits.all()[:5],
        "history": found.events.select_related("by")[:15],
    }
    return render(request, "backoffice/members/member.html", context)


@requires(Right.EDIT_MEMBERS)
def enrolment(request: ServiceRequest) -> HttpResponse:
    form = EnrolmentForm(request.POST or None)
    if form.is_valid():
        form.instance.enrol(by=request.user)
        messages.success(request, f"{form.instance} est adhérent sous le n° {form.instance.number}.")
        return redirect("backoffice:member", form.instance.number)
    context = {"form": form, "heading": "Nouvel adhérent", "back": reverse("backoffice:members")}
    return render(request, "backoffice/form.html", context)


@requires(Right.EDIT_MEMBERS)
def identity(request: ServiceRequest, number: int) -> HttpResponse:
    found = _one(number)
    form = IdentityForm(request.POST or None, instance=found)
    if form.is_valid():
        found.correct_identity(by=request.user, **form.cleaned_data)
        messages.success(request, "L’identité est à jour.")
        return redirect("backoffice:member", number)
    return _form(request, form, f"Identité de {found}", number)


@requires(Right.EDIT_MEMBERS)
def assignment(request: ServiceRequest, number: int) -> HttpResponse:
    found = _one(number)
    initial = {"centre": found.centre_id, "physician": found.physician_id}
    form = AssignmentForm(request.POST or None, initial=initial)
    if form.is_valid():
        found.assign(by=request.user, **form.cleaned_data)
        messages.success(request, "Le centre et le médecin sont à jour.")
        return redirect("backoffice:member", number)
    return _form(request, form, f"Centre et médecin de {found}", number)


def _one(number: int) -> Member:
    return get_object_or_404(Member.objects.select_related("centre", "physician"), number=number)


def _form(request: ServiceRequest, form: object, heading: str, number: int) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("backoffice:member", args=[number])}
    return render(request, "backoffice/form.html", context)
