"""Row 46: what leaves as a spreadsheet is text, and a list never gives more than its page."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from tests import factories
from tests.attacks.world import World

FORMULAS = ['=HYPERLINK("http://mal.example";"ici")', "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-2+3", "\t=1+1", ";=1+1"]
EMPLOYEES = "/adherents/10042/mes-salaries/export"


@pytest.mark.parametrize("text", FORMULAS)
def test_row_46_a_name_that_is_a_formula_stays_a_name(text: str, world: World) -> None:
    """Kimai CVE-2026-42267: the accountant's spreadsheet ran what an employee was called."""
    factories.a_complete_employee(world.ours.member, text, post=text)
    client = world.browser_of("administrateur")
    written = client.get(f"{EMPLOYEES}/csv/").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(StringIO(written), delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "\t"))]
    sheet = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{EMPLOYEES}/xlsx/").content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert text.strip() in {str(cell).strip() for row in rows for cell in row}


def test_an_export_follows_the_right_to_see_risks(world: World) -> None:
    """A firm with the scope « effectifs » alone exports the staff, and no category."""
    rows = world.browser_of("cabinet-effectifs").get(f"{EMPLOYEES}/csv/").content.decode("utf-8-sig").splitlines()
    place = rows[0].split(";").index("Catégorie déclarée") if "Catégorie déclarée" in rows[0] else None
    assert len(rows) > 1
    assert place is None or {row.split(";")[place] for row in rows[1:]} == {""}


@pytest.mark.parametrize("kind", ["pdf", "json", "../csv", "CSV", "%00"])
def test_an_unknown_kind_of_export_does_not_exist(kind: str, world: World) -> None:
    assert world.browser_of("administrateur").get(f"{EMPLOYEES}/{kind}/").status_code in {400, 404}
