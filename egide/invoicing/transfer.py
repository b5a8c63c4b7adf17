"""How to pay by transfer: the words to copy, and the QR code that a bank's application reads."""

from decimal import Decimal

from egide.common.identifiers import grouped
from egide.invoicing.models import Invoice
from egide.ui.qr import Drawing, drawn

LONGEST_NAME = 70


def transfer_facts(invoice: Invoice) -> list[list[str]]:
    """The account of the service as it stood on the day of the invoice, and the reference; empty without IBAN."""
    iban = _iban(invoice)
    if not iban:
        return []
    facts = [
        ["IBAN", grouped(iban, *[4] * 9)],
        ["BIC", invoice.issuer.get("bic", "")],
        ["Bénéficiaire", invoice.issuer.get("name", "")],
        ["Référence", invoice.number],
    ]
    return [fact for fact in facts if fact[1]]


def transfer_code(invoice: Invoice, amount: Decimal) -> Drawing | None:
    """The code that fills in a SEPA transfer of `amount` euros; none without an account or with nothing to pay.

    Source: EPC069-12, version 2.1 of the guidelines (service tag, version, UTF-8, SEPA credit transfer, BIC, name,
    IBAN, amount, purpose, structured then free remittance).
    """
    iban = _iban(invoice)
    if not iban or amount <= 0:
        return None
    issuer = invoice.issuer
    lines = ["BCD", "002", "1", "SCT", issuer.get("bic", ""), issuer.get("name", "")[:LONGEST_NAME], iban]
    return drawn("\n".join([*lines, f"EUR{amount:.2f}", "", "", invoice.number]))


def _iban(invoice: Invoice) -> str:
    return str(invoice.issuer.get("iban", "")).replace(" ", "")
