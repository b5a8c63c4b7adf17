"""Prélèvement: a member signs a SEPA mandate, sees what will be collected, revokes it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.access_log import client_address, log_access
from egide.accounts.models import AccessLog
from egide.centres.models import Service
from egide.debits.forms import MandateForm
from egide.debits.papers import file_name, mandate_pdf
from egide.debits.rules import sign_mandate
from egide.debits.wording import agreement
from egide.members.rights import Right
from egide.portal.pace import keep_pace
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper
from egide.ui.refusals import attempt, render_form

BY_THE_MEMBER = "révoqué par l’adhérent"
ENOUGH = "Vous venez de signer trente mandats en moins d’une heure"


@requires(Right.READ_INVOICES)
def debit(request: PortalRequest) -> HttpResponse:
    """The mandate in force, or how to sign one; what is announced; the mandates before."""
    mandates = list(request.member.debitmandates.all())
    orders = request.member.debitorders.select_related("batch", "invoice")
    context = {
        "mandate": next((row for row in mandates if row.is_active), None),
        "former": [row for row in mandates if not row.is_active],
        "orders": orders.order_by("-batch__collect_on", "pk")[:24],
    }
    return render(request, "portal/invoices/debit.html", context)


@requires(Right.PAY)
def signature(request: PortalRequest) -> HttpResponse:
    """The text to agree to, then the account; the proof keeps who, when and from where."""
    if not Service.current().collects_by_debit:
        raise Http404
    form = MandateForm(request.POST or None, initial={"debtor": request.member.name[:70]})
    if form.is_valid() and attempt(form, lambda: _sign(request, form)):
        messages.success(request, "Le mandat est signé : vos prochaines factures seront prélevées à leur échéance.")
        return redirect("portal:debit", request.member.number)
    context = {"form": form, "agreement": agreement(Service.current())}
    return render_form(request, "portal/invoices/debit_signature.html", context)


def _sign(request: PortalRequest, form: MandateForm) -> None:
    keep_pace(request, "sign", ENOUGH)
    sign_mandate(request.member, by=request.user, address=client_address(request), **form.facts)


@requires(Right.READ_INVOICES)
def mandate(request: PortalRequest, mandate_id: int) -> HttpResponse:
    found = get_object_or_404(request.member.debitmandates, pk=mandate_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found))
    return paper(mandate_pdf(found), file_name(found), inline="inline" in request.GET)


@requires(Right.PAY)
def revocation(request: PortalRequest, mandate_id: int) -> HttpResponse:
    found = get_object_or_404(request.member.debitmandates, pk=mandate_id)
    if found.state in {found.State.REVOKED, found.State.EXPIRED}:  # its page says since when, and why
        return redirect("portal:debit", request.member.number)
    if request.method == "POST":
        found.revoke(by=request.user, reason=BY_THE_MEMBER)
        messages.success(request, "Le mandat est révoqué : réglez vos factures par virement.")
        return redirect("portal:debit", request.member.number)
    return render(request, "portal/invoices/debit_revocation.html", {"mandate": found})
