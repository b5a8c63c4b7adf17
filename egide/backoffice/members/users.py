"""Users of members: created with a random code, told by a letter that is printed once, blocked at need."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.models import InitialPassword, User
from egide.accounts.models.initial_password import new_username
from egide.accounts.passwords import minimum_for
from egide.accounts.sessions import close_sessions
from egide.backoffice.members.forms import NewUserForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render as typeset
from egide.members.models import Access, Address, Mandate, Member
from egide.ui.downloads import paper


@requires(Right.MANAGE_USERS)
def new_user(request: ServiceRequest, number: int) -> HttpResponse:
    member = get_object_or_404(Member, number=number)
    form = NewUserForm(request.POST or None)
    if form.is_valid():
        role = form.cleaned_data.pop("role")
        user = User(username=new_username(), **form.cleaned_data)
        with transaction.atomic():
            user.enrol(by=request.user)
            Access(user=user, member=member, role=role).grant(by=request.user)
        messages.success(request, f"Le compte {user.username} est créé : imprimez son courrier.")
        return redirect("backoffice:member", number)
    context = {"form": form, "heading": f"Nouvel utilisateur de {member}"}
    return render(request, "backoffice/form.html", context | {"back": reverse("backoffice:member", args=[number])})


@requires(Right.MANAGE_USERS)
def letter(request: ServiceRequest, user_id: int) -> HttpResponse:
    """Printing draws a new provisional password and ends the one before it."""
    access = _accesses().filter(user_id=user_id).first()
    if access is None:
        raise Http404
    if request.method == "POST":
        return _letters([access], request)
    return render(request, "backoffice/members/letters.html", {"accesses": [access], "single": access})


@requires(Right.MANAGE_USERS)
def letters(request: ServiceRequest) -> HttpResponse:
    """For a selection: by default those who have never signed in."""
    if request.method == "POST":
        ids = [int(word) for word in request.POST.getlist("sel")[:200] if word.isdigit()]
        chosen = list(_accesses().filter(pk__in=ids))
        if chosen:
            return _letters(chosen, request)
        messages.error(request, "Choisissez au moins une ligne.")
    waiting = _accesses().filter(user__last_login=None, user__is_active=True)[:200]
    return render(request, "backoffice/members/letters.html", {"accesses": waiting, "single": None})


@requires(Right.MANAGE_USERS)
def blocking(request: ServiceRequest, user_id: int) -> HttpResponse:
    """Block at once, with every session, or open again; staff accounts are not handled here."""
    user = get_object_or_404(User, pk=user_id, staff_role="")
    if request.method == "POST":
        if user.is_active:
            user.disable(by=request.user)
            close_sessions(user)
        else:
            user.enable(by=request.user)
        messages.success(request, f"{user} : accès {'ouvert' if user.is_active else 'bloqué'}.")
    access = _accesses().filter(user=user).first()
    return redirect("backoffice:member", access.member.number) if access else redirect("backoffice:members")


@requires(Right.MANAGE_MANDATES)
def mandate(request: ServiceRequest, mandate_id: int, decision: str) -> HttpResponse:
    """Proven on paper, the service grants or ends a mandate for the member."""
    found = get_object_or_404(Mandate.objects.select_related("member"), pk=mandate_id)
    if decision not in {"accord", "revocation"}:
        raise Http404
    if request.method == "POST":
        (found.grant if decision == "accord" else found.revoke)(by=request.user)
        messages.success(request, f"Le {found} est {found.get_state_display().lower()}.")
    return redirect("backoffice:member", found.member.number)


def _accesses() -> QuerySet[Access]:
    return Access.objects.filter(revoked_at=None, user__staff_role="").select_related("user", "member")


def _letters(accesses: list[Access], request: ServiceRequest) -> HttpResponse:
    service = Service.current()
    with transaction.atomic():
        pages = [_page(access, service, request.user) for access in accesses]
    data = {"head": head_of(service), "title": "Courrier d’identifiants", "letters": pages}
    return paper(typeset("letter", data), f"courriers-{timezone.localdate():%Y-%m-%d}.pdf")


def _page(access: Access, service: Service, by: User) -> dict[str, str | list[str]]:
    member, user = access.member, access.user
    secret = InitialPassword.issue(user, by=by)
    close_sessions(user)
    place = member.addresses.filter(kind=Address.Kind.HEAD_OFFICE).first()
    return {
        "addressee": [member.name, str(user), *(place.lines if place else [])],
        "number": str(member.number),
        "username": user.username,
        "secret": secret,
        "expires": f"{user.initial_password.expires_at:%d/%m/%Y}",
        "url": f"{settings.SITE_URL}/connexion/",
        "minimum": str(minimum_for(user)),
        "assistance": f"{service.assistance_email} – {service.assistance_phone}",
    }
