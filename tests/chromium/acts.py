"""What several journeys do on their way: hire somebody, open a sheet, ask for a visit."""

from playwright.sync_api import Page

from tests.chromium.visitor import Visitor

STAFF = "/adherents/10042/mes-salaries/"
VISITS = "/adherents/10042/mes-rendez-vous/"


def fill_employee(page: Page, name: str, first_name: str, post: str, pcs_code: str) -> None:
    """The form of « Ajouter un salarié », without a determinant."""
    page.get_by_label("Nom de naissance").fill(name)
    page.get_by_label("Prénom").fill(first_name)
    page.get_by_label("Date de naissance").fill("1990-05-04")
    page.get_by_label("Contrat", exact=True).select_option("CDI")
    page.get_by_label("Établissement").select_option(index=1)
    page.get_by_label("Date d’entrée").fill("2026-09-01")
    page.get_by_label("Poste de travail").fill(post)
    page.get_by_label("Code PCS-ESE").fill(pcs_code)


def hire(visitor: Visitor, name: str, first_name: str = "Ali", *, staff: str = STAFF) -> None:
    """Somebody new, down to the page that says what comes next."""
    visitor.goto(f"{staff}ajout/")
    fill_employee(visitor.page, name, first_name, "Couvreur", "632E")
    visitor.button("Valider").click()
    visitor.page.get_by_role("heading", name="et maintenant").wait_for()


def open_sheet(visitor: Visitor, name: str, query: str = "") -> str:
    """The sheet of `name`, found in the list; its heading."""
    visitor.goto(f"{STAFF}?q={name}{query}")
    visitor.link(name).click()
    return visitor.page.get_by_role("heading", level=1).inner_text()
