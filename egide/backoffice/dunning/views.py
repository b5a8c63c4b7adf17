"""Relances: who is late, what was sent, what goes next and when; stop with a reason, resume, send now."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.dunning.filters import DunningFilters
from egide.backoffice.dunning.forms import ConfirmForm, HoldForm
from egide.backoffice.dunning.rows import rows_of
from egide.backoffice.invoicing.views import one_invoice
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.common.french import shown_euros
from egide.dunning.models import DunningHold, DunningLetter
from egide.dunning.papers import file_name, letter_pdf
from egide.dunning.rules import late, next_of, steps, why_not
from egide.dunning.sending import send_now
from egide.dunning.tasks import send_what_is_due
from egide.notifications.models import Outbox
from egide.ui.downloads import paper
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt


@requires(Right.READ_INVOICES)
def dunning(request: ServiceRequest) -> HttpResponse:
    """The oldest first."""
    today, service = timezone.localdate(), Service.current()
    filters = DunningFilters(request.GET)
    counts = filters.counts(late(today))
    filters.count("etat", counts)
    rows = filters.narrow(late(today).select_related("member"))
    page = page_of(request, rows, counts[filters.asked("etat")])
    context = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page, today),
        "due": rows.remaining(),
        "to_send": counts["a-envoyer"],
        "by_itself": service.dunning_by_itself,
        "since": service.dunning_since,
    }
    return render_list(request, "backoffice/dunning/list.html", context)


@requires(Right.READ_INVOICES)
def letters(request: ServiceRequest) -> HttpResponse:
    """What was sent, the latest first; a letter that no mail carries has to be posted."""
    page = page_of(request, DunningLetter.objects.select_related("member").prefetch_related("invoices__invoice"))
    keys = [letter.pk for letter in page]
    mailed = Outbox.objects.filter(event__name="dunningletter.send", event__subject_id__in=keys)
    carried = set(mailed.order_by().values_list("event__subject_id", flat=True))
    lines = [(letter, letter.pk in carried) for letter in page]
    return render(request, "backoffice/dunning/letters.html", {"page": page, "lines": lines})


@requires(Right.READ_INVOICES)
def letter(request: ServiceRequest, letter_id: int) -> HttpResponse:
    found = get_object_or_404(DunningLetter.objects.select_related("member"), pk=letter_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found), member=found.member)
    return paper(letter_pdf(found), file_name(found))


@requires(Right.BILL)
def round_now(request: ServiceRequest) -> HttpResponse:
    """All that is due, without waiting for the morning."""
    if request.method == "POST":
        transaction.on_commit(send_what_is_due)
        messages.success(request, "Les relances partent, entre 8 h et 19 h ; vous pouvez quitter cette page.")
    return redirect("backoffice:dunning")


@requires(Right.BILL)
def now(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    """The next level of one invoice: what leaves is read before it does."""
    found, today = one_invoice(invoice_id), timezone.localdate()
    row: Any = late(today).filter(pk=found.pk).first()
    following = next_of(row, steps()) if row else None
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: send_now(found, today, by=request.user)):
        messages.success(request, f"La relance de la facture {found.number} est envoyée à {found.member}.")
        return redirect("backoffice:dunning")
    leaves = "Aucun niveau ne reste à envoyer."
    if following:
        leaves = f"Partira : « {following[0].title} ». {following[0].text}"
    owed = f"{found.member}, n° {found.member.number} : {shown_euros(found.remaining)} restent dus."
    text = f"{owed} {(why_not(row) if row else '') or leaves}"
    return _form(request, form, f"Relancer la facture {found.number}", text, "Envoyer la relance")


@requires(Right.BILL)
def hold(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = one_invoice(invoice_id)
    form = HoldForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: form.hold_of(found).place(by=request.user)):
        messages.success(request, f"{found.member} : les relances sont suspendues.")
        return redirect("backoffice:dunning")
    text = f"{found.member}, n° {found.member.number}. Rien ne part tant que personne ne reprend."
    return _form(request, form, f"Suspendre les relances de la facture {found.number}", text, "Suspendre")


@requires(Right.BILL)
def resumption(request: ServiceRequest, hold_id: int) -> HttpResponse:
    found = get_object_or_404(DunningHold.objects.select_related("member"), pk=hold_id)
    if request.method == "POST":
        found.lift(by=request.user)
        messages.success(request, f"{found.member} : les relances reprennent.")
    return redirect("backoffice:dunning")


def _form(request: ServiceRequest, form: Any, heading: str, text: str, submit: str) -> HttpResponse:
    back = {"back": reverse("backoffice:dunning"), "back_label": "Relances"}
    told = {"form": form, "heading": heading, "text": text, "submit": submit}
    return render(request, "backoffice/form.html", told | back)
