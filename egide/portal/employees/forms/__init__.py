"""What an employer may write about an employee: one capability a file, like the model."""

from egide.portal.employees.forms.movements import DepartureForm, TransferForm
from egide.portal.employees.forms.paper import PaperForm
from egide.portal.employees.forms.sheet import EmployeeForm
from egide.portal.employees.forms.stop import FACTS_OF_A_STOP, DeclaredStopForm, StopForm

__all__ = [
    "FACTS_OF_A_STOP",
    "DeclaredStopForm",
    "DepartureForm",
    "EmployeeForm",
    "PaperForm",
    "StopForm",
    "TransferForm",
]
