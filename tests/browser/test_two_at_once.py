"""Two tabs, two people, two clicks: nothing is written into the wrong company, over somebody's work, or twice."""

import pytest

from tests.chromium.acts import STAFF, fill_employee, hire, open_sheet
from tests.chromium.readings import a_name
from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("two-at-once")]


def test_claire_keeps_two_members_apart_in_two_tabs(site: Site) -> None:
    claire, name = site.visitor("claire"), a_name("Onglet")
    claire.goto(f"{STAFF}ajout/")
    other = claire.context.new_page()
    other.goto("/adherents/10113/mes-salaries/ajout/")
    claire.look(other)
    fill_employee(claire.page, name, "Ève", "Couvreuse", "632E")
    claire.button("Valider").click()
    claire.page.get_by_role("heading", name="et maintenant").wait_for()
    assert "/adherents/10042/" in claire.page.url
    claire.goto(f"{STAFF}?q={name}")
    assert claire.link(name).count() == 1
    other.goto(f"/adherents/10113/mes-salaries/?q={name}")
    assert other.get_by_role("link", name=name).count() == 0


def test_two_people_on_one_sheet_settle_their_conflict(site: Site) -> None:
    martine, claire, name = site.visitor("martine"), site.visitor("claire"), a_name("Double")
    hire(martine, name)
    open_sheet(martine, name)
    open_sheet(claire, name)
    claire.page.get_by_label("Poste de travail").fill("Charpentier")
    claire.button("Valider").click()
    claire.page.wait_for_load_state()
    martine.page.get_by_label("Poste de travail").fill("Étancheur")
    martine.button("Valider").click()
    martine.page.get_by_role("heading", name="a changé entre-temps").wait_for()
    martine.look()
    assert "Claire Fontaine" in martine.says()
    assert martine.page.get_by_role("radio", name="Étancheur").is_checked()
    martine.page.get_by_role("radio", name="Charpentier").check()
    martine.button("Valider ces choix").click()
    martine.page.wait_for_load_state()
    open_sheet(martine, name)
    assert martine.page.get_by_label("Poste de travail").input_value() == "Charpentier"


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clicks_hire_once(scripts: bool, site: Site) -> None:
    martine, name = site.visitor("martine", scripts=scripts), a_name("Clic")
    martine.goto(f"{STAFF}ajout/")
    fill_employee(martine.page, name, "Luc", "Couvreur", "632E")
    martine.button("Valider").dblclick()
    martine.page.get_by_role("heading", name="et maintenant").wait_for()
    martine.goto(f"{STAFF}?q={name}")
    assert martine.link(name).count() == 1
