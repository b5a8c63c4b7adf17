"""Telephones are understood as people type them, and refused with what to mend."""

import pytest

from egide.common.phones import dialled, normalised


@pytest.mark.parametrize("typed", ["0353014200", "03.53.01.42.00", "03 53 01 42 00", "+33 3 53 01 42 00",
                                   "+33 (0)3 53 01 42 00", "0033353014200"])  # fmt: skip
def test_one_number_has_one_form(typed: str) -> None:
    assert normalised(typed) == "03 53 01 42 00"


def test_a_foreign_number_keeps_its_country() -> None:
    assert normalised("+32 2 555 12 34") == "+3225551234"


@pytest.mark.parametrize(("typed", "said"), [("abc", "que des chiffres"), ("03 53 01 42", "celui-ci en a 8"),
                                             ("1353014200", "10 chiffres"), ("+33", "celui-ci en a 1"),
                                             ("+44 12", "trop court")])  # fmt: skip
def test_a_wrong_number_says_why(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        normalised(typed)


def test_a_link_dials_only_signs() -> None:
    assert dialled("03 53 01 42 00") == "0353014200"
