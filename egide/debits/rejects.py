"""Why a bank sends a debit back: the codes of the reason (ISO 20022, « ExternalStatusReason1Code »), in French.

Source: EPC173-14, guidance on reason codes for SEPA direct debit R-transactions.
"""

REASONS = {
    "AC01": "IBAN incorrect",
    "AC04": "Compte clos",
    "AC06": "Compte bloqué",
    "AC13": "Compte d’un particulier, refusé en interentreprises",
    "AG01": "Prélèvement interdit sur ce compte",
    "AG02": "Code d’opération incorrect",
    "AM04": "Provision insuffisante",
    "AM05": "Opération en double",
    "BE05": "Identifiant créancier inconnu",
    "CNOR": "Banque du créancier non joignable",
    "DNOR": "Banque du débiteur non joignable",
    "FF01": "Fichier incorrect",
    "MD01": "Aucun mandat, ou mandat révoqué",
    "MD02": "Données du mandat absentes ou incorrectes",
    "MD06": "Remboursement demandé par le débiteur",
    "MD07": "Titulaire du compte décédé",
    "MS02": "Refus du débiteur",
    "MS03": "Motif non communiqué par la banque",
    "RC01": "BIC incorrect",
    "RR04": "Raison réglementaire",
    "SL01": "Créancier refusé par le débiteur auprès de sa banque",
}
# After these the account cannot be debited again under this mandate.
ENDING = frozenset({"MD01", "AC04"})


def told(code: str) -> str:
    """« AM04, provision insuffisante »."""
    meaning = REASONS.get(code, "")
    return f"{code}, {meaning[:1].lower()}{meaning[1:]}" if meaning else code
