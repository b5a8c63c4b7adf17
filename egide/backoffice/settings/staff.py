"""Accounts of the service's own people: told by a letter, given a role, blocked, their second factor reset."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import StaffRole, User
from egide.accounts.models.initial_password import new_username
from egide.accounts.sessions import close_sessions
from egide.backoffice.letters import print_letters, what_it_ends
from egide.backoffice.members.forms import ConfirmationForm, ReasonForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.forms import StaffForm, StaffRoleForm
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.ui.refusals import attempt


@requires(Right.MANAGE_STAFF)
def new_account(request: ServiceRequest) -> HttpResponse:
    form = StaffForm(request.POST or None)
    if form.is_valid():
        user = User(username=new_username(), **form.cleaned_data)
        if attempt(form, lambda: user.enrol(by=request.user)):
            messages.success(request, f"Le compte {user.username} de {user} est créé : imprimez son courrier.")
            return redirect("backoffice:staff-letter", user.pk)
    return _form(request, form, "Nouveau compte du service", {})


@requires(Right.MANAGE_STAFF)
def letter(request: ServiceRequest, user_id: int) -> HttpResponse:
    """The first letter, or another one when it was lost: the password is on paper alone."""
    user = _one(user_id)
    if request.method == "POST":
        return print_letters(request, [user])
    back = {"back": reverse("backoffice:settings"), "back_label": "Administration"}
    return render(request, "backoffice/letter.html", {"person": user, "ends": what_it_ends(user)} | back)


@requires(Right.MANAGE_STAFF)
def role(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    form = StaffRoleForm(request.POST or None, initial={"staff_role": user.staff_role})
    if form.is_valid() and attempt(form, lambda: _give_role(user, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{user} : {user.get_staff_role_display()}.")
        return redirect("backoffice:settings")
    return _form(request, form, f"Rôle de {user}", {})


@requires(Right.MANAGE_STAFF)
def blocking(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _block(user, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Le compte de {user} est bloqué.")
        return redirect("backoffice:settings")
    told = {"text": "Ses sessions prennent fin aussitôt.", "submit": "Bloquer le compte"}
    return _form(request, form, f"Bloquer {user}", told)


@requires(Right.MANAGE_STAFF)
def unblocking(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    if request.method == "POST":
        user.enable(by=request.user)
        messages.success(request, f"Le compte de {user} est de nouveau ouvert.")
    return redirect("backoffice:settings")


@requires(Right.MANAGE_STAFF)
def second_factor(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    form = ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: user.forget_second_factor(by=request.user)):
        close_sessions(user)
        messages.success(
            request, f"Le second facteur de {user} est retiré : un autre est posé à la prochaine connexion."
        )
        return redirect("backoffice:settings")
    text = "Vérifiez qui le demande. Un nouveau facteur sera exigé dès la prochaine connexion."
    return _form(request, form, f"Second facteur de {user}", {"text": text, "submit": "Retirer le second facteur"})


def _give_role(user: User, *, by: Actor, staff_role: str) -> None:
    if staff_role != StaffRole.ADMINISTRATOR:
        _leave_an_administrator(user)
    user.assign_role(by=by, staff_role=staff_role)


def _block(user: User, *, by: Actor, reason: str) -> None:
    _leave_an_administrator(user)
    user.disable(by=by, reason=reason)
    close_sessions(user)


def _leave_an_administrator(user: User) -> None:
    """The rows are locked: two administrators leaving at once cannot both succeed."""
    active = User.objects.select_for_update().filter(staff_role=StaffRole.ADMINISTRATOR, is_active=True)
    if user.staff_role == StaffRole.ADMINISTRATOR and not [one for one in active if one.pk != user.pk]:
        raise Refused("Le service garde au moins un administrateur : nommez-en un autre d’abord.")


def _one(user_id: int) -> User:
    return get_object_or_404(User.objects.exclude(staff_role=""), pk=user_id)


def _form(request: ServiceRequest, form: Any, heading: str, told: dict[str, str]) -> HttpResponse:
    back = {"back": reverse("backoffice:settings"), "back_label": "Administration"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | back | told)
