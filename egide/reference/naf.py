"""NAF rev. 2 (Insee): the label of an activity code."""

from egide.reference.tables import table


def label(code: str) -> str | None:
    """`code` with or without its dot: « 43.99C », « 4399C »."""
    plain = code.replace(".", "").upper()
    return table("naf").get(f"{plain[:2]}.{plain[2:]}")
