"""The headings under which French banks write their CSV, folded: « Date de l’opération », « Débit euros »."""

import re
import unicodedata

Places = dict[str, int]  # date, label, amount, debit, name, way → which cell of a row

# Of each, the best first: the day of the booking before that of the value, the whole label before its short form.
DATE = (
    "date comptabilisation", "date comptable", "date operation", "dateop", "date ope", "date", "date ecriture",
    "date mouvement", "date transaction", "date valeur",
)  # fmt: skip
LABEL = (
    "libelle complet", "libelle operation", "libelle detaille", "libelle", "libelle simplifie", "libelle ecriture",
    "detail ecriture", "intitule", "nature operation", "description", "label", "detail", "motif", "nature",
)  # fmt: skip
AMOUNT = ("montant", "montant operation", "montant net", "amount", "mouvement", "valeur")
CREDIT = ("credit", "montant credit", "mouvement credit", "credits", "recettes", "entree")
DEBIT = ("debit", "montant debit", "mouvement debit", "debits", "depenses", "sortie")
NAME = ("donneur ordre", "nom donneur ordre", "emetteur", "tiers", "contrepartie", "nom contrepartie", "beneficiaire")
WAY = ("sens", "sens operation", "debit credit", "d c")
SMALL = frozenset({"eur", "euro", "euros", "en", "de", "l", "d", "la", "le", "du", "des", "ttc"})


def recognised(row: list[str]) -> Places | None:
    """None for a row that is not the headings: a date, a label, and an amount or both a debit and a credit."""
    names = [_folded(cell) for cell in row]

    def place(known: tuple[str, ...]) -> int | None:
        return next((names.index(name) for name in known if name in names), None)

    credit, debit = place(CREDIT), place(DEBIT)
    found = {"date": place(DATE), "label": place(LABEL), "name": place(NAME)}
    if credit is not None and debit is not None:
        found |= {"amount": credit, "debit": debit}
    else:
        found |= {"amount": place(AMOUNT), "way": place(WAY)}
    if any(found[name] is None for name in ("date", "label", "amount")):
        return None
    return {name: where for name, where in found.items() if where is not None}


def _folded(cell: str) -> str:
    plain = unicodedata.normalize("NFKD", cell[:80]).encode("ascii", "ignore").decode().casefold()
    return " ".join(word for word in re.findall(r"[a-z0-9]+", plain) if word not in SMALL)
