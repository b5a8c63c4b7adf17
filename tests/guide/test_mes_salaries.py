"""« MES SALARIES »: Martine reads the colours, adds Lucie Marty, changes her sheet and ends her contract."""

from dataclasses import dataclass
from datetime import date

import pytest

from tests.chromium.acts import STAFF as LIST
from tests.chromium.acts import fill_employee, open_sheet
from tests.chromium.readings import Row, a_name, row_of
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("salaries")]

SILICA = "Poussière de silice cristalline"


@dataclass(frozen=True)
class Category:
    before: str
    ticked: str
    reasons: str


@dataclass(frozen=True)
class Seen:
    listed: list[str]
    rows: dict[str, Row]  # one of each state
    legend: str
    name: str
    reminder: str
    asking_for: str  # the employee ticked where the reminder leads
    added: Row
    sheet: str  # the heading of what the name opens
    post: str  # once corrected
    category: Category
    category_kept: str
    gone: Row


def first_row(martine: Visitor, query: str, icon: str) -> Row:
    martine.goto(f"{LIST}?{query}")
    rows = martine.page.get_by_role("table").locator("tbody").get_by_role("row")
    return row_of(rows.filter(has=martine.page.locator(f"td:last-child use[href$='#i-{icon}']")).first)


def add(martine: Visitor, name: str) -> None:
    page = martine.page
    martine.goto(LIST)
    martine.link("Ajouter un salarié").click()
    fill_employee(page, name, "Lucie", "Maçonne", "632A")
    martine.look()
    martine.button("Valider").click()
    page.get_by_role("heading", name="et maintenant").wait_for()
    martine.look()


def leave(martine: Visitor) -> None:
    page = martine.page
    martine.link("Sortir de l’effectif").click()
    page.get_by_label("Date de sortie").fill(date.today().isoformat())
    page.get_by_label("Motif").select_option(index=1)
    martine.look()
    martine.button("Valider la sortie").click()
    page.wait_for_url(f"**{LIST}*")


def read_colours(martine: Visitor) -> dict[str, Row]:
    return {
        "complete": first_row(martine, "etat=complet", "check"),
        "added": first_row(martine, "etat=ajoute", "user-plus"),
        "gone": first_row(martine, "etat=sorti", "user-minus"),
        "incomplete": first_row(martine, "etat=a-completer", "alert-triangle"),
    }


def follow_reminder(martine: Visitor) -> str:
    """Whom the request is for, where the reminder of the hire leads."""
    page = martine.page
    page.locator("main").get_by_role("link", name="Demander un rendez-vous").click()
    ticked = page.get_by_role("group", name="Salariés").get_by_role("checkbox", checked=True)
    martine.look()
    return plain(ticked.first.locator("xpath=..").inner_text())


def correct(martine: Visitor) -> Category:
    """Another post, and the silica of the new one ticked on the sheet that is open."""
    page = martine.page
    panel = page.get_by_role("complementary", name="Catégorie déclarée")
    badge = panel.locator("[data-cat]").first
    before = badge.inner_text()
    page.get_by_label("Poste de travail").fill("Cheffe d’équipe")
    page.get_by_role("checkbox", name=SILICA).check()
    panel.locator("[data-cat=SIR]").wait_for()
    martine.look()
    ticked = Category(before, badge.inner_text(), reasons=plain(panel.inner_text()))
    martine.button("Valider").click()
    page.wait_for_load_state()
    return ticked


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine, name = site.visitor("martine"), a_name("Marty")
    page = martine.page
    martine.goto(LIST)
    martine.look()
    listed, legend = page.get_by_role("rowheader").all_inner_texts(), plain(page.locator(".legend").inner_text())
    rows = read_colours(martine)
    add(martine, name)
    reminder, asking_for = martine.says(), follow_reminder(martine)
    added = first_row(martine, f"q={name}", "user-plus")
    sheet = open_sheet(martine, name)
    category = correct(martine)
    open_sheet(martine, name)
    post = page.get_by_label("Poste de travail").input_value()
    kept = page.get_by_role("complementary", name="Catégorie déclarée").locator("[data-cat]").first.inner_text()
    leave(martine)
    gone = first_row(martine, f"etat=sorti&q={name}", "user-minus")
    open_sheet(martine, name, "&etat=sorti")
    martine.look()
    return Seen(
        listed=listed,
        rows=rows,
        legend=legend,
        name=name,
        reminder=reminder,
        asking_for=asking_for,
        added=added,
        sheet=sheet,
        post=post,
        category=category,
        category_kept=kept,
        gone=gone,
    )


def test_the_staff_is_listed(seen: Seen) -> None:
    """« Retrouvez ici la liste de votre personnel. »"""
    assert len(seen.listed) >= 20


def test_white_is_complete(seen: Seen) -> None:
    """« Blanche : Les renseignements sont complets »"""
    assert seen.rows["complete"].colour == "white"
    assert seen.rows["complete"].icon == "check"
    assert "Complet" in seen.rows["complete"].words


def test_green_is_added(seen: Seen) -> None:
    """« Vert : Salarié ajouté »"""
    for row in (seen.rows["added"], seen.added):
        assert row.colour == "green"
        assert row.icon == "user-plus"
        assert "Ajouté" in row.words


def test_red_is_gone(seen: Seen) -> None:
    """« Rouge : Salarié sorti de l'effectif »"""
    for row in (seen.rows["gone"], seen.gone):
        assert row.colour == "red"
        assert row.icon == "user-minus"
        assert "Sorti" in row.words


def test_what_is_incomplete_is_neither_white_nor_green_nor_red(seen: Seen) -> None:
    """« Blanche : Les renseignements sont complets »: those that are not have a colour of their own."""
    assert seen.rows["incomplete"].colour == "amber"
    assert seen.rows["incomplete"].icon == "alert-triangle"
    for words in ("Blanc : complet", "Orange : à compléter", "Vert : ajouté", "Rouge : sorti"):
        assert words in seen.legend


def test_the_name_opens_the_sheet_to_change(seen: Seen) -> None:
    """« Cliquez sur le nom du salarié pour le modifier ou mettre à jour ses informations (Code PCS, poste …). »"""
    assert seen.name in seen.sheet
    assert seen.post == "Cheffe d’équipe"


def test_the_category_follows_the_determinants(seen: Seen) -> None:
    """« En complétant les Déterminants Suivi Individuel (Risques professionnels) la catégorie déclarée s'adaptera
    à votre sélection. »"""
    assert seen.category.before == "SI"
    assert seen.category.ticked == "SIR"
    assert "silice" in seen.category.reasons
    assert "R.4624-23" in seen.category.reasons
    assert "Avant vos modifications : SI" in seen.category.reasons
    assert seen.category_kept == "SIR"


def test_martine_adds_and_ends(seen: Seen) -> None:
    """« Pour ajouter ou supprimer un salarié cliquez sur : »"""
    assert "Ajouté" in seen.added.words
    assert date.today().strftime("%d/%m/%Y") in seen.gone.words


def test_a_hire_thinks_of_the_appointment(seen: Seen) -> None:
    """« Si vous ajoutez une embauche, penser à demander un rendez vous dans la rubrique correspondante. »"""
    assert "Pensez à demander son rendez-vous" in seen.reminder
    assert seen.name in seen.asking_for
