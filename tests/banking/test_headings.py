"""The CSV of French banks, read without a word from anybody; one that is not known says how to mend."""

from datetime import date
from decimal import Decimal

import pytest

from egide.banking import tables
from egide.banking.models import CsvLayout
from egide.banking.reading import Unreadable
from tests.banking import files

# As each bank writes them; the amounts and the words are invented.
BANKS = [
    ("Date;Libellé;Débit euros;Crédit euros;", "20/11/2026;VIR AUBERT;;1 200,50;", "21/11/2026;EDF;80,00;;"),
    ("Date;Date de valeur;Débit;Crédit;Libellé;Solde", "20/11/2026;21/11/2026;;1200,50;VIR AUBERT;9",
     "21/11/2026;21/11/2026;-80,00;;EDF;9"),
    ("Date;Libellé;Montant(EUROS)", "20/11/2026;VIR AUBERT;1200,50", "21/11/2026;EDF;-80,00"),
    ("Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise",
     "20/11/2026;VIR AUBERT;x;1.200,50;EUR", "21/11/2026;EDF;x;-80;EUR"),
    ("Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Debit;Credit;Date operation",
     "20/11/2026;x;VIR AUBERT;R;;+1200,50;19/11/2026", "21/11/2026;x;EDF;R;-80,00;;20/11/2026"),
    ("dateOp;dateVal;label;category;amount", "2026-11-20;2026-11-20;VIR AUBERT;x;1200,50",
     "2026-11-21;2026-11-21;EDF;x;-80,00"),
    ("Compte;Date opération;Libellé;Montant;Sens", "1;20/11/2026;VIR AUBERT;1200,50;C", "1;21/11/2026;EDF;80,00;D"),
    ("DATE\tLIBELLE\tMONTANT EN EUROS", "20-11-2026\tVIR AUBERT\t1 200,50 €", "21-11-2026\tEDF\t80,00-"),
    ("Date,Libellé,Montant", "20/11/26,VIR AUBERT,1200.50", "21/11/26,EDF,-80.00"),
]  # fmt: skip


def read(content: bytes, columns: CsvLayout | None = None) -> list[tuple[date, Decimal, str, bool]]:
    found = tables.movements_of(content, columns or CsvLayout())
    return [(one.booked_on, one.amount, one.text, one.is_outgoing) for one in found]


BOTH = [
    (date(2026, 11, 20), Decimal("1200.50"), "VIR AUBERT", False),
    (date(2026, 11, 21), Decimal(80), "EDF", True),
]


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank[0][:40])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_the_usual_headings_are_read(bank: tuple[str, ...], encoding: str) -> None:
    head, *rows = [line.replace("€", "EUR") for line in bank]
    above = "Compte courant n° 00012345\r\nSolde au 30/11/2026\r\n\r\n"
    assert read(files.table(*rows, head=above + head, encoding=encoding)) == BOTH


def test_the_day_comes_first() -> None:
    assert read(files.table("03/04/2026 00:00:00;x;1,00"))[0][0] == date(2026, 4, 3)
    with pytest.raises(Unreadable, match=r"Ligne 2.*31/12/2026"):
        read(files.table("11/20/2026;x;1,00"))


@pytest.mark.parametrize("typed", ["1,250.50", "1,250", "12,345"])
def test_an_amount_that_may_be_two_is_not_guessed(typed: str) -> None:
    with pytest.raises(Unreadable, match="montant"):
        read(files.table(f"20/11/2026;x;{typed}"))


def test_columns_that_are_unknown_are_shown_with_how_to_mend() -> None:
    with pytest.raises(Unreadable, match=r"Débit et Crédit.*Lu.*Truc.*Colonnes du CSV"):
        read(files.table("x;1", head="Truc;Crédit"))
    with pytest.raises(Unreadable, match="Lu"):
        read(b"\xff\xfe\x00")


@pytest.mark.django_db
def test_what_accounting_has_named_comes_first_and_the_usual_headings_after() -> None:
    CsvLayout(pk=1).choose(
        by=None, separator=";", date_column="Jour", amount_column="Reçu", debit_column="Versé", label_column="Quoi"
    )
    rows = ["20/11/2026;VIR AUBERT;1200,50;", "21/11/2026;EDF;;80,00"]
    assert read(files.table(*rows, head="Jour;Quoi;Reçu;Versé"), CsvLayout.current()) == BOTH
    assert read(files.table("20/11/2026;VIR AUBERT;1200,50"), CsvLayout.current()) == BOTH[:1]
    with pytest.raises(Unreadable, match="celles que vous avez choisies"):
        read(files.table("x;1", head="Truc;Crédit"), CsvLayout.current())
