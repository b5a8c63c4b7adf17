"""How to pay by transfer: the words to copy, and the QR code that a bank's application reads (EPC069-12)."""

import io
from decimal import Decimal
from typing import Any

from segno import helpers

from egide.common.identifiers import grouped
from egide.invoicing.models import Invoice


def transfer_facts(invoice: Invoice) -> list[list[str]]:
    """The account of the service as it stood on the day of the invoice, and the reference; empty without IBAN."""
    iban = _iban(invoice)
    if not iban:
        return []
    facts = [["Virement", grouped(iban, *[4] * 9)], ["BIC", invoice.issuer.get("bic", "")]]
    facts.append(["Bénéficiaire", invoice.issuer.get("name", "")])
    return [fact for fact in facts if fact[1]] + [["Référence", invoice.number]]


def transfer_code(invoice: Invoice, amount: Decimal) -> str:
    """The SVG of the code that fills in a transfer of `amount` euros; "" when there is no account or nothing to pay."""
    iban = _iban(invoice)
    if not iban or amount <= 0:
        return ""
    words: dict[str, Any] = {"name": invoice.issuer.get("name", "")[:70], "iban": iban, "amount": amount}
    bic = invoice.issuer.get("bic") or None
    code = helpers.make_epc_qr(**words, bic=bic, text=invoice.number, encoding="utf-8")
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", scale=4, border=2, xmldecl=False, dark="#1c2733", light="#ffffff")
    return drawing.getvalue().decode()


def _iban(invoice: Invoice) -> str:
    return str(invoice.issuer.get("iban", "")).replace(" ", "")
