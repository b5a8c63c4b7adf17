"""NAF rev. 2 (Insee): an activity code as people type it, as it is kept, and its label."""

from django.core.exceptions import ValidationError

from egide.reference.tables import table


def normalised(code: str) -> str:
    """« 4399c », « 43.99C » and « 43 99 C » are all kept as « 43.99C »."""
    plain = "".join(sign for sign in code if sign.isalnum()).upper()
    return f"{plain[:2]}.{plain[2:]}" if len(plain) > 2 else plain


def label(code: str) -> str | None:
    return table("naf").get(normalised(code))


def check(code: str) -> None:
    """A code of the table; an empty one is for its column to accept or not."""
    if code and label(code) is None:
        raise ValidationError(f"Le code NAF « {code} » n’existe pas : il ressemble à 43.99C.")


def check_start(start: str) -> None:
    """The beginning of at least one code of the table: « 43 », « 43.9 », « 43.99C »."""
    if start and not any(code.startswith(normalised(start)) for code in table("naf")):
        raise ValidationError(f"Aucun code NAF ne commence par « {start} ».")
