"""What the service edits of a member: greyed or not for the member, and its striking off."""

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

STRUCK_OFF = "Dès cette date, l’adhérent ne fait plus que lire ses factures et ses documents, pendant un an."


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
    return _edit(request, row, form, row.change, f"Adresse : {row.get_kind_display()}")


@requires(Right.EDIT_MEMBERS)
def contact(request: ServiceRequest, number: int, function: str) -> HttpResponse:
    if function not in Contact.Function.values:
        raise Http404
    found = member_numbered(number)
    row = found.contacts.filter(function=function).first() or Contact(member=found, function=function)
    form = ContactForm(request.POST or None, initial=values_of(row, ContactForm))
    return _edit(request, row, form, row.change, f"Contact : {row.get_function_display()}")


@requires(Right.EDIT_MEMBERS)
def establishment(request: ServiceRequest, number: int, establishment_id: int | None = None) -> HttpResponse:
    found = member_numbered(number)
    row = Establishment(member=found)
    if establishment_id:
        row = get_object_or_404(found.establishments, pk=establishment_id)
    initial = values_of(row, forms.EstablishmentForm)
    form = forms.EstablishmentForm(request.POST or None, initial=initial, place=row)
    return _edit(request, row, form, row.describe, "Établissement" if establishment_id else "Nouvel établissement")


@requires(Right.EDIT_MEMBERS)
def striking_off(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = forms.StrikingOffForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.strike_off(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{found} est radié le {found.struck_off_on:%d/%m/%Y}.")
        return redirect("backoffice:member", number)
    told = {"text": STRUCK_OFF, "submit": "Radier l’adhérent", "danger": True}
    return _form(request, form, f"Radier {found}", found, told)


@requires(Right.EDIT_MEMBERS)
def reinstatement(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = forms.ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: found.reinstate(by=request.user)):
        messages.success(request, f"La radiation de {found} est annulée : son espace est de nouveau entier.")
        return redirect("backoffice:member", number)
    told = {"text": f"Motif de la radiation : {found.struck_off_because or '–'}", "submit": "Annuler la radiation"}
    return _form(request, form, f"Annuler la radiation de {found}", found, told)


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
            messages.success(request, f"{heading} : c’est à jour, {timezone.localtime():%H h %M}.")
            return redirect("backoffice:member", member.number)
    return _form(request, form, heading, member, {})


def _form(request: ServiceRequest, form: Any, heading: str, member: Member, told: dict[str, Any]) -> HttpResponse:
    back = reverse("backoffice:member", args=[member.number])
    context = {"form": form, "heading": heading, "back": back, "back_label": str(member)}
    return render(request, "backoffice/form.html", context | told)
