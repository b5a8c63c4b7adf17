"""Words as people type them: accents, hyphens, apostrophes and case do not count."""

import unicodedata


def folded(*texts: str) -> str:
    """`folded("Éloïse", "Le-Goff")` is "eloise le goff": what is stored to search, and what is searched."""
    whole = " ".join(texts).lower().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())
