"""What the bank sends is read as it is: credits alone, each under one key, and nothing that it names is opened."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from egide.banking import camt, tables
from egide.banking.models import CsvLayout
from egide.banking.reading import Unreadable, keyed
from tests.banking import files


def read(content: bytes) -> list[tuple[str, str]]:
    return [(str(one.amount), one.text) for one in camt.movements_of(content)]


def test_a_credit_says_who_when_how_much_and_why() -> None:
    found = next(iter(camt.movements_of(files.camt(files.entry(text=("FACT 2026-000", "01 MERCI"))))))
    assert (found.booked_on, found.amount) == (date(2026, 11, 20), Decimal("1200.00"))
    assert (found.name, found.iban, found.text) == ("CHARPENTES AUBERT", files.THEIRS, "FACT 2026-000 01 MERCI")


def test_pending_entries_and_other_currencies_are_left_out() -> None:
    left_out = [files.entry(status="PDNG"), files.entry(currency="CHF")]
    assert read(files.camt(*left_out, files.entry("5.00", ("OUI",)))) == [("5.00", "OUI")]


@pytest.mark.parametrize("version", ["02", "08", "14"])
def test_every_version_of_the_standard_is_read(version: str) -> None:
    newer = files.entry(text=("OUI",)).replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
    newer = newer.replace("<Dbtr><Nm>CHARPENTES AUBERT</Nm></Dbtr>", "<Dbtr><Pty><Nm>AUBERT</Nm></Pty></Dbtr>")
    found = list(camt.movements_of(files.camt(newer, version=version)))
    assert [(one.text, one.name) for one in found] == [("OUI", "AUBERT")]


def test_the_reference_of_a_qr_code_is_part_of_the_words() -> None:
    structured = files.entry(text=(), end_to_end="2026-00007").replace(
        "<RmtInf>", "<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
    )
    assert read(files.camt(structured)) == [("1200.00", "RF18539007547034 2026-00007")]


def test_a_batch_gives_its_transfers() -> None:
    two = [files.entry(text=(f"LOT {n}",)).partition("<TxDtls>")[2].partition("</TxDtls>")[0] for n in (1, 2)]
    details = "".join(f'<TxDtls><Amt Ccy="EUR">{n}0.00</Amt>{one}</TxDtls>' for n, one in enumerate(two, 1))
    batch = files.entry("30.00")
    before, _, rest = batch.partition("<TxDtls>")
    whole = before + details + rest.partition("</TxDtls>")[2]
    assert read(files.camt(whole)) == [("10.00", "LOT 1"), ("20.00", "LOT 2")]


def test_two_transfers_alike_are_two_and_keep_their_keys_in_another_statement() -> None:
    twice = list(camt.movements_of(files.camt(files.entry(), files.entry())))
    longer = list(camt.movements_of(files.camt(files.entry(day="2026-11-19"), files.entry(), files.entry())))
    keys, later = [one.key for one in keyed(twice)], [one.key for one in keyed(longer)]
    assert len(set(later)) == 3
    assert later[1:] == keys


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">',
    ],
)
def test_xxe_a_statement_that_declares_entities_is_refused(head: str) -> None:
    with pytest.raises(Unreadable):
        read(files.camt(files.entry(text=("&x;",) if "ENTITY" in head else ("x",)), head=head))


def test_xxe_no_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("CANARI")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    with pytest.raises(Unreadable) as refused:
        read(files.camt(files.entry(text=("&x;",)), head=head))
    assert "CANARI" not in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"<a", b"<a/>", files.camt().replace(b"Stmt>", b"Rpt>"), files.camt(files.entry("NaN")),
     files.camt(files.entry("1e999")), files.camt(files.entry("99999999999")), files.camt(files.entry(day="hier"))],
)  # fmt: skip
def test_what_is_no_statement_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_under_its_names_whatever_stands_above(encoding: str) -> None:
    rows = ["20/11/2026;VIR AUBÉRT;1 200,50", "21/11/2026;PRLV EDF;-80,00", "22/11/2026;;", "", "Solde;;1 120,50 €"]
    content = files.table(*rows[:4], head="Compte 1234\r\ndate;Libellé;MONTANT", encoding=encoding)
    found = list(tables.movements_of(content, CsvLayout()))
    assert [(one.booked_on, one.text, one.amount, one.is_outgoing) for one in found] == [
        (date(2026, 11, 20), "VIR AUBÉRT", Decimal("1200.50"), False),
        (date(2026, 11, 21), "PRLV EDF", Decimal(80), True),
    ]


@pytest.mark.parametrize(
    ("typed", "amount"), [("1.250,50", "1250.50"), ("1250.5", "1250.5"), ("+12", "12"), ("1 250,50 €", "1250.50")]
)
def test_amounts_are_read_as_banks_write_them(typed: str, amount: str) -> None:
    assert [one.amount for one in tables.movements_of(files.table(f"2026-11-20;x;{typed}"), CsvLayout())] == [
        Decimal(amount)
    ]


@pytest.mark.parametrize("row", ["hier;x;12,00", "20/11/2026;x;douze"])
def test_a_wrong_cell_is_told_with_its_line(row: str) -> None:
    with pytest.raises(Unreadable, match="Ligne 2"):
        list(tables.movements_of(files.table(row), CsvLayout()))
