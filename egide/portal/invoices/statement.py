"""Relevé de compte: every movement of a period with the balance after it, on the screen, as PDF, as a file."""

from django.http import HttpResponse
from django.shortcuts import render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.invoicing.statement import HEADER
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.proofs.forms import account_asked
from egide.proofs.papers import statement_pdf
from egide.ui.downloads import paper
from egide.ui.exports import export_as


@requires(Right.READ_INVOICES)
def statement(request: PortalRequest) -> HttpResponse:
    form, account = account_asked(request.GET, request.member)
    return render(request, "portal/invoices/statement.html", {"form": form, "account": account})


@requires(Right.READ_INVOICES)
def statement_paper(request: PortalRequest) -> HttpResponse:
    _, account = account_asked(request.GET, request.member)
    log_access(request, AccessLog.Kind.DOWNLOAD, "Relevé de compte")
    return paper(statement_pdf(request.member, account), f"releve-{request.member.number}.pdf")


@requires(Right.READ_INVOICES)
def statement_export(request: PortalRequest, kind: str) -> HttpResponse:
    _, account = account_asked(request.GET, request.member)
    log_access(request, AccessLog.Kind.EXPORT, f"Relevé de compte ({kind})")
    return export_as(kind, f"releve-{request.member.number}", HEADER, account.lines())
