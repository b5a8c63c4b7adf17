"""What a member agrees to when it signs: the sentences of the SEPA mandate, and who collects."""

from typing import Any

from egide.centres.models import Service
from egide.centres.models.debiting import DebitScheme

GRANT = (
    "En signant ce mandat, vous autorisez {name} à envoyer des instructions à votre banque pour débiter votre compte, "
    "et votre banque à débiter votre compte conformément aux instructions de {name}."
)
CORE = (
    "Vous avez le droit d’être remboursé par votre banque selon les conditions de la convention passée avec elle. "
    "Une demande de remboursement est présentée dans les huit semaines qui suivent la date de débit, et dans les "
    "treize mois pour un prélèvement non autorisé."
)
B2B = (
    "Ce mandat est réservé aux prélèvements entre professionnels. Vous n’avez pas droit au remboursement par votre "
    "banque après le débit, mais vous pouvez lui demander de ne pas débiter jusqu’au jour de l’échéance. "
    "Faites enregistrer ce mandat par votre banque avant le premier prélèvement."
)
RECURRENT = "Paiement récurrent, pour les factures que le service vous adresse."


def agreement(service: Service) -> dict[str, Any]:
    """Source of the mentions: EPC016-06 (CORE) and EPC222-07 (B2B), « mandate »; règlement (UE) 260/2012."""
    right = B2B if service.debit_scheme == DebitScheme.B2B else CORE
    notice = f"Chaque prélèvement est annoncé {service.debit_notice_days}\N{NO-BREAK SPACE}jours avant, par courriel."
    return {
        "creditor": service.name,
        "address": service.address.splitlines(),
        "identifier": service.creditor_identifier,
        "sentences": [GRANT.format(name=service.name), right, RECURRENT, notice],
    }
