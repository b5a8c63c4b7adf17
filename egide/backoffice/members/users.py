"""Users of members: created with a random code, given another role, blocked with a reason, taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import User
from egide.accounts.models.initial_password import new_username
from egide.accounts.sessions import close_sessions
from egide.backoffice.members.forms import ConfirmationForm, NewUserForm, ReasonForm, RoleForm
from egide.backoffice.members.sections import member_numbered
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import Actor
from egide.members.models import Access, Member
from egide.members.rights import Role
from egide.ui.refusals import attempt

ALONE = "C’est le seul administrateur de cet adhérent : plus personne n’y gérera les accès."


@requires(Right.MANAGE_USERS)
def new_user(request: ServiceRequest, number: int) -> HttpResponse:
    member = member_numbered(number)
    form = NewUserForm(request.POST or None)
    if form.is_valid():
        user = User(username=new_username())
        if attempt(form, lambda: _open_account(user, member, form.cleaned_data, by=request.user)):
            messages.success(request, f"Le compte {user.username} de {user} est créé : imprimez son courrier.")
            return redirect("backoffice:letter", user.pk)
    return user_form(request, form, "Nouvel utilisateur", member, {})


@requires(Right.MANAGE_USERS)
def role(request: ServiceRequest, access_id: int) -> HttpResponse:
    access = live_access(access_id)
    form = RoleForm(request.POST or None, initial={"role": access.role})
    if form.is_valid() and attempt(form, lambda: access.change_role(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{access.user} : {access.get_role_display().lower()}.")
        return redirect("backoffice:member-access", access.member.number)
    return user_form(request, form, f"Rôle de {access.user}", access.member, {})


@requires(Right.MANAGE_USERS)
def removal(request: ServiceRequest, access_id: int) -> HttpResponse:
    """The person keeps an account, and no longer enters this member's space."""
    access = live_access(access_id)
    form = ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: access.revoke(by=request.user)):
        messages.success(request, f"{access.user} n’a plus accès à l’espace de {access.member}.")
        return redirect("backoffice:member-access", access.member.number)
    told = {"text": f"{access.user} n’entrera plus dans l’espace de {access.member}.", "submit": "Retirer l’accès"}
    return user_form(request, form, f"Retirer l’accès de {access.user}", access.member, told)


@requires(Right.MANAGE_USERS)
def blocking(request: ServiceRequest, access_id: int) -> HttpResponse:
    """At once and with every session; staff accounts are not handled here."""
    access = live_access(access_id)
    user = access.user
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: user.disable(by=request.user, **form.cleaned_data)):
        close_sessions(user)
        messages.success(request, f"Le compte de {user} est bloqué.")
        return redirect("backoffice:member-access", access.member.number)
    told = {
        "text": ALONE if _is_alone(access) else "Ses sessions prennent fin aussitôt.",
        "submit": "Bloquer le compte",
    }
    return user_form(request, form, f"Bloquer {user}", access.member, told)


@requires(Right.MANAGE_USERS)
def unblocking(request: ServiceRequest, access_id: int) -> HttpResponse:
    access = live_access(access_id)
    if request.method == "POST":
        access.user.enable(by=request.user)
        messages.success(request, f"Le compte de {access.user} est de nouveau ouvert.")
    return redirect("backoffice:member-access", access.member.number)


@requires(Right.MANAGE_USERS)
def second_factor(request: ServiceRequest, access_id: int) -> HttpResponse:
    """The phone is lost: verify who is calling, then forget it."""
    access = live_access(access_id)
    form = ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: access.user.forget_second_factor(by=request.user)):
        close_sessions(access.user)
        messages.success(request, f"Le second facteur de {access.user} est retiré.")
        return redirect("backoffice:member-access", access.member.number)
    text = "Vérifiez qui appelle. La personne entrera avec son mot de passe seul, puis posera un nouveau facteur."
    told = {"text": text, "submit": "Retirer le second facteur"}
    return user_form(request, form, f"Second facteur de {access.user}", access.member, told)


def _open_account(user: User, member: Member, facts: dict[str, str], *, by: Actor) -> None:
    user.first_name, user.last_name = facts["first_name"], facts["last_name"]
    user.enrol(by=by)
    Access(user=user, member=member, role=facts["role"]).grant(by=by)


def live_access(access_id: int) -> Access:
    rows = Access.objects.filter(revoked_at=None, user__staff_role="").select_related("user", "member")
    return get_object_or_404(rows, pk=access_id)


def _is_alone(access: Access) -> bool:
    others = access.member.accesses.filter(role=Role.ADMINISTRATOR, revoked_at=None, user__is_active=True)
    return access.role == Role.ADMINISTRATOR and not others.exclude(pk=access.pk).exists()


def user_form(
    request: ServiceRequest, form: object, heading: str, member: Member, told: dict[str, str]
) -> HttpResponse:
    back = reverse("backoffice:member-access", args=[member.number])
    context = {"form": form, "heading": heading, "back": back, "back_label": str(member)}
    return render(request, "backoffice/form.html", context | told)
