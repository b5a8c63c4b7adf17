"""What a reminder says: its words, the late invoices, the fees of the law, how to pay; kept as it was written."""

from datetime import date
from decimal import Decimal
from typing import Any

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.dunning.models import DunningLevel
from egide.invoicing.mentions import late_penalty
from egide.invoicing.models import Invoice
from egide.invoicing.models.parties import client_copy
from egide.invoicing.transfer import transfer_facts
from egide.members.models import Member

MOST_NUMBERS = 3  # a reference longer than that is not copied by hand


def content_of(
    member: Member, level: DunningLevel, invoices: list[Invoice], fees: dict[int, Decimal], today: date
) -> dict[str, Any]:
    """All of it in French words. `fees`: what is asked of each invoice (its key → euros) beside what it still owes."""
    service, asked = Service.current(), [fee for fee in fees.values() if fee]
    return {
        "service": head_of(service),
        "member": client_copy(member),
        "text": level.text,
        "lines": [_line(invoice, today) for invoice in invoices],
        "total": shown_euros(sum((invoice.remaining for invoice in invoices), Decimal(0))),
        "fees": _fees(asked),
        "penalty": late_penalty(invoices[0].issuer) if asked else "",
        "pay": _ways(service, member, invoices),
        "contact": " · ".join(part for part in (service.accounting_email, service.accounting_phone) if part),
    }


def _line(invoice: Invoice, today: date) -> list[str]:
    """Number, day, end of payment, how late, what remains due."""
    due_on = invoice.due_on or today
    days = (today - due_on).days
    late = f"{days} jour{'s' if days > 1 else ''}"
    return [
        invoice.number, f"{invoice.issued_on:%d/%m/%Y}", f"{due_on:%d/%m/%Y}", late, shown_euros(invoice.remaining)
    ]  # fmt: skip


def _fees(asked: list[Decimal]) -> str:
    if not asked:
        return ""
    many = f" ({len(asked)} factures)" if len(asked) > 1 else ""
    return (
        f"S’y ajoute l’indemnité forfaitaire pour frais de recouvrement{many} : {shown_euros(sum(asked, Decimal(0)))} "
        "(article D. 441-5 du code de commerce)."
    )


def _ways(service: Service, member: Member, invoices: list[Invoice]) -> list[list[str]]:
    """The transfer, under one reference for all, then the cheque."""
    numbers = ", ".join(invoice.number for invoice in invoices)
    reference = numbers if len(invoices) <= MOST_NUMBERS else f"n° d’adhérent {member.number}"
    facts = [fact for fact in transfer_facts(invoices[-1]) if fact[0] != "Référence"]
    transfer = [*facts, ["Référence", reference]] if facts else []
    return [*transfer, ["Par chèque", f"à l’ordre de {service.name}, avec la référence au dos"]]
