"""Words as people type them: accents, hyphens, apostrophes and case do not count."""

import unicodedata

from django.db.models import Q

LONGEST = 80  # signs of a search that count


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


def words_begin(column: str, words: str) -> Q:
    """Each word typed begins a word of `column`, which holds a text that `folded` has made."""
    found = Q()
    for word in words_of(words):
        found &= Q((f"{column}__startswith", word)) | Q((f"{column}__contains", f" {word}"))
    return found


def words_stand(column: str, words: str) -> Q:
    """Each word typed stands somewhere in `column`, were it inside a word: « 812 345 678 » finds its SIREN."""
    found = Q()
    for word in words_of(words):
        found &= Q((f"{column}__contains", word))
    return found
