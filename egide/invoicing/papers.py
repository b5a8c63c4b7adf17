"""The invoice as it is read: all the mentions of the law, from the copies that the invoice keeps."""

from decimal import Decimal
from typing import Any

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.common.identifiers import grouped
from egide.common.typesetting import render
from egide.invoicing.models import Invoice

NATURE = "Prestations de services. Pas d’escompte pour paiement anticipé."


def invoice_pdf(invoice: Invoice) -> bytes:
    """Source of the mentions: CGI, annexe II, art. 242 nonies A; code de commerce, L.441-9 and L.441-10."""
    issuer, client = invoice.issuer, invoice.client
    head = head_of(Service.current()) | {
        "name": issuer.get("name", ""),
        "address": issuer.get("address", []),
        "siren": grouped(issuer.get("siren", ""), 3, 3, 3),
        "vat": issuer.get("vat_number", ""),
    }
    title = f"{invoice.get_nature_display()} n° {invoice.number}"
    siren = [f"SIREN {grouped(client['siren'], 3, 3, 3)}"] if client.get("siren") else []
    data = {
        "head": head,
        "title": title,
        "facts": _facts(invoice),
        "client": {"name": client.get("name", ""), "lines": [*client.get("address", []), *siren]},
        "lines": [_line(line) for line in invoice.lines.all()],
        "totals": _totals(invoice),
        "notes": _notes(invoice),
    }
    return render("invoice", data)


def _facts(invoice: Invoice) -> list[list[str]]:
    facts = [
        ["N° d’adhérent", str(invoice.client.get("number", ""))],
        ["Objet", invoice.get_kind_display()],
        ["Date", f"{invoice.issued_on:%d/%m/%Y}"],
        ["Période", invoice.period],
    ]
    if invoice.corrects:
        facts.append(["Corrige", f"facture n° {invoice.corrects.number} du {invoice.corrects.issued_on:%d/%m/%Y}"])
        facts.append(["Motif", invoice.reason])
    elif invoice.due_on:
        facts.append(["Échéance", f"{invoice.due_on:%d/%m/%Y}"])
    return facts


def _line(line: Any) -> dict[str, str]:
    return {
        "label": line.label,
        "quantity": f"{line.quantity.normalize():f}".replace(".", ","),
        "unit": shown_euros(line.unit_price),
        "rate": f"{line.vat_rate.normalize():f} %".replace(".", ","),
        "net": shown_euros(line.net),
    }


def _totals(invoice: Invoice) -> list[list[str]]:
    rows = []
    if not invoice.is_history:
        totals = invoice.totals
        rows.append(["Total HT", shown_euros(totals.net)])
        rows += [[f"TVA {v.rate.normalize():f} % sur {shown_euros(v.net)}", shown_euros(v.vat)] for v in totals.lines]
    rows.append(["Total TTC", shown_euros(invoice.gross)])
    if invoice.nature == Invoice.Nature.INVOICE:
        remaining = Decimal(0) if invoice.state == Invoice.State.CREDITED else invoice.gross - invoice.settled
        rows += [["Déjà réglé", shown_euros(invoice.settled)], ["Reste dû", shown_euros(remaining)]]
    return rows


def _notes(invoice: Invoice) -> list[str]:
    if invoice.is_history:
        return ["Reprise de l’historique : le document d’origine fait foi."]
    notes = [NATURE]
    if invoice.nature == Invoice.Nature.INVOICE:
        penalty = invoice.issuer.get("late_penalty", "")
        notes.append(f"En cas de retard : pénalités au {penalty} et indemnité forfaitaire de recouvrement de 40 €.")
        if invoice.issuer.get("iban"):
            notes.append(f"Virement : IBAN {grouped(invoice.issuer['iban'], *[4] * 9)}, référence {invoice.number}.")
    return notes
