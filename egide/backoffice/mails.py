"""Courriels: what left, what waits, what did not arrive and why; « Renvoyer », one or several."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.models import User
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.identifiers import row_keys
from egide.members.queries import named
from egide.notifications.models import GIVE_UP_AFTER, Outbox
from egide.notifications.worker import WIPED
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list

HIDDEN = "(contenu personnel, jamais montré au service)"
STATES = {
    "non-remis": Q(sent_at=None) & ~Q(last_error=""),
    "en-attente": Q(sent_at=None, last_error=""),
    "partis": Q(sent_at__isnull=False),
}
# What mail servers mean (RFC 3463), in words that say what to do.
MEANINGS = (
    ("5.1.1", "Cette adresse n’existe pas : corrigez-la avec son titulaire, puis renvoyez."),
    ("5.1.", "Cette adresse n’est pas bonne : corrigez-la avec son titulaire, puis renvoyez."),
    ("5.2.2", "La boîte est pleine : le titulaire doit la vider."),
    ("5.7.", "Le serveur du destinataire refuse nos courriels : prévenez votre hébergeur."),
    ("4.", "Refus passager : le portail essaie encore de lui-même."),
    ("Connection", "Le serveur d’envoi ne répond pas : prévenez votre hébergeur."),
    ("timed out", "Le serveur d’envoi ne répond pas : prévenez votre hébergeur."),
)


class MailFilters(Filters):
    q = SearchField("Rechercher un courriel", "Destinataire, objet, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("non-remis", "Non remis", "danger", "alert-circle"),
            Chip("en-attente", "En attente", "info", "clock"),
            Chip("partis", "Partis", "ok", "check"),
        ],
    )


@requires(Right.READ_MAILS)
def mails(request: ServiceRequest) -> HttpResponse:
    """Posted, the undelivered mails that are ticked leave again."""
    if request.method == "POST":
        return _send_chosen(request)
    filters = MailFilters(request.GET)
    filters.count("etat", {name: Outbox.objects.filter(condition).count() for name, condition in STATES.items()})
    rows = Outbox.objects.select_related("event__member").filter(STATES.get(filters.asked("etat"), Q()))
    if words := filters.asked("q").strip():
        of_member = named(words, "event__member__search_key")
        rows = rows.filter(Q(recipient__icontains=words) | Q(subject__icontains=words) | of_member)
    page = page_of(request, rows)
    shown = [(mail, meaning_of(mail.last_error)) for mail in page]
    return render_list(request, "backoffice/mails.html", {"filters": filters, "page": page, "rows": shown})


@requires(Right.READ_MAILS)
def mail(request: ServiceRequest, mail_id: int) -> HttpResponse:
    """A personal link is read by its owner alone, save in the demo where nobody owns anything."""
    found = get_object_or_404(Outbox.objects.select_related("event__member"), pk=mail_id)
    if request.method == "POST":
        if found.text == WIPED:
            messages.error(request, "Ce message personnel ne peut pas être renvoyé : refaites la demande.")
        else:
            found.send_again(by=request.user)
            messages.success(request, f"Le message repart vers {found.recipient}.")
        return redirect("backoffice:mail", found.pk)
    context = {
        "mail": found,
        "text": found.text if settings.DEMO or not found.confidential else HIDDEN,
        "meaning": meaning_of(found.last_error),
        "gave_up": found.sent_at is None and found.attempts >= GIVE_UP_AFTER,
        "people": _people_at(found.recipient),
    }
    return render(request, "backoffice/mail.html", context)


def meaning_of(error: str) -> str:
    """What a server's refusal means, or its own words when we do not know better."""
    return next((words for sign, words in MEANINGS if sign in error), error)


def _send_chosen(request: ServiceRequest) -> HttpResponse:
    ids = row_keys(request.POST.getlist("sel")[:200])
    chosen = list(Outbox.objects.undelivered().filter(pk__in=ids).exclude(text=WIPED))
    for row in chosen:
        row.send_again(by=request.user)
    if chosen:
        messages.success(request, f"{len(chosen)} messages repartent.")
    else:
        messages.error(request, "Choisissez au moins un courriel non remis.")
    return redirect(request.get_full_path())


def _people_at(address: str) -> list[tuple[str, int | None]]:
    """Whose address it is, and the number of their member, where their account is seen to."""
    users = User.objects.filter(email__iexact=address).prefetch_related("accesses__member")[:5]
    return [(str(user), next((a.member.number for a in user.accesses.all()), None)) for user in users]
