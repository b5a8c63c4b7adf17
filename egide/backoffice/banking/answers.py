"""What becomes of one line: the proposal confirmed, another member or invoices chosen, set aside, undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.banking.collected import collected, note_collection
from egide.backoffice.banking.forms import InvoicesForm, MemberForm, SetAsideForm
from egide.backoffice.banking.returns import note_reject, sent_back
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.banking.matching import proposal_for
from egide.banking.models import BankLine
from egide.common.errors import Refused
from egide.common.events import history_of
from egide.debits.tasks import wake
from egide.ui.refusals import attempt

CHANGED = "La proposition a changé depuis que la page est ouverte : relisez-la, puis confirmez."


@requires(Right.BILL)
def line(request: ServiceRequest, line_id: int) -> HttpResponse:
    """`?adherent=` names the member; its invoices to pay are then offered."""
    found = _one(line_id)
    asked = MemberForm(request.GET or None)
    member = asked.cleaned_data["adherent"] if asked.is_valid() else None
    form = InvoicesForm(request.POST or None, member=member) if member else None
    if member and form and form.is_valid():
        invoices = list(form.cleaned_data["invoices"])
        if attempt(form, lambda: found.match(by=request.user, member=member, invoices=invoices)):
            return _next(request, f"Rapprochée : {found} de {member}.")
    context: dict[str, Any] = {
        "line": found,
        "asked": asked,
        "form": form,
        "chosen": member,
        "proposal": proposal_for(found) if found.state == BankLine.State.TO_MATCH else None,
        "return": sent_back([found]).get(found.pk),
        "collected": collected([found]).get(found.pk),
        "history": history_of(found),
    }
    return render(request, "backoffice/banking/line.html", context)


@requires(Right.BILL)
def confirmation(request: ServiceRequest, line_id: int) -> HttpResponse:
    """The very proposal that was read: `proposition` says it."""
    found = _one(line_id)
    if request.method != "POST":
        return redirect("backoffice:bank-line", found.pk)
    if found.state != BankLine.State.TO_MATCH:
        raise Refused(f"Une autre personne a déjà traité cette ligne : {found.get_state_display().lower()}.")
    proposal = proposal_for(found)
    if proposal is None or proposal.said != request.POST.get("proposition"):
        raise Refused(CHANGED)
    found.match(by=request.user, member=proposal.member, invoices=proposal.invoices)
    return _next(request, f"Rapprochée : {found} de {proposal.member}.")


@requires(Right.BILL)
def setting_aside(request: ServiceRequest, line_id: int) -> HttpResponse:
    found = _one(line_id)
    form = SetAsideForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.set_aside(by=request.user, **form.cleaned_data)):
        return _next(request, "La ligne est écartée ; elle reste dans « Écartées ».")
    context = {
        "form": form,
        "heading": "Écarter la ligne",
        "text": f"{str(found).capitalize()} : {found.name or found.text}. Aucun règlement n’en sera fait.",
        "submit": "Écarter",
        "back": reverse("backoffice:bank-lines"),
        "back_label": "Relevés bancaires",
    }
    return render(request, "backoffice/form.html", context)


@requires(Right.BILL)
def reopening(request: ServiceRequest, line_id: int) -> HttpResponse:
    """« Défaire », of a line matched or set aside."""
    found = _one(line_id)
    if request.method == "POST":
        found.reopen(by=request.user)
        messages.success(
            request, "La ligne est de nouveau à rapprocher ; son règlement, s’il y en avait un, est annulé."
        )
    return redirect("backoffice:bank-lines")


@requires(Right.BILL)
def telling_apart(request: ServiceRequest, line_id: int) -> HttpResponse:
    """« Ce n’est pas la même »: the line waits with the others."""
    found = _one(line_id)
    if request.method == "POST":
        found.tell_apart(by=request.user)
        messages.success(request, "La ligne est à rapprocher.")
    return redirect("backoffice:bank-lines")


@requires(Right.BILL)
def sending_back(request: ServiceRequest, line_id: int) -> HttpResponse:
    """« Noter le rejet » of a debit that the bank sent back."""
    found = _one(line_id)
    if request.method == "POST":
        order = note_reject(found, by=request.user)
        messages.success(
            request,
            f"Le rejet est noté : la facture {order.invoice.number} est de nouveau due, l’adhérent est prévenu.",
        )
    return redirect(f"{reverse('backoffice:bank-lines')}?etat=sorties")


@requires(Right.BILL)
def collecting(request: ServiceRequest, line_id: int) -> HttpResponse:
    """« Noter l’encaissement » of a batch of debits that the bank pays in one sum."""
    found = _one(line_id)
    if request.method != "POST":
        return redirect("backoffice:bank-line", found.pk)
    batch = note_collection(found, by=request.user)
    wake(batch)
    return _next(request, f"La {batch} est encaissée ; la ligne est dans « Écartées ».")


def _one(line_id: int) -> BankLine:
    return get_object_or_404(
        BankLine.objects.select_related("payment__member", "statement", "same_as__statement", "invoice"), pk=line_id
    )


def _next(request: ServiceRequest, told: str) -> HttpResponse:
    """Back to what waits, the hand on the next proposal."""
    messages.success(request, told)
    return redirect(f"{reverse('backoffice:bank-lines')}?suite=1")
