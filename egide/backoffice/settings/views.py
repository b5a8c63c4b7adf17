"""Administration: the choices of the service by subject, its legal texts, its rules of access, a test mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.accounts.models import AccessRules, User
from egide.backoffice.letters import situation_of
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.backoffice.settings.dunning import tomorrow
from egide.backoffice.settings.erasures import tonight
from egide.backoffice.settings.forms import AccessRulesForm, NoticeForm, TestMailForm, service_form
from egide.backoffice.settings.groups import GROUPS, NOTICES, group_named
from egide.cards.gateway import provider
from egide.centres.models import Centre, Physician, Service
from egide.common import antivirus
from egide.common.events import history_of
from egide.common.workflow import opened_on
from egide.notifications.outbox import write
from egide.ui.refusals import attempt

WHAT_FOLLOWS = {"envoi-des-relances": tomorrow}
TEST_SUBJECT = "Courriel d’essai"
TEST_TEXT = "Ce courriel d’essai vient du portail adhérents : s’il vous parvient, les envois fonctionnent."


@requires(Right.MANAGE_PLACES)
def settings(request: ServiceRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "centres": Centre.objects.all(),
        "physicians": Physician.objects.select_related("centre"),
    }
    if Right.CONFIGURE in rights_of(request.user):
        people = User.objects.exclude(staff_role="").select_related("initial_password")
        context |= {
            "groups": GROUPS,
            "notices": [(slug, title) for slug, (_, title) in NOTICES.items()],
            "staff": [(user, situation_of(user)) for user in people],
            "to_erase": tonight().rows.count(),
            "antivirus": antivirus.state(),
            "card_provider": provider(),
            "history": history_of(Service.current())[:10],
        }
    return render(request, "backoffice/settings/settings.html", context)


@requires(Right.CONFIGURE)
def service(request: ServiceRequest, slug: str) -> HttpResponse:
    group = group_named(slug)
    if group is None:
        raise Http404
    form = service_form(group)(request.POST or None, request.FILES or None, instance=Service.current())
    if form.is_valid():
        row = Service.current()
        _on_version(row, form)
        if attempt(form, lambda: row.configure(by=request.user, **form.facts)):
            return _saved(request, group.title)
    return _form(request, form, group.title, group.lead + (WHAT_FOLLOWS[slug]() if slug in WHAT_FOLLOWS else ""))


@requires(Right.CONFIGURE)
def access_rules(request: ServiceRequest) -> HttpResponse:
    form = AccessRulesForm(request.POST or None, instance=AccessRules.current())
    if form.is_valid():
        row = AccessRules.current()
        _on_version(row, form)
        if attempt(form, lambda: row.choose(by=request.user, **form.facts)):
            return _saved(request, "Règles d’accès")
    return _form(request, form, "Mots de passe et accès", "Chaque page et chaque courrier dit le chiffre en vigueur.")


@requires(Right.CONFIGURE)
def notice(request: ServiceRequest, slug: str) -> HttpResponse:
    """`apercu` shows the text as the public page will, and saves nothing."""
    if slug not in NOTICES:
        raise Http404
    column, title = NOTICES[slug]
    row = Service.current()
    form = NoticeForm(request.POST or None, initial={"text": getattr(row, column)})
    if form.is_valid() and "apercu" not in request.POST:
        row.configure(by=request.user, **{column: form.cleaned_data["text"]})
        return _saved(request, title)
    shown = form["text"].value()
    context = {"form": form, "heading": title, "shown": shown, "default": f"entrance/notices/{column}.html"}
    return render(request, "backoffice/settings/notice.html", context)


@requires(Right.CONFIGURE)
def test_mail(request: ServiceRequest) -> HttpResponse:
    form = TestMailForm(request.POST or None, initial={"recipient": request.user.email})
    if form.is_valid():
        write(form.cleaned_data["recipient"], TEST_SUBJECT, TEST_TEXT)
        messages.success(request, "Le courriel d’essai part : suivez-le ici.")
        return redirect("backoffice:mails")
    why = "Pour vérifier que les courriels du portail arrivent."
    return _form(request, form, "Courriel d’essai", why, submit="Envoyer l’essai")


def _on_version(row: Any, form: Any) -> None:
    """A row that nobody has saved yet has no version to be opened on."""
    if not row._state.adding:
        opened_on(row, form.cleaned_data["version"])


def _saved(request: ServiceRequest, what: str) -> HttpResponse:
    messages.success(request, f"{what} : c’est à jour.")
    return redirect("backoffice:settings")


def _form(request: ServiceRequest, form: Any, heading: str, text: str, submit: str = "Valider") -> HttpResponse:
    back = {"back": reverse("backoffice:settings"), "back_label": "Administration"}
    told = {"form": form, "heading": heading, "text": text, "submit": submit}
    return render(request, "backoffice/form.html", told | back)
