"""Words are found as people type them: accents, hyphens, apostrophes of both kinds and case do not count."""

import pytest

from egide.common.search import folded


@pytest.mark.parametrize("typed", ["D’Été", "D'ETE", "d été", "d-ete", "D ʼÉté"])
def test_one_name_has_one_key(typed: str) -> None:
    assert folded(typed) == "d ete"


def test_ligatures_are_spelled_out() -> None:
    assert folded("Cœur", "Lætitia") == "coeur laetitia"
