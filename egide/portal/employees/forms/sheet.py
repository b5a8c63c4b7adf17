"""The whole sheet as one form: sent together, saved together."""

from typing import Any

from egide.employees.models import Employee
from egide.members.models import Member
from egide.portal.employees.forms.contract import ContractForm
from egide.portal.employees.forms.identity import IdentityForm
from egide.portal.employees.forms.post import PostForm
from egide.portal.employees.forms.risks import RisksForm

NOT_FACTS = {"version", "codes", "no_risk"}
NEVER_SHOWN = {"nir"}


class EmployeeForm(IdentityForm, ContractForm, PostForm, RisksForm):
    """Civil status, contract, post and determinants of one employee: known, new, or `former` who comes back.

    The NIR already known is never written into the page.
    """

    field_order = ("last_name", "usage_name", "first_name", "birth_date", "sex", "nir", "phone", "email")

    def __init__(
        self,
        *args: Any,
        member: Member,
        offered: list[str] | None,
        employee: Employee | None = None,
        former: Employee | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.employee, self.person = member, employee, employee or former
        self.want()
        self.offer_places()
        self.offer_codes()
        self.offer_risks(offered)
        if employee is not None:
            self._show(employee)
        self._tell_the_nir()
        self.propose_codes()

    def _show(self, employee: Employee) -> None:
        self.open_on(employee)
        for name, field in self.fields.items():
            if name not in NOT_FACTS | NEVER_SHOWN:
                field.initial = getattr(employee, name)

    def _tell_the_nir(self) -> None:
        if self.person and self.person.nir:
            self.fields["nir"].help_text = "Renseigné. Laissez vide pour le garder, ou saisissez-en un autre."

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the employee, as the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_FACTS}

    @property
    def corrects(self) -> bool:
        """Whether a column was changed: a form sent untouched writes no history."""
        return bool(set(self.changed_data) - NOT_FACTS)
