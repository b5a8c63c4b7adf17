"""PCS-ESE 2017 (Insee): the code of a trade, found by the words people use for it; codes of 2003 accepted."""

from functools import cache

from egide.common.search import folded
from egide.reference.tables import Code, table
from egide.reference.trades import OFTEN_DECLARED, TRADES

EDITIONS = ("pcs_2017", "pcs_2003_only")
LITTLE_WORDS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "h", "f", "l", "la", "le", "les", "ou"})
FEMININE = (("trice", "teur"), ("euse", "eur"), ("eure", "eur"), ("iere", "ier"), ("ienne", "ien"))


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


def described(code: str) -> str:
    """What a code means, with a word for those of 2003; nothing for an unknown one."""
    found = label(code) or ""
    return f"{found} (code de 2003, encore accepté)" if is_former(code) else found


def search(words: str, limit: int = 12) -> list[Code]:
    """The codes whose label, code or usual trade names hold every word typed (singular, plural, no accent).

    When none holds them all (« apprenti maçon »), those that hold the most of them.
    """
    wanted = [word for word in _stems(words) if word not in LITTLE_WORDS]
    if not wanted:
        return []
    held = [(sum(_begins(text, word) for word in wanted), code) for text, code in _entries()]
    most = max(count for count, _ in held)
    found = list(dict.fromkeys(code for count, code in held if count == most > 0))[:limit]
    return [Code(code, _all()[code], is_former(code)) for code in found]


def suggested_determinants(code: str) -> tuple[str, ...]:
    """Risks often declared with this trade: to suggest, never to tick."""
    return OFTEN_DECLARED.get(normalised(code), ())


@cache
def _all() -> dict[str, str]:
    return table("pcs_2003_only") | table("pcs_2017")


@cache
def _entries() -> list[tuple[list[str], str]]:
    """What is searched, in order: usual trade names, labels of 2017, labels of 2003."""
    trades = [(name, code) for code, names in TRADES.items() for name in names]
    labels = [(f"{code} {text}", code) for edition in EDITIONS for code, text in table(edition).items()]
    return [(_stems(text), code) for text, code in (*trades, *labels)]


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in folded(text).split()]


def _stem(word: str) -> str:
    """Plural and feminine endings left out: « maçons », « conductrice » and « conducteur » meet."""
    for ending, kept in FEMININE:
        if word.endswith((ending, f"{ending}s")):
            word = word.rstrip("s")
            return word[: -len(ending)] + kept
    return word.rstrip("sx") if len(word) > 3 else word


def _begins(words: list[str], wanted: str) -> bool:
    return any(word.startswith(wanted) for word in words)
