"""Écritures: what a period gives the accounts, looked at before it is handed to the accounting software."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.invoicing import ledger
from egide.ui.exports import export_as
from egide.ui.periods import period_asked

FEC = "fec"


@requires(Right.READ_INVOICES)
def journal(request: ServiceRequest) -> HttpResponse:
    form, first, last = period_asked(request.GET)
    found = list(ledger.entries(first, last))
    accounts = ledger.summed(found)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "count": len(found),
        "accounts": accounts,
        "total": sum(debit for _, _, debit, _ in accounts),
    }
    return render(request, "backoffice/invoicing/journal.html", context)


@requires(Right.READ_INVOICES)
def journal_export(request: ServiceRequest, kind: str) -> HttpResponse:
    """`fec` is the file of the law; the other kinds are for a spreadsheet."""
    _, first, last = period_asked(request.GET)
    log_access(request, AccessLog.Kind.EXPORT, f"Écritures du {first:%d/%m/%Y} au {last:%d/%m/%Y} ({kind})")
    name = f"{Service.current().siren}-ecritures-{first:%Y%m%d}-{last:%Y%m%d}".lstrip("-")
    found = ledger.entries(first, last)
    if kind != FEC:
        return export_as(kind, name, ledger.COLUMNS, ledger.rows(found))
    response = HttpResponse(ledger.as_file(found), content_type=f"text/plain; charset={ledger.CHARSET}")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.txt") or "attachment"
    return response
