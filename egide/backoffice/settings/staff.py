"""Accounts of the service's own people: created with a provisional password, given a role, blocked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.accounts.models.initial_password import new_username
from egide.accounts.sessions import close_sessions
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.forms import StaffForm, StaffRoleForm
from egide.common.errors import Refused


@requires(Right.MANAGE_STAFF)
def new_account(request: ServiceRequest) -> HttpResponse:
    """The provisional password is told once, on this very page, to be handed over in person."""
    form = StaffForm(request.POST or None)
    if form.is_valid():
        user = User(username=new_username(), **form.cleaned_data)
        user.enrol(by=request.user)
        secret = InitialPassword.issue(user, by=request.user)
        messages.success(request, f"Compte {user.username} de {user} ; mot de passe provisoire : {secret}")
        return redirect("backoffice:settings")
    return _form(request, form, "Nouveau compte du service")


@requires(Right.MANAGE_STAFF)
def role(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    form = StaffRoleForm(request.POST or None, initial={"staff_role": user.staff_role})
    if form.is_valid():
        if form.cleaned_data["staff_role"] != StaffRole.ADMINISTRATOR:
            _leave_an_administrator(user)
        user.assign_role(by=request.user, **form.cleaned_data)
        messages.success(request, f"{user} : {user.get_staff_role_display()}.")
        return redirect("backoffice:settings")
    return _form(request, form, f"Rôle de {user}")


@requires(Right.MANAGE_STAFF)
def blocking(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = _one(user_id)
    if request.method == "POST":
        if user.is_active:
            _leave_an_administrator(user)
            user.disable(by=request.user)
            close_sessions(user)
        else:
            user.enable(by=request.user)
        messages.success(request, f"{user} : accès {'ouvert' if user.is_active else 'bloqué'}.")
    return redirect("backoffice:settings")


def _one(user_id: int) -> User:
    return get_object_or_404(User.objects.exclude(staff_role=""), pk=user_id)


def _leave_an_administrator(user: User) -> None:
    others = User.objects.filter(staff_role=StaffRole.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.staff_role == StaffRole.ADMINISTRATOR and not others.exists():
        raise Refused("Le service garde au moins un administrateur : nommez-en un autre d’abord.")


def _form(request: ServiceRequest, form: object, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("backoffice:settings")}
    return render(request, "backoffice/form.html", context)
