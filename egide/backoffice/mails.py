"""Courriels: what left, what did not, and « Renvoyer »."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.notifications.models import Outbox
from egide.notifications.worker import WIPED
from egide.ui.listing import page_of

HIDDEN = "(contenu personnel, jamais montré au service)"


@requires(Right.READ_MAILS)
def mails(request: ServiceRequest) -> HttpResponse:
    rows = Outbox.objects.all()
    if request.GET.get("etat") == "non-remis":
        rows = rows.undelivered()
    if words := request.GET.get("q", "")[:80]:
        rows = rows.filter(Q(recipient__icontains=words) | Q(subject__icontains=words))
    return render(request, "backoffice/mails.html", {"page": page_of(request, rows)})


@requires(Right.READ_MAILS)
def mail(request: ServiceRequest, mail_id: int) -> HttpResponse:
    """A personal link is read by its owner alone, save in the demo where nobody owns anything."""
    found = get_object_or_404(Outbox, pk=mail_id)
    if request.method == "POST":
        if found.text == WIPED:
            messages.error(request, "Ce message personnel ne peut pas être renvoyé : refaites la demande.")
        else:
            found.send_again(by=request.user)
            messages.success(request, "Le message repart.")
        return redirect("backoffice:mails")
    text = found.text if settings.DEMO or not found.confidential else HIDDEN
    return render(request, "backoffice/mail.html", {"mail": found, "text": text})
