"""Sentences as French typography wants them: no line begins with a colon, no hour is cut in two."""

from datetime import UTC, date, datetime

import pytest

from egide.common.french import one_line, shown_age, shown_siren, unbroken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Absent : Bruno", "Absent\xa0: Bruno"),
        ("« Mode d’emploi »", "«\xa0Mode d’emploi\xa0»"),
        ("de 8 h 30 à 12 h", "de 8\xa0h\xa030 à 12\xa0h"),
        ("deux heures", "deux heures"),
    ],
)
def test_spaces_that_must_not_end_a_line(typed: str, kept: str) -> None:
    assert unbroken(typed) == kept


def test_an_address_within_a_sentence() -> None:
    assert one_line("12 avenue des Compagnons\r\n51000 Châlons") == "12 avenue des Compagnons, 51000 Châlons"


def test_a_siren_in_three_groups() -> None:
    assert shown_siren("552100554").split() == ["552", "100", "554"]


def test_the_age_of_a_day() -> None:
    assert shown_age(date(2026, 11, 10), datetime(2026, 11, 25, 9, tzinfo=UTC)) == "il y a 15\xa0j"
