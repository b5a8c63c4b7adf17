"""The two logins, the way out, and where each person lands."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from egide.accounts.models import StaffRole, User
from egide.centres.models import Service
from egide.entrance import forms
from egide.entrance.requests import PersonRequest
from egide.members.models import Access


@method_decorator(login_not_required, name="dispatch")
class DelegateLogin(LoginView):
    """« J’utilise une connexion mandataire / cabinet comptable »."""

    template_name = "entrance/delegate_login.html"

    def get_form_class(self) -> type[forms.DelegateLoginForm]:
        return forms.DelegateLoginForm


@method_decorator(login_not_required, name="dispatch")
class Logout(LogoutView):
    """Also what gives up a login half-way; the browser forgets what this person saw and the drafts they left in it."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def landing(request: PersonRequest) -> HttpResponse:
    """Where this person works: the espace service, their company, or the list of their members."""
    user = request.user
    if user.works_for_the_service:
        return redirect("backoffice:first-run" if _opens_the_service(user) else "backoffice:home")
    accesses = list(Access.objects.filter(user=user, revoked_at=None).select_related("member")[:2])
    if len(accesses) == 1 and not hasattr(user, "delegate_user"):
        return redirect("portal:home", accesses[0].member.number)
    return redirect("mandates")


def _opens_the_service(user: User) -> bool:
    """The first administrator, before anybody has said which service this is."""
    return user.staff_role == StaffRole.ADMINISTRATOR and not Service.objects.exists()


def stay(request: PersonRequest) -> HttpResponse:
    """« Rester connecté »: the visit itself is what prolongs the session."""
    return HttpResponse("oui", content_type="text/plain")
