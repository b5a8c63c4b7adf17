"""The doorstep: the public home, the two logins, the first login, the lost password, where each one lands."""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.models import EmailAddress
from allauth.account.stages import LoginStage
from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from egide.accounts.models import User
from egide.centres.models import Service
from egide.entrance import forms, recovery
from egide.members.models import Access

NOTICES = {
    "legal_notice": "Mentions légales",
    "privacy_notice": "Confidentialité",
    "accessibility_notice": "Accessibilité",
}


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "entrance/home.html")


@method_decorator(login_not_required, name="dispatch")
class DelegateLogin(LoginView):  # type: ignore[misc]
    """« J’utilise une connexion mandataire / cabinet comptable »."""

    template_name = "entrance/delegate_login.html"
    form_class = forms.DelegateLoginForm

    def get_form_class(self) -> type[forms.DelegateLoginForm]:
        return forms.DelegateLoginForm


@login_stage_required(stage="first_login", redirect_urlname="account_login")
def first_login(request: HttpRequest) -> HttpResponse:
    """« Ceci est votre première connexion »: a password and an address of one's own, then the portal opens."""
    stage: LoginStage = vars(request)["_login_stage"]
    user: User = stage.login.user
    form = forms.FirstLoginForm(request.POST or None, user=user)
    if form.is_valid():
        with transaction.atomic():
            user.choose_password(by=user, password=form.cleaned_data["password1"])
            user.initial_password.use()
            set_recovery_address(request, user, form.cleaned_data["email1"])
        messages.success(request, "Bienvenue : votre espace est ouvert. Suivez le lien que nous vous envoyons.")
        opened: HttpResponse = stage.exit()
        return opened
    return render(request, "entrance/first_login.html", {"form": form})


def set_recovery_address(request: HttpRequest, user: User, email: str) -> None:
    """A new address replaces the one in force; it is confirmed by the link that it receives."""
    user.give_address(by=user, email=email)
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    address, _ = EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True})
    EmailAddress.objects.filter(pk=address.pk).update(primary=True)
    address.primary = True
    address.send_confirmation(request)


@login_not_required
def forgotten_password(request: HttpRequest) -> HttpResponse:
    form = forms.ForgottenPasswordForm(request.POST or None)
    if form.is_valid():
        recovery.send_links(request, form.cleaned_data["code_or_address"])
        return render(request, "entrance/forgotten_password_sent.html")
    return render(request, "entrance/forgotten_password.html", {"form": form})


def landing(request: HttpRequest) -> HttpResponse:
    """Where this person works: the espace service, their company, or the list of their members."""
    user = request.user
    if not isinstance(user, User) or user.works_for_the_service:
        return redirect("backoffice:home")
    accesses = list(Access.objects.filter(user=user, revoked_at=None).select_related("member")[:2])
    if len(accesses) == 1 and not hasattr(user, "delegate_user"):
        return redirect("portal:home", accesses[0].member.number)
    return redirect("mandates")


def stay(request: HttpRequest) -> HttpResponse:
    """« Rester connecté »: the visit itself is what prolongs the session."""
    return HttpResponse("oui", content_type="text/plain")


@login_not_required
def notice(request: HttpRequest, name: str) -> HttpResponse:
    """A public text that the service may write itself; ours until it has."""
    text = getattr(Service.current(), name)
    return render(request, f"entrance/notices/{name}.html", {"text": text, "heading": NOTICES[name]})
