"""Words as people type them: accents, hyphens, apostrophes and case do not count."""

import unicodedata
from collections.abc import Iterable

from django.db.models import Q

LONGEST = 80  # signs of a search that count
PAIRS = 3  # first words typed that may be one word of a name


def folded(*texts: str) -> str:
    """`folded("Éloïse", "Le-Goff")` is "eloise le goff": what is stored to search, and what is searched."""
    whole = " ".join(texts).lower().replace("œ", "oe").replace("æ", "ae")
    apart = unicodedata.normalize("NFKD", whole)
    words = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in apart)
    return " ".join(words.encode("ascii", "ignore").decode().lower().split())


def squeezed(*texts: str) -> str:
    """The same without any space inside a text: `squeezed("Le Goff", "Zoé")` is "legoff zoe"."""
    return " ".join(folded(text).replace(" ", "") for text in texts)


def words_of(typed: str) -> list[str]:
    """The first words typed, as they are searched: each is a condition, and a database takes only so many."""
    return folded(typed[:LONGEST]).split()


def with_joined(*names: str) -> str:
    """Names to search, those of several words in one word as well: "legoff" and "le goff" both find « Le Goff »."""
    joined = [squeezed(name) for name in dict.fromkeys(names) if " " in folded(name)]
    return folded(*names, *joined)


def words_begin(column: str, words: str) -> Q:
    """Each word typed begins a word of `column`, which holds a text that `folded` has made; two words typed apart
    may also be one: « le goff » finds « Legoff »."""
    typed = words_of(words)
    found = _all_begin(column, typed)
    for rank in range(min(len(typed) - 1, PAIRS)):
        found |= _all_begin(column, [*typed[:rank], typed[rank] + typed[rank + 1], *typed[rank + 2 :]])
    return found


def _all_begin(column: str, words: Iterable[str]) -> Q:
    found = Q()
    for word in words:
        found &= Q((f"{column}__startswith", word)) | Q((f"{column}__contains", f" {word}"))
    return found


def words_stand(column: str, words: str) -> Q:
    """Each word typed stands somewhere in `column`, were it inside a word: « 812 345 678 » finds its SIREN."""
    found = Q()
    for word in words_of(words):
        found &= Q((f"{column}__contains", word))
    return found
