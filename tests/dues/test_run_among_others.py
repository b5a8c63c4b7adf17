"""A run of dues keeps nobody else waiting, on either database."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection

from egide.centres.models import Service
from egide.dues.runs import carry_on
from egide.invoicing import lawful
from egide.invoicing.facturx.rules import Checked, check
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import together
from tests.dues.hands import a_run
from tests.factories import a_tariff

pytestmark = pytest.mark.django_db(transaction=True)


def karim_writes(member: Member) -> bool:
    """Without waiting: a database that is held refuses at once."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 0")
    Member.objects.filter(pk=member.pk).update(name=member.name)
    return True


@pytest.fixture
def confirmed(service: Service, ours: Member) -> Any:
    a_tariff("104.00", date(2026, 1, 1))
    factories.an_employee(ours)
    run = a_run(year=2026)
    run.confirm(by=None)
    return run


def test_others_write_while_the_rules_of_an_invoice_are_read(
    confirmed: Any, theirs: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = []

    def reading(xml: bytes) -> Checked:
        answers.extend(together(partial(karim_writes, theirs)))
        return check(xml)

    monkeypatch.setattr(lawful, "check", reading)
    carry_on(confirmed)
    assert answers == [True], "read once, with nothing held"
    assert Invoice.objects.get().number == "2026-00001"
