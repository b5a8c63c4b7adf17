"""/service/parametres/audit/modifications/: Nadia reads what happened between two days of her choice."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.common.models import Event
from egide.employees.models import Employee

CHANGES = "/service/parametres/audit/modifications/"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2026-03-10", "2026-03-10", True), ("2026-03-11", "", False), ("", "2026-03-09", False), ("", "", False)],
)
def test_both_days_count(first: str, last: str, found: bool, as_nadia: Client, employee: Employee) -> None:
    event = Event.objects.filter(name__startswith="employee.").first()
    assert event is not None
    late = timezone.make_aware(datetime(2026, 3, 10, 23, 30))
    Event.objects.update(at=timezone.now() - timedelta(days=900))
    Event.objects.filter(pk=event.pk).update(at=late, label="Événement cherché")
    shown = as_nadia.get(f"{CHANGES}?du={first}&au={last}").content.decode()
    assert ("Événement cherché" in shown) is found
