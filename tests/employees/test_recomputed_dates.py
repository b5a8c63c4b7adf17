"""What moves the dates of an employee: the facts that the law reads, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.facts import READ_OF_EMPLOYEE, facts_of

OTHER_ROWS = {"pk", "determinants", "visits", "stops", "papers"}  # the key says whether there are any


class Watched:
    """An employee who notes what is read of it."""

    def __init__(self, employee: Employee) -> None:
        self.employee, self.read = employee, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.employee, name)


def computed() -> int:
    return Event.objects.filter(name="followup.compute").count()


def test_what_the_regulation_reads_of_an_employee_is_named(employee: Employee) -> None:
    """A fact read one day and forgotten here would leave a date wrong after a correction."""
    watched: Any = Watched(employee)
    facts_of(watched)
    assert watched.read - OTHER_ROWS == READ_OF_EMPLOYEE


@pytest.mark.parametrize("facts", [{"phone": "06 00 00 00 01"}, {"email": "paul@example.org"}, {"first_name": "Paulo"}])
def test_a_new_telephone_or_a_name_spelt_right_computes_nothing(employee: Employee, facts: dict[str, Any]) -> None:
    before = computed()
    employee.correct(by=None, **facts)
    assert computed() == before


@pytest.mark.parametrize("fact", ["birth_date", "post_since"])
def test_another_birth_date_or_post_computes_the_dates_again(employee: Employee, fact: str) -> None:
    before = computed()
    employee.correct(by=None, **{fact: getattr(employee, fact) + timedelta(days=1)})
    assert computed() == before + 1
