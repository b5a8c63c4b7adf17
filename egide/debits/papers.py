"""The mandate as it was signed, in PDF: who may debit whom, which account, and the proof of the signature."""

from django.utils import timezone

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render
from egide.debits.models import DebitMandate


def mandate_pdf(mandate: DebitMandate) -> bytes:
    """From its own copy alone; of the account it shows the last four signs, as every screen does."""
    agreed, signed_at = mandate.agreed, timezone.localtime(mandate.signed_at)
    data = {
        "head": head_of(Service.current()) | {"name": agreed["creditor"], "address": agreed["address"]},
        "day": [signed_at.year, signed_at.month, signed_at.day],
        "title": "Mandat de prélèvement SEPA",
        "scheme": mandate.get_scheme_display(),
        "facts": [
            ["Référence unique (RUM)", mandate.rum],
            ["Créancier", agreed["creditor"]],
            ["Identifiant créancier (ICS)", agreed["identifier"]],
        ],
        "debtor": [
            ["Titulaire du compte", mandate.debtor],
            ["N° d’adhérent", str(mandate.member.number)],
            ["IBAN", mandate.shown_iban],
            *([["BIC", mandate.bic]] if mandate.bic else []),
        ],
        "sentences": agreed["sentences"],
        "proof": [
            ["Signé en ligne par", mandate.signed_by],
            ["Le", f"{signed_at:%d/%m/%Y à %H:%M}"],
            ["Depuis l’adresse IP", mandate.signed_from],
        ],
    }
    return render("debit_mandate", data)


def file_name(mandate: DebitMandate) -> str:
    return f"mandat-prelevement-{mandate.rum}.pdf"
