"""Prices have a day from which they hold, and nothing changes what somebody has been called at."""

from datetime import date
from decimal import Decimal

import pytest

from egide.centres.models import Tariff
from egide.common.errors import Refused
from egide.common.models import Event
from egide.members.models import Member
from tests.dues.hands import a_run
from tests.factories import a_tariff


@pytest.mark.django_db
def test_the_price_is_that_of_the_day() -> None:
    a_tariff("104.00", date(2025, 1, 1))
    a_tariff("108.00", date(2026, 1, 1))
    on = {day: Tariff.objects.in_force("yearly", day) for day in (date(2025, 12, 31), date(2026, 1, 1))}
    assert [tariff.amount if tariff else None for tariff in on.values()] == [Decimal("104.00"), Decimal("108.00")]
    assert Tariff.objects.in_force("yearly", date(2024, 12, 31)) is None


@pytest.mark.django_db
def test_two_prices_of_one_kind_never_start_the_same_day() -> None:
    a_tariff("104.00", date(2026, 1, 1))
    with pytest.raises(Refused, match="corrigez-le"):
        a_tariff("105.00", date(2026, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "amount", "warned"),
    [
        ("yearly", "92.79", True),
        ("yearly", "92.80", False),
        ("yearly", "139.20", False),
        ("yearly", "139.21", True),
        ("quarterly", "34.80", False),
        ("quarterly", "34.81", True),
        ("entry", "500.00", False),
    ],
)
def test_a_price_far_from_the_national_cost_is_told(kind: str, amount: str, warned: bool) -> None:
    """D.4622-27-6: 80 to 120 % of 116 € in 2026."""
    assert ("D.4622-27-6" in a_tariff(amount, date(2026, 1, 1), kind).warning) == warned


@pytest.mark.django_db
def test_of_a_year_whose_cost_is_not_known_nothing_is_said() -> None:
    assert a_tariff("300.00", date(2031, 1, 1)).warning == ""


def test_a_price_that_members_were_called_at_stays(ours: Member) -> None:
    tariff = a_tariff("104.00", date(2026, 1, 1))
    tariff.decide(by=None, amount=Decimal("105.00"), applies_from=date(2026, 1, 1))
    a_run(year=2026)
    with pytest.raises(Refused, match="ajoutez-en un nouveau"):
        tariff.decide(by=None, amount=Decimal("106.00"), applies_from=date(2026, 1, 1))
    with pytest.raises(Refused, match="reste dans la liste"):
        tariff.withdraw(by=None)


@pytest.mark.django_db
def test_a_price_announced_by_mistake_goes_and_leaves_its_trace() -> None:
    tariff = a_tariff("104.00", date(2026, 1, 1))
    key = tariff.pk
    tariff.withdraw(by=None)
    assert not Tariff.objects.exists()
    assert Event.objects.filter(name="tariff.withdraw", subject_id=key).exists()
