"""Salariés: one row for one person employed by one member, one capability a file."""

from egide.employees.models.contract import ContractKind, LeavingReason, PastContract
from egide.employees.models.employee import Employee
from egide.employees.models.identity import Sex
from egide.employees.models.paper import HeldPaper, PaperKind
from egide.employees.models.risks import DeclaredDeterminant
from egide.employees.models.stop import StopCause, WorkStop

__all__ = [
    "ContractKind",
    "DeclaredDeterminant",
    "Employee",
    "HeldPaper",
    "LeavingReason",
    "PaperKind",
    "PastContract",
    "Sex",
    "StopCause",
    "WorkStop",
]
