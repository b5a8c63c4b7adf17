"""Words as people type them: accents, hyphens, apostrophes and case do not count."""

import unicodedata


def folded(*texts: str) -> str:
    """`folded("Éloïse", "Le-Goff")` is "eloise le goff": what is stored to search, and what is searched."""
    whole = " ".join(texts).lower().replace("œ", "oe").replace("æ", "ae")
    apart = unicodedata.normalize("NFKD", whole)
    words = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in apart)
    return " ".join(words.encode("ascii", "ignore").decode().lower().split())
