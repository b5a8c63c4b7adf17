"""Prélèvements SEPA: what members have signed, and the batches that the bank collects; one noun a file."""

from egide.debits.models.batch import DebitBatch
from egide.debits.models.file import DebitFile
from egide.debits.models.mandate import DebitMandate
from egide.debits.models.order import DebitOrder

__all__ = ["DebitBatch", "DebitFile", "DebitMandate", "DebitOrder"]
