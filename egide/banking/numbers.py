"""The invoice numbers that the words of a transfer may hold."""

import re

DIGITS = re.compile(r"\d+")
BETWEEN = re.compile(r"[\s./_-]*")  # what banks and people put inside a number
YEAR, OWN_LENGTHS = 4, {9, 10}  # « 2026-00012 »: a year and at least five digits
MOST_PIECES = 6


def numbers_in(text: str) -> list[str]:
    """The invoice numbers that `text` may hold, in its order: « 2026 - 000 12 » and « F202600012 » are 2026-00012; each
    run of digits may also be a number of the former software."""
    found: dict[str, None] = {}
    pieces = list(DIGITS.finditer(text))
    for start, piece in enumerate(pieces):
        found[piece[0]] = None
        joined = ""
        for rank, other in enumerate(pieces[start : start + MOST_PIECES]):
            if rank and not BETWEEN.fullmatch(text, pieces[start + rank - 1].end(), other.start()):
                break
            joined += other[0]
            if len(joined) in OWN_LENGTHS:
                found[f"{joined[:YEAR]}-{joined[YEAR:]}"] = None
    return list(found)
