"""Mon entreprise: each block opens by its pencil, and ends by Valider or Fermer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from egide.common.workflow import opened_on
from egide.members.forms import AddressForm, ContactForm, DetailsForm, values_of
from egide.members.models import Address, Contact, Invitation
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.reference import naf
from egide.ui.listing import page_of

HISTORY = ("member.", "address.", "contact.", "establishment.", "access.", "mandate.", "changerequest.", "invitation.")


@requires(Right.READ_COMPANY)
def company(request: PortalRequest) -> HttpResponse:
    member = request.member
    kinds = {address.kind: address for address in member.addresses.all()}
    people = {contact.function: contact for contact in member.contacts.all()}
    context: dict[str, Any] = {
        "activity": naf.label(member.naf) or "",
        "addresses": [(kind, label, kinds.get(kind)) for kind, label in Address.Kind.choices],
        "contacts": [(function, label, people.get(function)) for function, label in Contact.Function.choices],
        "establishments": member.establishments.all(),
        "changes": member.changerequests.all()[:10],
        "may_edit_address": _may_edit_address(request),
    }
    if request.door.may(Right.MANAGE_ACCESS):
        context |= {
            "accesses": member.accesses.filter(revoked_at=None).select_related("user"),
            "invitations": [i for i in member.invitations.filter(state=Invitation.State.SENT) if i.is_open],
            "mandates": member.mandates.exclude(state="revoked").select_related("delegate"),
        }
    return render(request, "portal/company/company.html", context)


@requires(Right.EDIT_COMPANY)
def details(request: PortalRequest) -> HttpResponse:
    member = request.member
    form = DetailsForm(request.POST or None, initial=values_of(member, DetailsForm))
    form.open_on(member)
    if form.is_valid():
        opened_on(member, form.cleaned_data.pop("version")).change_details(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _page(request, form, "Coordonnées")


@requires(Right.READ_COMPANY)
def address(request: PortalRequest, kind: str) -> HttpResponse:
    """The billing role edits the billing address alone; the administrateur edits all."""
    if kind not in Address.Kind.values or kind not in _may_edit_address(request):
        raise Http404
    row = request.member.addresses.filter(kind=kind).first() or Address(member=request.member, kind=kind)
    form = AddressForm(request.POST or None, initial=values_of(row, AddressForm))
    form.open_on(row)
    if form.is_valid():
        version = form.cleaned_data.pop("version")
        (row if row._state.adding else opened_on(row, version)).change(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _page(request, form, f"Adresse : {Address.Kind(kind).label}")


@requires(Right.EDIT_CONTACTS)
def contact(request: PortalRequest, function: str) -> HttpResponse:
    if function not in Contact.Function.values:
        raise Http404
    row = request.member.contacts.filter(function=function).first()
    row = row or Contact(member=request.member, function=function)
    form = ContactForm(request.POST or None, initial=values_of(row, ContactForm))
    form.open_on(row)
    if form.is_valid():
        version = form.cleaned_data.pop("version")
        (row if row._state.adding else opened_on(row, version)).change(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _page(request, form, f"Contact : {Contact.Function(function).label}")


@requires(Right.EDIT_COMPANY)
def history(request: PortalRequest) -> HttpResponse:
    """Who changed what of the company, when; the employees' own history is on their sheets."""
    events = request.member.events.filter(name__regex="^(" + "|".join(HISTORY) + ")").select_related("by")
    return render(request, "portal/company/history.html", {"page": page_of(request, events)})


def _may_edit_address(request: PortalRequest) -> list[str]:
    if request.door.may(Right.EDIT_COMPANY):
        return list(Address.Kind.values)
    return [Address.Kind.BILLING.value] if request.door.may(Right.EDIT_BILLING) else []


def _saved(request: PortalRequest) -> HttpResponse:
    messages.success(request, "Vos informations sont à jour.")
    return redirect("portal:company", request.member.number)


def _page(request: PortalRequest, form: Any, heading: str) -> HttpResponse:
    return render(request, "portal/company/form.html", {"form": form, "heading": heading})
