"""Cabinets: the accounting firms, the people who work there with their letters, the members that trust them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import User
from egide.accounts.models.initial_password import new_username
from egide.accounts.sessions import close_sessions
from egide.backoffice.letters import situation_of
from egide.backoffice.members.firm_forms import FirmForm, FirmUserForm
from egide.backoffice.members.forms import ConfirmationForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import Actor, history_of
from egide.common.workflow import opened_on
from egide.members.forms import values_of
from egide.members.models import Delegate, DelegateUser
from egide.ui.filters import Filters, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt


class FirmFilters(Filters):
    q = SearchField("Rechercher un cabinet", "Nom, SIREN, collaborateur")


@requires(Right.MANAGE_MANDATES)
def firms(request: ServiceRequest) -> HttpResponse:
    filters = FirmFilters(request.GET)
    rows = Delegate.objects.order_by("name", "pk")
    for word in filters.asked("q").split():
        named = Q(user__last_name__icontains=word) | Q(user__first_name__icontains=word)
        people = DelegateUser.objects.filter(named).values("delegate")  # a join a word would be too many
        rows = rows.filter(Q(name__icontains=word) | Q(siren__startswith=word) | Q(pk__in=people))
    active = Count("mandates", filter=Q(mandates__state="active"), distinct=True)
    present = Count("users", filter=Q(users__left_at=None), distinct=True)
    page = page_of(request, rows.annotate(active=active, people=present))
    return render_list(request, "backoffice/members/firms.html", {"filters": filters, "page": page})


@requires(Right.MANAGE_MANDATES)
def firm(request: ServiceRequest, delegate_id: int) -> HttpResponse:
    found = get_object_or_404(Delegate, pk=delegate_id)
    people = found.users.filter(left_at=None).select_related("user__initial_password").order_by("user__last_name", "pk")
    context = {
        "firm": found,
        "people": [(person, situation_of(person.user)) for person in people],
        "mandates": found.mandates.select_related("member"),
        "history": history_of(found)[:20],
    }
    return render(request, "backoffice/members/firm.html", context)


@requires(Right.MANAGE_MANDATES)
def firm_facts(request: ServiceRequest, delegate_id: int | None = None) -> HttpResponse:
    """A new firm, or what is said of one."""
    row = get_object_or_404(Delegate, pk=delegate_id) if delegate_id else Delegate()
    form = FirmForm(request.POST or None, initial=values_of(row, FirmForm))
    form.open_on(row)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if delegate_id:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.describe(by=request.user, **facts)):
            messages.success(request, f"{row} : c’est à jour.")
            return redirect("backoffice:firm", row.pk)
    back = reverse("backoffice:firm", args=[delegate_id]) if delegate_id else reverse("backoffice:firms")
    told = {"back": back, "back_label": str(row) if delegate_id else "Cabinets"}
    return _form(request, form, str(row) if delegate_id else "Nouveau cabinet", told)


@requires(Right.MANAGE_USERS)
def new_user(request: ServiceRequest, delegate_id: int) -> HttpResponse:
    found = get_object_or_404(Delegate, pk=delegate_id)
    form = FirmUserForm(request.POST or None)
    if form.is_valid():
        user = User(username=new_username(), **form.cleaned_data)
        if attempt(form, lambda: _join(user, found, by=request.user)):
            messages.success(request, f"Le compte {user.username} de {user} est créé : imprimez son courrier.")
            return redirect("backoffice:letter", user.pk)
    back = reverse("backoffice:firm", args=[delegate_id])
    return _form(request, form, "Nouveau collaborateur", {"back": back, "back_label": str(found)})


@requires(Right.MANAGE_USERS)
def departure(request: ServiceRequest, delegate_id: int, user_id: int) -> HttpResponse:
    """Somebody leaves the firm: no member is open to them any more."""
    rows = DelegateUser.objects.filter(delegate_id=delegate_id, left_at=None).select_related("user", "delegate")
    person = get_object_or_404(rows, user_id=user_id)
    form = ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: person.leave(by=request.user)):
        close_sessions(person.user)
        messages.success(request, f"{person.user} n’agit plus pour {person.delegate}.")
        return redirect("backoffice:firm", delegate_id)
    told = {
        "text": "Aucun adhérent ne lui sera plus ouvert, dès sa prochaine page.",
        "submit": "Noter son départ",
        "back": reverse("backoffice:firm", args=[delegate_id]),
        "back_label": str(person.delegate),
    }
    return _form(request, form, f"Départ de {person.user}", told)


def _join(user: User, delegate: Delegate, *, by: Actor) -> None:
    user.enrol(by=by)
    DelegateUser(delegate=delegate, user=user).join(by=by)


def _form(request: ServiceRequest, form: Any, heading: str, told: dict[str, str]) -> HttpResponse:
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | told)
