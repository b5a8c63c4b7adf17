"""PCS-ESE 2017 (Insee): the code of a trade, found by the words people use for it; codes of 2003 accepted."""

from functools import cache

from egide.common.search import folded
from egide.reference.tables import Code, table
from egide.reference.trades import OFTEN_DECLARED, TRADES


def normalised(code: str) -> str:
    """« 632 a » and « 632a » are « 632A »."""
    return "".join(code.split()).upper()


def is_valid(code: str) -> bool:
    return normalised(code) in _all()


def is_former(code: str) -> bool:
    """A code of the 2003 edition that the 2017 one no longer has: accepted, and flagged."""
    return normalised(code) in table("pcs_2003_only")


def label(code: str) -> str | None:
    return _all().get(normalised(code))


def search(words: str, limit: int = 12) -> list[Code]:
    """The codes whose label, code or usual trade names hold every word typed (singular, plural, no accent)."""
    wanted = [_stem(word) for word in folded(words).split()]
    if not wanted:
        return []
    by_trade = [code for trade, code in _trades() if all(_begins(trade, word) for word in wanted)]
    by_label = [code for code, text in _labels() if all(_begins(text, word) for word in wanted)]
    found = list(dict.fromkeys([*by_trade, *by_label]))[:limit]
    return [Code(code, _all()[code], is_former(code)) for code in found]


def suggested_determinants(code: str) -> tuple[str, ...]:
    """Risks often declared with this trade: to suggest, never to tick."""
    return OFTEN_DECLARED.get(normalised(code), ())


@cache
def _all() -> dict[str, str]:
    return table("pcs_2003_only") | table("pcs_2017")


@cache
def _labels() -> list[tuple[str, list[str]]]:
    entries = [*table("pcs_2017").items(), *table("pcs_2003_only").items()]
    return [(code, _stems(f"{code} {text}")) for code, text in entries]


@cache
def _trades() -> list[tuple[list[str], str]]:
    return [(_stems(name), code) for code, names in TRADES.items() for name in names]


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in folded(text).split()]


def _stem(word: str) -> str:
    """Plural and feminine endings left out: « maçons », « conductrice » and « conducteur » meet."""
    for ending, kept in (("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur")):
        if word.endswith(ending):
            return word[: -len(ending)] + kept
    return word.rstrip("sx") if len(word) > 3 else word


def _begins(words: list[str], wanted: str) -> bool:
    return any(word.startswith(wanted) for word in words)
