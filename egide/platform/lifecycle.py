"""The statuses that the law wants, and the reasons of a rejection in words: what went wrong, what to do.

Codes: AFNOR XP Z12-012 (life cycle of the invoice, « CDAR » messages), as the public documentation of platforms gives
them (docs.invopop.com/guides/fr-pa-status, developer.vertexinc.com/einvoicing, read in November 2026).
"""

from typing import NamedTuple

DEPOSITED, REFUSED, COLLECTED, REJECTED = 200, 210, 212, 213


class Advice(NamedTuple):
    """A reason in French, and what accounting does about it."""

    reason: str
    what_to_do: str


CORRECT = "La pièce est fausse : émettez un avoir, puis une nouvelle facture."
AGAIN = "Une fois l’adresse corrigée, déposez de nouveau la même pièce."
ADVICE = {
    "ROUTING_ERR": Advice("Erreur de routage", f"Vérifiez l’adresse électronique de l’adhérent. {AGAIN}"),
    "TX_TVA_ERR": Advice("Taux de TVA erroné", CORRECT),
    "MONTANTTOTAL_ERR": Advice("Montant total erroné", CORRECT),
    "JUSTIF_ABS": Advice("Justificatif absent ou insuffisant", "Envoyez la pièce demandée à l’adhérent."),
}
OTHERWISE = "Lisez le motif avec la plateforme ou l’adhérent. Si la pièce est fausse, un avoir la corrige."


def advice(code: str, told: str) -> Advice:
    """What is known of a reason; else the words that came with it."""
    known = ADVICE.get(code.upper())
    return known or Advice(told or code or "Motif non précisé", OTHERWISE)
