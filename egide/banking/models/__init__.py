"""Relevés bancaires: the statements taken in, their lines, and how a bank's CSV is read; one noun a file."""

from egide.banking.models.layout import CsvLayout
from egide.banking.models.line import BankLine
from egide.banking.models.statement import BankStatement

__all__ = ["BankLine", "BankStatement", "CsvLayout"]
