"""The invoice as it is read: all the mentions of the law, from the copies that the invoice keeps."""

from typing import Any

from egide.centres.models import Service
from egide.centres.papers import head_of, legal_lines
from egide.common.french import shown_euros
from egide.common.identifiers import grouped
from egide.common.typesetting import render
from egide.invoicing.facturx.description import as_xml
from egide.invoicing.facturx.embedding import declared
from egide.invoicing.mentions import DISCOUNT, RECOVERY, SERVICES, late_penalty
from egide.invoicing.models import Invoice, InvoiceLine
from egide.invoicing.models.parties import party_name
from egide.invoicing.transfer import transfer_code, transfer_facts

HISTORY = "Facture reprise de l’ancien logiciel : le document d’origine fait foi."


def invoice_pdf(invoice: Invoice) -> bytes:
    """The paper is the same whenever it is opened: what has been paid since is told by the page, not by it.

    One file for both readers (Factur-X): what a person reads, and what a program reads, attached. A paper of the
    former software has no lines to tell a program.
    Source of the mentions: code de commerce, L.441-9, L.441-10, D.441-5; CGI, annexe II, art. 242 nonies A.
    """
    if invoice.is_history:
        return render("invoice", _drawn(invoice))
    return declared(render("invoice", _drawn(invoice), xml=as_xml(invoice).decode()))


def _drawn(invoice: Invoice) -> dict[str, Any]:
    issuer = invoice.issuer
    head = head_of(Service.current())
    head |= {
        "contact": issuer.get("contact", head["contact"]),
        "name": issuer.get("name", ""),
        "address": issuer.get("address", []),
        "legal": legal_lines(issuer.get("legal_form", ""), issuer.get("siren", ""), issuer.get("vat_number", "")),
    }
    credits = invoice.nature == Invoice.Nature.CREDIT_NOTE
    owes = not credits and not invoice.is_history
    sum_up = "Net à payer" if owes else "Montant de l’avoir" if credits else "Total TTC"
    code = transfer_code(invoice, invoice.gross) if owes else None
    return {
        "head": head,
        "day": [int(part) for part in f"{invoice.issued_on:%Y %m %d}".split()],
        "title": f"{invoice.get_nature_display()} n° {invoice.number}",
        "client": _client(invoice.client),
        "facts": _facts(invoice),
        "lines": [_line(line) for line in invoice.lines.all()],
        "totals": _totals(invoice),
        "payable": [sum_up, shown_euros(invoice.gross)],
        "transfer": {
            "facts": transfer_facts(invoice) if owes else [],
            "code": code.svg if code else "",
        },
        "notes": _notes(invoice),
    }


def _client(client: dict[str, Any]) -> dict[str, Any]:
    siren = [f"SIREN {grouped(client['siren'], 3, 3, 3)}"] if client.get("siren") else []
    return {"name": party_name(client), "lines": [*client.get("address", []), *siren]}


def _facts(invoice: Invoice) -> list[list[str]]:
    facts = [
        ["Date", f"{invoice.issued_on:%d/%m/%Y}"],
        ["N° d’adhérent", str(invoice.client.get("number", ""))],
        ["Objet", invoice.get_kind_display()],
        ["Période", invoice.period],
    ]
    if invoice.corrects:
        facts.append(["Corrige", f"facture n° {invoice.corrects.number} du {invoice.corrects.issued_on:%d/%m/%Y}"])
        facts.append(["Motif", invoice.reason])
    elif invoice.due_on:
        facts.append(["À régler au plus tard le", f"{invoice.due_on:%d/%m/%Y}"])
    return facts


def _line(line: InvoiceLine) -> dict[str, str]:
    return {
        "label": line.label,
        "quantity": f"{line.quantity.normalize():f}".replace(".", ","),
        "unit": shown_euros(line.unit_price),
        "rate": f"{line.vat_rate.normalize():f} %".replace(".", ","),
        "net": shown_euros(line.net),
    }


def _totals(invoice: Invoice) -> list[list[str]]:
    """Without VAT, then the VAT of each rate; a paper of the former software came without its lines."""
    if invoice.is_history:
        return []
    totals = invoice.totals
    by_rate = [
        [f"TVA {v.rate.normalize():f} % sur {shown_euros(v.net)}".replace(".", ","), shown_euros(v.vat)]
        for v in totals.lines
    ]
    return [["Total HT", shown_euros(totals.net)], *by_rate, ["Total TTC", shown_euros(totals.gross)]]


def _notes(invoice: Invoice) -> list[str]:
    if invoice.is_history:
        return [HISTORY]
    exempt = any(not line.rate for line in invoice.totals.lines)
    exemption = invoice.issuer.get("vat_exemption", "") if exempt else ""
    late = () if invoice.nature == Invoice.Nature.CREDIT_NOTE else (late_penalty(invoice.issuer), RECOVERY, DISCOUNT)
    return [note for note in (SERVICES, exemption, *late) if note]
