"""What an employer may write about an employee: one capability a file, like the model."""

from egide.portal.employees.forms.movements import DepartureForm, TransferForm
from egide.portal.employees.forms.sheet import EmployeeForm

__all__ = ["DepartureForm", "EmployeeForm", "TransferForm"]
