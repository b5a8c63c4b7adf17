"""Two people attest at once, or somebody leaves meanwhile: one attestation, and a copy that agrees with itself."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from egide.common.errors import Refused
from egide.declarations.models import Declaration, Filing
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

DAY = date(2026, 1, 1)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], None]) -> list[str]:
    """What each was refused with; "" for whoever has won."""
    said, start = [""] * len(acts), threading.Barrier(len(acts))

    def run(rank: int, act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except Refused as refusal:
            said[rank] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def attest(member: Member) -> None:
    declaration = Declaration.objects.get(member=member)
    declaration.file(by=None, name="Martine", capacity="Gérante", seen="")


def ready() -> Member:
    member = factories.a_member(10042)
    for rank in range(6):
        factories.a_complete_employee(member, f"Nom{rank}", codes=("amiante",) if rank % 2 else ())
    factories.a_declaration(member, factories.a_campaign(2026, counted_on=DAY), ready=True)
    return member


def test_of_two_who_attest_at_once_one_wins() -> None:
    member = ready()
    said = at_once(lambda: attest(member), lambda: attest(member))
    assert sorted(bool(refusal) for refusal in said) == [False, True], said
    assert Filing.objects.count() == 1


def test_a_departure_meanwhile_leaves_a_coherent_copy() -> None:
    member = ready()
    employee = Employee.objects.get(last_name="Nom3")
    at_once(lambda: attest(member), lambda: employee.leave(by=None, on=date(2025, 12, 31), reason="resignation"))
    attest_again(member)
    filing = Filing.objects.get()
    kept = list(filing.workers_declared.all())
    assert filing.workers == len(kept)
    assert filing.summary["categories"]["SIR"] == sum(worker.category == "SIR" for worker in kept)
    assert filing.summary["exposures"].get("amiante", 0) == sum("amiante" in worker.codes for worker in kept)


def attest_again(member: Member) -> None:
    """SQLite may have refused the attestation for being busy: then nothing is written, and trying again is enough."""
    if not Filing.objects.exists():
        attest(member)
