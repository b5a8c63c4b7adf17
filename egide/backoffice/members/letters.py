"""Courriers d'identifiants of members' users and of accounting firms' people: one, or a selection."""

from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.models import User
from egide.backoffice.letters import print_letters, situation_of, what_it_ends
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.identifiers import row_keys
from egide.members.models import Access
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list

NEVER_IN = Q(user__last_login=None, user__is_active=True)
PRINTED = Q(user__initial_password__isnull=False)
NEVER_TOLD = Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~PRINTED


class LetterFilters(Filters):
    q = SearchField("Rechercher un utilisateur", "Nom, code, n° ou nom d’adhérent")
    etat = ChipsField(
        "Filtrer par courrier",
        [
            Chip("", "Jamais imprimé", "warn", "printer"),
            Chip("imprimes", "Imprimé, jamais connecté", "info", "mail"),
            Chip("expires", "Expiré", "warn", "alert-triangle"),
            Chip("tous", "Tous les utilisateurs"),
        ],
    )

    def narrow(self, rows: "QuerySet[Access]") -> "QuerySet[Access]":
        for word in self.asked("q").split():
            person = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
            member = Q(member__name__icontains=word) | Q(member__number__startswith=word)
            rows = rows.filter(person | Q(user__username=word.lower()) | member)
        return rows.filter(conditions()[self.asked("etat")])


def conditions() -> dict[str, Q]:
    expired = Q(user__initial_password__expires_at__lt=timezone.now())
    return {
        "": NEVER_IN & NEVER_TOLD,
        "imprimes": NEVER_IN & PRINTED & ~expired,
        "expires": NEVER_IN & PRINTED & expired,
        "tous": Q(),
    }


@requires(Right.MANAGE_USERS)
def letters(request: ServiceRequest) -> HttpResponse:
    """Nothing is ticked for anybody: printing ends the letters already posted."""
    if request.method == "POST":
        ids = row_keys(request.POST.getlist("sel")[:200])
        if chosen := list(_accesses().filter(pk__in=ids)):
            return print_letters(request, [access.user for access in chosen])
        messages.error(request, "Choisissez au moins une ligne.")
        return redirect(request.get_full_path())
    filters = LetterFilters(request.GET)
    filters.count("etat", {name: _accesses().filter(condition).count() for name, condition in conditions().items()})
    page = page_of(request, filters.narrow(_accesses()))
    rows = [(access, situation_of(access.user)) for access in page]
    return render_list(request, "backoffice/members/letters.html", {"filters": filters, "page": page, "rows": rows})


@requires(Right.MANAGE_USERS)
def letter(request: ServiceRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User.objects.filter(staff_role=""), pk=user_id)
    if request.method == "POST":
        return print_letters(request, [user])
    back = {"back": reverse("backoffice:letters"), "back_label": "Courriers"}
    return render(request, "backoffice/letter.html", {"person": user, "ends": what_it_ends(user)} | back)


def _accesses() -> QuerySet[Access]:
    rows = Access.objects.filter(revoked_at=None, user__staff_role="")
    return rows.select_related("user__initial_password", "member").order_by("member__number", "pk")
