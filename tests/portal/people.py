"""What Martine types when she adds somebody or opens a sheet."""

from typing import Any

from egide.employees.models import Employee

EMPLOYEES = "/adherents/10042/mes-salaries/"
NEW = {
    "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
    "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip
COLUMNS = (
    "last_name", "usage_name", "first_name", "birth_date", "sex", "email", "phone", "contract_kind", "hired_on",
    "contract_ends_on", "employers", "post", "post_since", "pcs_code", "version",
)  # fmt: skip


def as_typed(employee: Employee, **changes: Any) -> dict[str, Any]:
    """The sheet of this employee as the browser sends it back, with these changes."""
    facts = {name: getattr(employee, name) for name in COLUMNS}
    form = {name: "" if value is None else str(value) for name, value in facts.items()}
    return form | {"establishment": employee.establishment_id or "", "codes": employee.codes} | changes
