"""A verb leaves the rules of a row to the database, and tells the rule that was broken in its own words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.common.errors import Refused
from egide.common.events import Actor, history_of
from egide.common.workflow import verb
from egide.members.models import Member
from tests import factories


@verb("Écrit tel quel")
def write(member: Member, *, by: Actor, **facts: object) -> None:
    """An edit that trusts its caller: only the constraints of the row stand in the way."""
    for name, value in facts.items():
        setattr(member, name, value)


def test_a_broken_rule_is_told_in_its_own_words(ours: Member) -> None:
    with pytest.raises(Refused, match="Indiquez la date et le motif de la radiation"):
        write(ours, by=None, struck_off_because="Cessation d’activité")
    ours.refresh_from_db()
    assert ours.struck_off_because == ""


def test_two_broken_rules_are_told_together(ours: Member) -> None:
    with pytest.raises(Refused) as told:
        write(ours, by=None, struck_off_on=date(1900, 1, 1))
    assert "Indiquez la date et le motif" in str(told.value)
    assert "ne peut pas précéder l’adhésion" in str(told.value)


def test_the_second_of_one_number_is_told_so(ours: Member) -> None:
    """Nothing looks before the save: the loser of a race reads what a plain duplicate reads."""
    with pytest.raises(Refused, match="existe déjà"):
        factories.a_member(ours.number, "Toitures Morel")
    assert Member.objects.filter(number=ours.number).count() == 1


def test_a_save_asks_nothing_for_its_rules(ours: Member) -> None:
    before = history_of(ours).count()
    with CaptureQueriesContext(connection) as asked:
        write(ours, by=None, name="Charpentes Aubert et fils")
    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(reads) == 1, reads  # the row itself, locked
    assert history_of(ours).count() == before + 1
