"""Lists as files: no cell runs, and what was written is read back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from egide.ui.exports import csv_export, xlsx_export

BAD = ["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", ";=1"]


@pytest.mark.parametrize("text", BAD)
def test_a_formula_is_disarmed_in_csv(text: str) -> None:
    content = csv_export("x", ["Nom"], [[text]]).content.decode("utf-8-sig")
    assert "'" + text[0] in content


@pytest.mark.parametrize("text", BAD)
def test_a_formula_stays_text_in_xlsx(text: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx_export("x", ["Nom"], [[text]]).content))
    assert text.strip() in str(book.get_sheet_by_index(0).to_python()[1][0])


def test_dates_and_amounts_keep_their_kind() -> None:
    answer = xlsx_export("x", ["Jour", "Montant"], [[date(2026, 12, 31), Decimal("5186.12")]])
    row = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1]
    assert row == [date(2026, 12, 31), 5186.12]
    text = csv_export("x", ["Jour", "Montant"], [[date(2026, 12, 31), Decimal("5186.12")]]).content.decode("utf-8-sig")
    assert "31/12/2026;5186,12" in text
