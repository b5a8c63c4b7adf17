"""The sentences that the law wants on an invoice, and what lacks before one can be issued."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice

SERVICES = "Prestations de services."
DISCOUNT = "Pas d’escompte pour paiement anticipé."  # code de commerce, L.441-9
RECOVERY = "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (article D. 441-5)."
# L.441-10, II: at least three times the legal rate.
PENALTY = "Pénalités de retard exigibles sans rappel : {penalty} (article L. 441-10 du code de commerce)."


def late_penalty(issuer: dict[str, Any]) -> str:
    """At what rate lateness is charged, by the copy that the invoice keeps of the conditions of its day."""
    return PENALTY.format(penalty=issuer.get("late_penalty", ""))


def lacking(invoice: "Invoice") -> list[str]:
    """What the law wants on this paper and nobody has filled in: where to mend it, a sentence each.

    Source: CGI, annexe II, art. 242 nonies A, I; the SIREN of the client: décret 2022-1299.
    """
    issuer, client = invoice.issuer, invoice.client
    taxed = any(line.rate for line in invoice.totals.lines)
    exempt = any(not line.rate for line in invoice.totals.lines)
    wanted = (
        (issuer.get("siren"), "le SIREN du service (Paramètres)"),
        (issuer.get("address"), "l’adresse du siège du service (Paramètres)"),
        (issuer.get("vat_number") or not taxed, "le n° de TVA du service (Paramètres)"),
        (issuer.get("vat_exemption") or not exempt, "la mention d’exonération de TVA (Paramètres)"),
        (client.get("siren"), f"le SIREN de l’adhérent {client.get('number')}"),
        (client.get("address"), f"l’adresse de l’adhérent {client.get('number')}"),
    )
    return [what for there, what in wanted if not there]
