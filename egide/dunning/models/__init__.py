"""Relances: their levels, the letters sent, the invoices in each, and who is left in peace; one noun a file."""

from egide.dunning.models.hold import DunningHold
from egide.dunning.models.letter import DunnedInvoice, DunningLetter
from egide.dunning.models.level import DunningLevel

__all__ = ["DunnedInvoice", "DunningHold", "DunningLetter", "DunningLevel"]
