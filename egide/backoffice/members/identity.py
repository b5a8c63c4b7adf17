"""What the service edits of a member: greyed or not for the member."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.backoffice.members import forms
from egide.backoffice.members.sections import member_numbered
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.members.forms import AddressForm, ContactForm, DetailsForm, values_of
from egide.members.models import Address, Contact, Establishment, Member
from egide.ui.refusals import attempt
from egide.ui.versions import VersionedForm


@requires(Right.EDIT_MEMBERS)
def identity(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = forms.IdentityForm(request.POST or None, initial=values_of(found, forms.IdentityForm))
    return _edit(request, found, form, found.correct_identity, "Identité")


@requires(Right.EDIT_MEMBERS)
def details(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = DetailsForm(request.POST or None, initial=values_of(found, DetailsForm))
    return _edit(request, found, form, found.change_details, "Coordonnées")


@requires(Right.EDIT_MEMBERS)
def assignment(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = forms.AssignmentForm(request.POST or None, initial=values_of(found, forms.AssignmentForm))
    return _edit(request, found, form, found.assign, "Centre et médecin")


@requires(Right.EDIT_MEMBERS)
def address(request: ServiceRequest, number: int, kind: str) -> HttpResponse:
    if kind not in Address.Kind.values:
        raise Http404
    found = member_numbered(number)
    row = found.addresses.filter(kind=kind).first() or Address(member=found, kind=kind)
    form = AddressForm(request.POST or None, initial=values_of(row, AddressForm))
    return _edit(request, row, form, row.change, f"Adresse : {row.get_kind_display()}")


@requires(Right.EDIT_MEMBERS)
def contact(request: ServiceRequest, number: int, function: str) -> HttpResponse:
    if function not in Contact.Function.values:
        raise Http404
    found = member_numbered(number)
    row = found.contacts.filter(function=function).first() or Contact(member=found, function=function)
    form = ContactForm(request.POST or None, initial=values_of(row, ContactForm))
    return _edit(request, row, form, row.change, f"Contact : {row.get_function_display()}")


@requires(Right.EDIT_MEMBERS)
def establishment(request: ServiceRequest, number: int, establishment_id: int | None = None) -> HttpResponse:
    found = member_numbered(number)
    row = Establishment(member=found)
    if establishment_id:
        row = get_object_or_404(found.establishments, pk=establishment_id)
    initial = values_of(row, forms.EstablishmentForm)
    form = forms.EstablishmentForm(request.POST or None, initial=initial, place=row)
    return _edit(request, row, form, row.describe, "Établissement" if establishment_id else "Nouvel établissement")


def _edit(
    request: ServiceRequest, row: Any, form: VersionedForm, act: Callable[..., object], heading: str
) -> HttpResponse:
    """One block of the member: `act` is a verb of `row`, told by whom and on which version it was opened."""
    member: Member = row if isinstance(row, Member) else row.member
    form.open_on(row)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if not row._state.adding:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: act(by=request.user, **facts)):
            messages.success(request, f"{heading} : c’est à jour, {timezone.localtime():%H h %M}.")
            return redirect("backoffice:member", member.number)
    return form_of(request, form, heading, member, {})


def form_of(request: ServiceRequest, form: Any, heading: str, member: Member, told: dict[str, Any]) -> HttpResponse:
    back = reverse("backoffice:member", args=[member.number])
    context = {"form": form, "heading": heading, "back": back, "back_label": str(member)}
    return render(request, "backoffice/form.html", context | told)
