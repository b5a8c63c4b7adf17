"""Factures, avoirs and règlements: papers that never change, and what has been paid of them; one noun a file."""

from egide.invoicing.models.allocation import Allocation
from egide.invoicing.models.archive import InvoiceArchive
from egide.invoicing.models.invoice import Invoice
from egide.invoicing.models.kept import InvoicePaper
from egide.invoicing.models.line import InvoiceLine
from egide.invoicing.models.payment import Payment
from egide.invoicing.models.refund import Refund
from egide.invoicing.models.series import InvoiceSeries

__all__ = [
    "Allocation",
    "Invoice",
    "InvoiceArchive",
    "InvoiceLine",
    "InvoicePaper",
    "InvoiceSeries",
    "Payment",
    "Refund",
]
