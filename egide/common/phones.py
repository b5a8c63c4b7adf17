"""Telephones: as people type them, as they are kept, as a `tel:` link dials them."""

FRENCH_LENGTH, SHORTEST, LONGEST = 10, 8, 15  # E.164 allows fifteen digits at most
NBSP = "\N{NO-BREAK SPACE}"


def normalised(typed: str) -> str:
    """« 03.53.01.42.00 », « +33 3 53 01 42 00 » and « 0353014200 » are « 03 53 01 42 00 »; ValueError in French."""
    sign = "+" if typed.strip().startswith(("+", "00")) else ""
    digits = "".join(one for one in typed if one.isdigit()).removeprefix("00" if sign and "+" not in typed else "")
    if any(one.isalpha() for one in typed):
        raise ValueError("Un numéro de téléphone ne contient que des chiffres, par exemple 03 53 01 42 00.")
    if sign and digits.startswith("33"):
        sign, digits = "", "0" + digits.removeprefix("33").removeprefix("0")
    if sign:
        return _international(digits)
    if len(digits) != FRENCH_LENGTH or not digits.startswith("0"):
        raise ValueError(f"Un numéro de téléphone compte 10 chiffres ; celui-ci en a {len(digits)}.")
    return " ".join(digits[start : start + 2] for start in range(0, FRENCH_LENGTH, 2))


def _international(digits: str) -> str:
    if not SHORTEST <= len(digits) <= LONGEST:
        raise ValueError("Ce numéro international est trop court ou trop long : vérifiez chaque chiffre.")
    return f"+{digits}"


def dialled(phone: str) -> str:
    """What a telephone dials: « 03 53 01 42 00 » is « 0353014200 »."""
    return "".join(one for one in phone if one.isdigit() or one == "+")


def shown(phone: str) -> str:
    """The number as it was given, on one line whatever happens."""
    return phone.replace(" ", NBSP)
