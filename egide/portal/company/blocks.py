"""Coordonnées, Adresses, Contacts, Établissements: each block opens by its pencil, and ends by Valider or Fermer."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.common.workflow import opened_on
from egide.members.forms import AddressForm, ContactForm, DetailsForm, values_of
from egide.members.models import Address, Contact
from egide.members.rights import Right
from egide.portal.company.forms import EstablishmentForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt
from egide.ui.versions import VersionedForm

# word of the address → what it names
ADDRESSES = {
    "siege": Address.Kind.HEAD_OFFICE,
    "facturation": Address.Kind.BILLING,
    "convocations": Address.Kind.NOTICES,
}
CONTACTS = {
    "responsable": Contact.Function.MANAGER,
    "facturation": Contact.Function.BILLING,
    "suivi-medical": Contact.Function.FOLLOW_UP,
    "securite": Contact.Function.SAFETY,
}


@dataclass(frozen=True)
class Line:
    """One line of a block: its word in the address, its title, its row if there is one, whether its pencil shows."""

    word: str
    title: str
    row: Any
    editable: bool


def addresses_of(request: PortalRequest) -> list[Line]:
    known = {row.kind: row for row in request.member.addresses.all()}
    return [Line(w, str(k.label), known.get(k), _may_edit(request, w)) for w, k in ADDRESSES.items()]


def contacts_of(request: PortalRequest) -> list[Line]:
    known = {row.function: row for row in request.member.contacts.all()}
    may = request.door.may(Right.EDIT_CONTACTS)
    return [Line(w, str(f.label), known.get(f), may or _is_billing(request, w)) for w, f in CONTACTS.items()]


@requires(Right.EDIT_COMPANY)
def details(request: PortalRequest) -> HttpResponse:
    member = request.member
    form = DetailsForm(request.POST or None, initial=values_of(member, DetailsForm))
    form.open_on(member)
    if form.is_valid() and attempt(form, lambda: _apply(request, form, member, member.change_details)):
        return _saved(request, "coordonnees")
    return _page(request, form, "Coordonnées")


@requires(Right.READ_COMPANY)
def address(request: PortalRequest, kind: str) -> HttpResponse:
    """The billing role edits the billing address alone; the administrateur edits all."""
    if kind not in ADDRESSES:
        raise Http404
    if not _may_edit(request, kind):
        raise PermissionDenied
    facts = {"kind": ADDRESSES[kind]}
    row = request.member.addresses.filter(**facts).first() or Address(member=request.member, **facts)
    form = AddressForm(request.POST or None, initial=values_of(row, AddressForm))
    form.open_on(row)
    if form.is_valid() and attempt(form, lambda: _apply(request, form, row, row.change)):
        return _saved(request, "adresses")
    return _page(request, form, f"Adresse : {ADDRESSES[kind].label.lower()}")


@requires(Right.READ_COMPANY)
def contact(request: PortalRequest, function: str) -> HttpResponse:
    """Ressources humaines edit the contacts; facturation edits its own."""
    if function not in CONTACTS:
        raise Http404
    if not (request.door.may(Right.EDIT_CONTACTS) or _is_billing(request, function)):
        raise PermissionDenied
    facts = {"function": CONTACTS[function]}
    row = request.member.contacts.filter(**facts).first() or Contact(member=request.member, **facts)
    form = ContactForm(request.POST or None, initial=values_of(row, ContactForm))
    form.open_on(row)
    if form.is_valid() and attempt(form, lambda: _apply(request, form, row, row.change)):
        return _saved(request, "contacts")
    return _page(request, form, f"Contact : {CONTACTS[function].label.lower()}")


@requires(Right.EDIT_COMPANY)
def establishment(request: PortalRequest, establishment_id: int) -> HttpResponse:
    row = get_object_or_404(request.member.establishments, pk=establishment_id)
    form = EstablishmentForm(request.POST or None, initial=values_of(row, EstablishmentForm))
    form.open_on(row)
    if form.is_valid() and attempt(form, lambda: _apply(request, form, row, row.rename)):
        return _saved(request, "etablissements")
    context = {"form": form, "heading": f"Établissement {row.shown_siret}", "establishment": row}
    return render(request, "portal/company/establishment.html", context)


def _may_edit(request: PortalRequest, kind: str) -> bool:
    return request.door.may(Right.EDIT_COMPANY) or _is_billing(request, kind)


def _is_billing(request: PortalRequest, word: str) -> bool:
    return word == "facturation" and request.door.may(Right.EDIT_BILLING)


def _apply(request: PortalRequest, form: VersionedForm, row: Any, verb: Any) -> None:
    """The verb of this row, on the version that the form was opened on; a row that is not born yet has none."""
    facts = dict(form.cleaned_data)
    version = facts.pop("version")
    if not row._state.adding:
        opened_on(row, version)
    verb(by=request.user, **facts)


def _saved(request: PortalRequest, block: str) -> HttpResponse:
    messages.success(request, "Vos informations sont à jour.")
    response = redirect("portal:company", request.member.number)
    response["Location"] += f"#{block}"
    return response


def _page(request: PortalRequest, form: forms.Form, heading: str) -> HttpResponse:
    return render(request, "portal/company/form.html", {"form": form, "heading": heading})
