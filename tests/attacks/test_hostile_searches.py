"""What is typed in a search is words: no sign of it is a pattern, an order or a breakdown."""

import pytest
from django.test import Client

from egide.members.models import Member

NUMBERS = ("1e999999", "-1e999999", "1e-999999", "9" * 80, "NaN", "²", "٣٤", "1_000")
SIGNS = ("\\", "%", "_", "'", "\ud7ff", "a " * 40)
LISTS = (
    "/service/factures/",
    "/service/factures/reglements/",
    "/service/adherents/",
    "/service/adherents/cabinets/",
    "/service/adherents/mandats/",
    "/service/adherents/courriers/",
    "/service/rendez-vous/",
    "/service/mouvements/",
    "/service/documents/depots/",
)


@pytest.mark.parametrize("page", LISTS)
def test_no_search_breaks_down(page: str, as_nadia: Client, ours: Member) -> None:
    """PostgreSQL takes no number of a million digits, SQLite no more than 64 tables in one query."""
    answers = {typed: as_nadia.get(page, {"q": typed}).status_code for typed in NUMBERS + SIGNS}
    assert set(answers.values()) == {200}, answers


def test_a_sign_of_a_pattern_is_only_itself(as_nadia: Client, ours: Member) -> None:
    for typed in ("%", "_", "\\", ".*"):
        assert ours.name not in as_nadia.get("/service/adherents/", {"q": typed}).content.decode()
