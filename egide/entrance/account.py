"""Mon compte: password, recovery address, second factor, open sessions, wanted mails."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.accounts.devices import device_name
from egide.accounts.recovery import address_in_force
from egide.accounts.sessions import close_session, close_sessions
from egide.entrance.address import address_to_confirm
from egide.entrance.forms import MailChoicesForm
from egide.entrance.requests import PersonRequest
from egide.notifications.models import MailChoices
from egide.notifications.topics import topics_of


def account(request: PersonRequest) -> HttpResponse:
    user = request.user
    unwanted = MailChoices.of(user).unwanted
    context = {
        "address": address_in_force(user),
        "to_confirm": address_to_confirm(user),
        "held": set(Authenticator.objects.filter(user=user).values_list("type", flat=True)),
        "sessions": _sessions(request),
        "topics": [(topic.label, topic not in unwanted) for topic in topics_of(user)],
        "devices": user.trusted_devices.live(),
    }
    return render(request, "entrance/account.html", context)


def _sessions(request: PersonRequest) -> list[dict[str, object]]:
    """The one in use first."""
    mine = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    shown = [
        {"session": one, "device": device_name(one.user_agent), "current": one.session_key == _key(request)}
        for one in mine
    ]
    return sorted(shown, key=lambda one: not one["current"])


def session_closing(request: PersonRequest, session_id: int) -> HttpResponse:
    """Somebody else's session, or one that is over, is simply not there."""
    if request.method == "POST":
        if close_session(request.user, session_id, but=_key(request)):
            messages.success(request, "Cette session est fermée.")
        else:
            messages.info(request, "Cette session était déjà terminée.")
    return redirect("account")


def other_sessions_closing(request: PersonRequest) -> HttpResponse:
    """Everywhere but here; the devices that needed no code need one again."""
    if request.method == "POST":
        close_sessions(request.user, but=_key(request))
        request.user.trusted_devices.all().delete()
        messages.success(request, "Les autres sessions sont fermées.")
    return redirect("account")


def mail_choices(request: PersonRequest) -> HttpResponse:
    """Which mails this person wants; security notices are no choice."""
    choices = MailChoices.of(request.user)
    form = MailChoicesForm(request.POST or None, topics=topics_of(request.user), unwanted=choices.unwanted)
    if form.is_valid():
        choices.choose(by=request.user, unwanted=form.unwanted)
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("account")
    return render(request, "entrance/mail_choices.html", {"form": form})


def _key(request: PersonRequest) -> str | None:
    return request.session.session_key
