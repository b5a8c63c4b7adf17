"""The numbers of French companies and people: typed with spaces, checked by their key, shown in groups."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fr import nir, siren, siret, tva

LARGEST_KEY = 2**63 - 1  # of a BigAutoField, on both databases


def clean_digits(value: str) -> str:
    """What was typed, without the spaces, dots and dashes that people put between the groups."""
    return "".join(sign for sign in value if sign.isalnum()).upper()


def is_row_key(word: str) -> bool:
    """Could this be the key of a row? « ² », thirty nines or an empty word could not, and break a query."""
    return word.isascii() and word.isdigit() and len(word) <= 19 and int(word) <= LARGEST_KEY


def row_keys(words: Iterable[str]) -> list[int]:
    """The keys among the words that an address or a form sends."""
    return [int(word) for word in words if is_row_key(word)]


def check_siren(value: str) -> None:
    _check(siren.validate, value, 9, "SIREN")


def check_siret(value: str) -> None:
    _check(siret.validate, value, 14, "SIRET")


def check_nir(value: str) -> None:
    """The 13 signs of the « numéro de sécurité sociale » and its key of 2 digits (Corsica: 2A, 2B)."""
    _check(nir.validate, value, 15, "numéro de sécurité sociale")


def check_iban(value: str) -> None:
    """An account number with its key (ISO 13616): it is printed on every invoice."""
    if value and not (value.isascii() and iban.is_valid(value)):  # « １ » is a digit for Python, not for a bank
        raise ValidationError("Cet IBAN n’existe pas : vérifiez chaque signe sur le relevé d’identité bancaire.")


def check_bic(value: str) -> None:
    """The code of a bank (ISO 9362): 8 or 11 signs."""
    if value and not (value.isascii() and bic.is_valid(value)):
        raise ValidationError("Ce BIC n’existe pas : il compte 8 ou 11 signes.")


def check_vat_number(value: str) -> None:
    """FR, the key and the SIREN (CGI, art. 286 ter)."""
    if value and not (value.isascii() and value.startswith("FR") and tva.is_valid(value)):
        raise ValidationError("Ce n° de TVA n’existe pas : FR, deux signes de clé, puis le SIREN.")


def grouped(value: str, *sizes: int) -> str:
    """`grouped("81234567800014", 3, 3, 3, 5)` is « 812 345 678 00014 » with no-break spaces."""
    parts, start = [], 0
    for size in sizes:
        parts.append(value[start : start + size])
        start += size
    return "\N{NO-BREAK SPACE}".join(part for part in parts if part)


def _check(validate: Callable[[str], str], value: str, length: int, name: str) -> None:
    if len(value) != length:
        gap = length - len(value)
        missing = f"il en manque {gap}" if gap > 0 else f"il y en a {-gap} de trop"
        raise ValidationError(f"Le {name} compte {length} chiffres ; {missing}.")
    try:
        validate(value if value.isascii() else "")
    except WrongNumber as wrong:
        raise ValidationError(f"Ce {name} n’existe pas : sa clé est fausse. Vérifiez chaque chiffre.") from wrong
