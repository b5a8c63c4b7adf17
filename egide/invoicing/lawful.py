"""Whether a draft may become an invoice: the mentions of the law, then the official rules of the e-invoice."""

from typing import TYPE_CHECKING

from egide.common.errors import Refused
from egide.invoicing.facturx.description import as_xml
from egide.invoicing.facturx.rules import check
from egide.invoicing.mentions import lacking

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice

PROVISIONAL = "PROVISOIRE"


def must_be_lawful(invoice: "Invoice") -> None:
    """Refuses a draft, dated and with its copies of both parties, that could not be sent; says all that lacks."""
    if lacks := lacking(invoice):
        raise Refused(f"La facture n’est pas émise, il manque : {', '.join(lacks)}.")
    try:
        breaches = check(as_xml(invoice, number=PROVISIONAL)).breaches
    except ValueError as broken:
        raise Refused(f"La facture n’est pas émise, son fichier est hors du schéma EN 16931 : {broken}") from broken
    if breaches:
        told = " ; ".join(f"{breach.rule} : {breach.sentence}" for breach in breaches)
        raise Refused(f"La facture n’est pas émise, elle ne suit pas la norme EN 16931. {told}")
