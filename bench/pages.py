"""The pages that are measured, in the order of the menu, each with the goal that the project has set itself."""

from dataclasses import dataclass
from urllib.parse import quote

from bench import week
from bench.subject import NUMBER
from egide.appointments.models import Appointment
from egide.members.models import Member

LIST, OPEN, SAVE, WEEK = 1.3, 1.5, 2.0, 3.0
SEARCH_MS = 5.0


@dataclass(frozen=True)
class Page:
    """`goal`: CPU as a multiple of the floor (none where the project has set none); `saves`: its form is sent."""

    label: str
    url: str
    who: str = "martine"
    goal: float | None = None
    searches: bool = False
    saves: bool = False


FLOOR = Page("Plancher", f"/plancher/{NUMBER}/")


def pages() -> list[Page]:
    """The addresses depend on the rows that the database has given."""
    space = f"/adherents/{NUMBER}/"
    member = Member.objects.get(number=NUMBER)
    person = member.employees.present().order_by("pk")[10]
    sheet = f"{space}mes-salaries/{person.pk}/"
    request = Appointment.objects.waiting().order_by("pk").first()
    return [
        Page("Accueil", space),
        Page("Mon entreprise", f"{space}mon-entreprise/"),
        Page("Mes salariés", f"{space}mes-salaries/", goal=LIST),
        Page("Mes salariés, page 3", f"{space}mes-salaries/?page=3", goal=LIST),
        Page("Mes salariés, catégorie SIA", f"{space}mes-salaries/?categorie=SIA", goal=LIST),
        Page("Mes salariés, recherche", f"{space}mes-salaries/?q=mar", searches=True),
        Page("Fiche d’un salarié", sheet),
        Page("Modifier la fiche", f"{sheet}modification/", goal=OPEN),
        Page("Enregistrer la fiche", f"{sheet}modification/", goal=SAVE, saves=True),
        Page("Mes factures acquittées", f"{space}mes-factures/?groupe=acquittees", goal=LIST),
        Page("Mes contacts", f"{space}mes-contacts/"),
        Page("Mes rendez-vous passés", f"{space}mes-rendez-vous/?onglet=passes", goal=LIST),
        Page("Mes documents", f"{space}mes-documents/"),
        Page("Espace service, accueil", "/service/", "nadia"),
        Page("File des demandes", "/service/rendez-vous/", "nadia"),
        Page("Une demande", f"/service/rendez-vous/{request.pk if request else 0}/", "nadia"),
        Page("File, recherche", "/service/rendez-vous/?q=mar", "nadia", searches=True),
        Page("Planning d’un centre, 12 professionnels", week.address(), "nadia", goal=WEEK),
        Page("Semaine et propositions pour une demande", week.week_address(), "nadia", goal=WEEK),
        Page("Mouvements", "/service/mouvements/", "nadia"),
        Page("Adhérents", "/service/adherents/", "nadia", goal=LIST),
        Page("Adhérents, page 200", "/service/adherents/?page=200", "nadia", goal=LIST),
        Page("Adhérents, recherche d’un nom", "/service/adherents/?q=faure", "nadia", searches=True),
        Page("Adhérents, recherche d’un n°", f"/service/adherents/?q={NUMBER}", "nadia", searches=True),
        Page("Adhérents, recherche d’un salarié", f"/service/adherents/?q={quote(person.names_key)}", "nadia",
             searches=True),
        Page("Un adhérent", f"/service/adherents/{NUMBER}/", "nadia"),
        Page("Facturation", "/service/factures/", "nadia", goal=LIST),
        Page("Facturation, recherche", "/service/factures/?q=M00042", "nadia", searches=True),
    ]  # fmt: skip
