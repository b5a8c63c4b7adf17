"""PCS-ESE: all the codes of 2017, found by the words of the trades."""

import re
from datetime import date

import pytest

from egide.reference import naf, pcs
from egide.reference.tables import table
from egide.reference.trades import OFTEN_DECLARED, TRADES
from egide.regulation import determinants_on


def test_the_nomenclature_is_whole() -> None:
    assert len(table("pcs_2017")) == 429
    assert len(table("naf")) == 732


@pytest.mark.parametrize(
    ("words", "code"),
    [("maçon", "632A"), ("MACONS", "632A"), ("grutier", "651A"), ("cariste", "652A"), ("couvreurs", "632E"),
     ("conductrice de travaux", "481A"), ("plaquiste", "632J"), ("secretaire", "542A"), ("632 a", "632A"),
     ("grutières", "651A"), ("électricienne", "633A"), ("infirmière", "431F"), ("ingénieure travaux", "382C"),
     ("monteur d’échafaudage", "624D"), ("Maçon (H/F)", "632A"), ("chauffeur-livreur", "643A")],
)  # fmt: skip
def test_a_trade_finds_its_code(words: str, code: str) -> None:
    assert code in [found.code for found in pcs.search(words)] or pcs.normalised(words) == code


def test_a_word_that_no_trade_has_does_not_hide_the_others() -> None:
    assert pcs.search("apprenti maçon")[0].code == "632A"
    assert pcs.search("zzz") == pcs.search("de la") == pcs.search("") == []


def test_current_codes_come_before_those_of_2003() -> None:
    found = pcs.search("paysagiste")
    assert [(code.code, code.former) for code in found] == [("631A", False), ("211J", True)]


def test_each_code_is_one_of_the_nomenclature() -> None:
    assert set(TRADES) | set(OFTEN_DECLARED) <= set(table("pcs_2017"))
    assert not set(table("pcs_2017")) & set(table("pcs_2003_only"))
    # unemployed and retired people of 2003 have figures alone
    assert all(re.fullmatch("[0-9]{3}[0-9A-Z]", code) for code in (*table("pcs_2017"), *table("pcs_2003_only")))


def test_a_code_of_2003_is_accepted_and_flagged() -> None:
    former = next(iter(table("pcs_2003_only")))
    assert pcs.is_valid(former.lower())
    assert pcs.is_former(former)
    assert pcs.described(former).endswith("(code de 2003, encore accepté)")
    assert pcs.described("632a") == pcs.label("632A")
    assert pcs.described("999Z") == ""


def test_suggestions_are_determinants_in_force() -> None:
    known = {row.code for row in determinants_on(date(2026, 11, 24))}
    assert set(pcs.suggested_determinants("632a")) <= known
    assert "silice_cristalline" in pcs.suggested_determinants("632A")


def test_an_activity_has_its_label() -> None:
    assert naf.label("4399C") == naf.label("43.99C")
    assert naf.label("9999X") is None
