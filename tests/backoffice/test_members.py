"""Adhérents: found by anything that is theirs, read whole on one page, edited block by block, struck off and back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.accounts.models import AccessLog, User
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Mandate, Member
from tests import factories
from tests.papers import SPACES

LIST = "/service/adherents/"
PAGE = "/service/adherents/10042/"


def names(client: Client, words: str) -> str:
    return client.get(LIST, {"q": words}).content.decode()


@pytest.fixture
def everything(ours: Member, theirs: Member, employee: Employee, martine: User, mandate: Mandate) -> Member:
    """Martine's company with one of each thing by which it may be found, and Karim's beside it."""
    factories.an_invoice(ours)
    return ours


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("10042", ""),
        ("aubert charpentes", ""),
        ("girard paul", "Salarié : Girard Paul"),
        ("martine", "Utilisateur : Martine Aubert"),
        ("fontaine", "Cabinet : Cabinet Fontaine"),
        ("F 2026-00001", "Facture : 2026-00001"),
        ("martine@aubert.example", "Utilisateur : Martine Aubert"),
    ],
)
def test_elise_finds_a_member_by_anything_and_reads_why(
    words: str, why: str, as_elise: Client, everything: Member
) -> None:
    page = names(as_elise, words)
    assert "Charpentes Aubert" in page
    assert "CANARI" not in page
    assert why in page


def test_a_siret_leads_to_its_member(as_elise: Client, everything: Member) -> None:
    siret = everything.establishments.get().siret
    assert "Établissement :" in names(as_elise, f"{siret[:9]} {siret[9:]}")


def test_a_percent_sign_finds_nobody(as_elise: Client, everything: Member) -> None:
    assert "Aucun adhérent ne correspond" in names(as_elise, "%")


def test_sophie_never_finds_a_member_by_its_invoice(as_sophie: Client, everything: Member) -> None:
    assert "Charpentes Aubert" not in names(as_sophie, "2026-00001")


def test_armand_never_finds_a_member_by_its_employees(as_armand: Client, everything: Member) -> None:
    assert "Charpentes Aubert" not in names(as_armand, "girard")


def test_the_list_costs_the_same_with_one_member_or_ten(as_elise: Client, ours: Member) -> None:
    names(as_elise, "reims")
    with CaptureQueriesContext(connection) as few:
        names(as_elise, "reims")
    for number in range(10200, 10210):
        factories.a_member(number, "Maison de Reims")
    with CaptureQueriesContext(connection) as many:
        assert "10209" in names(as_elise, "reims")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        ("", "03 53"),
        ("salaries/", "Girard Paul"),
        ("rendez-vous/", "Aucun rendez-vous"),
        ("factures/", "2026-00001"),
        ("factures/releve/", "1 200,00"),
        ("documents/", "Ce que l’adhérent lit"),
        ("modifications/", "Aucune demande de modification"),
        ("acces/", "Cabinet Fontaine"),
        ("historique/", "Girard Paul"),
    ],
)
def test_elise_reads_each_section_of_a_member(section: str, shown: str, as_elise: Client, everything: Member) -> None:
    everything.change_details(by=None, phone="03 53 11 22 33", email="", website="")
    page = as_elise.get(PAGE + section)
    assert shown in page.content.decode().translate(SPACES)
    assert AccessLog.objects.filter(member_number=10042, user__username="elise").exists()


def test_the_sheet_of_an_employee_never_shows_the_nir(as_sophie: Client, employee: Employee) -> None:
    employee.correct(by=None, nir="188045154007866")
    page = as_sophie.get(f"{PAGE}salaries/{employee.pk}/").content.decode()
    assert "renseigné" in page
    assert "188045154007866" not in page.replace(" ", "")


def test_an_employee_of_another_member_is_not_on_this_page(
    as_sophie: Client, ours: Member, their_employee: Employee
) -> None:
    assert as_sophie.get(f"{PAGE}salaries/{their_employee.pk}/").status_code == 404


def test_sophie_reads_no_amount_in_the_history(as_sophie: Client, as_elise: Client, everything: Member) -> None:
    assert "2026-00001" in as_elise.get(f"{PAGE}historique/").content.decode()
    assert "2026-00001" not in as_sophie.get(f"{PAGE}historique/").content.decode()
    assert as_sophie.get(f"{PAGE}factures/").status_code == 403


def test_a_history_never_shows_a_dictionary(as_elise: Client, everything: Member) -> None:
    page = as_elise.get(f"{PAGE}historique/").content.decode()
    assert "{&#x27;" not in page
    assert "{}" not in page


def test_armand_sees_no_link_that_his_role_may_not_follow(as_armand: Client, everything: Member) -> None:
    request = factories.a_request(everything.employees.get())
    page = as_armand.get(f"{PAGE}rendez-vous/").content.decode()
    assert "Girard" in page
    assert f"/service/rendez-vous/{request.pk}/" not in page
    assert "salaries/" not in as_armand.get(PAGE).content.decode()


def test_elise_enrols_a_member(as_elise: Client, physician: Physician) -> None:
    facts = {"number": 10500, "name": "Bois & Fils", "siren": "732 829 320", "naf": "4391a", "joined_on": "2026-01-05"}
    as_elise.post(f"{LIST}nouveau/", facts)
    born = Member.objects.get(number=10500)
    assert (born.siren, born.naf) == ("732829320", "43.91A")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("siren", "", "erreur à corriger"),
        ("siren", "732829321", "sa clé est fausse"),
        ("naf", "ZZ", "n’existe pas"),
        ("joined_on", "2099-01-01", "d’ici un an au plus tard"),
        ("number", "10042", "Ce n° est déjà celui d’un adhérent"),
    ],
)
def test_nonsense_makes_no_member(field: str, value: str, said: str, as_elise: Client, ours: Member) -> None:
    facts = {"number": 10500, "name": "Bois & Fils", "siren": "732829320", "naf": "43.91A", "joined_on": "2026-01-05"}
    page = as_elise.post(f"{LIST}nouveau/", facts | {field: value}).content.decode()
    assert said in page
    assert "Bois &amp; Fils" in page
    assert Member.objects.count() == 1


def test_the_same_siren_twice_is_said_then_accepted_if_meant(as_elise: Client, ours: Member) -> None:
    facts = {"number": 10500, "name": "Reprise", "siren": ours.siren, "naf": "43.91A", "joined_on": "2026-01-05"}
    assert "porte déjà ce SIREN" in as_elise.post(f"{LIST}nouveau/", facts).content.decode()
    as_elise.post(f"{LIST}nouveau/", facts | {"twice": "on"})
    assert Member.objects.filter(siren=ours.siren).count() == 2


@pytest.mark.parametrize(
    ("block", "facts", "shown"),
    [
        ("identite/", {"name": "Bois", "siren": "732829320", "naf": "16.23Z", "joined_on": "2015-03-02"}, "16.23Z"),
        ("coordonnees/", {"phone": "03 53 99 88 77", "email": "", "website": ""}, "03 53 99 88 77"),
        ("adresses/billing/", {"line1": "2 rue Haute", "postcode": "51100", "city": "Reims"}, "2 rue Haute"),
        ("contacts/safety/", {"name": "Inès Petit", "phone": "03 53 00 00 01"}, "Inès Petit"),
    ],
)
def test_elise_writes_each_block_of_a_member(
    block: str, facts: dict[str, str], shown: str, as_elise: Client, ours: Member
) -> None:
    as_elise.post(PAGE + block, facts)
    assert shown in as_elise.get(PAGE).content.decode().translate(SPACES)


def test_two_people_on_one_identity_are_told(as_elise: Client, as_nadia: Client, ours: Member) -> None:
    facts = {"siren": ours.siren, "naf": ours.naf, "joined_on": "2015-03-02", "version": ours.version}
    as_elise.post(f"{PAGE}identite/", facts | {"name": "Nom d’Élise"})
    second = as_nadia.post(f"{PAGE}identite/", facts | {"name": "Nom de Nadia"})
    assert second.status_code == 409
    assert Member.objects.get().name == "Nom d’Élise"


def test_a_siret_of_another_company_is_refused(as_elise: Client, ours: Member, theirs: Member) -> None:
    facts = {"siret": factories.a_siret(theirs.siren), "address": "1 rue", "postcode": "51100", "city": "Reims"}
    page = as_elise.post(f"{PAGE}etablissements/nouveau/", facts).content.decode()
    assert "Un SIRET commence par le SIREN" in page


def test_a_member_struck_off_only_reads_until_it_is_undone(as_elise: Client, as_martine: Client, ours: Member) -> None:
    as_elise.post(f"{PAGE}radiation/", {"on": "2026-01-31", "reason": "Cessation d’activité"})
    assert "Cessation d’activité" in as_elise.get(PAGE).content.decode()
    assert as_martine.get("/adherents/10042/mes-salaries/").status_code == 403
    as_elise.post(f"{PAGE}radiation/annulation/")
    assert as_martine.get("/adherents/10042/mes-salaries/").status_code == 200


def test_a_striking_off_leaves_no_appointment_behind(
    as_elise: Client, employee: Employee, physician: Physician
) -> None:
    other = factories.a_complete_employee(employee.member, "Autre")
    before = factories.a_confirmed(employee, physician, factories.in_days(3))
    after = factories.a_confirmed(other, physician, factories.in_days(20))
    asked = factories.a_request(factories.a_complete_employee(employee.member, "Encore"))
    page = as_elise.get(f"{PAGE}radiation/").content.decode()
    assert "Rendez-vous à venir : 2. Demandes en cours : 1." in page
    assert '<button class="btn btn--danger">Radier l’adhérent</button>' in page
    end = factories.in_days(10).date()
    as_elise.post(f"{PAGE}radiation/", {"on": end, "reason": "Démission", "give_up": "on"})
    for row in (before, after, asked):
        row.refresh_from_db()
    assert (before.state, after.state, asked.state) == (State.CONFIRMED, State.CANCELLED_BY_SERVICE, State.REFUSED)
    assert after.fee is None


def test_a_striking_off_needs_a_reason(as_elise: Client, ours: Member) -> None:
    as_elise.post(f"{PAGE}radiation/", {"on": "2026-01-31", "reason": ""})
    assert Member.objects.get().struck_off_on is None


@pytest.mark.parametrize("section", ["identite/", "radiation/", "adresses/billing/", "etablissements/nouveau/"])
def test_sophie_reads_members_and_changes_nothing(section: str, as_sophie: Client, ours: Member) -> None:
    assert as_sophie.get(PAGE).status_code == 200
    assert as_sophie.get(PAGE + section).status_code == 403


def test_choosing_nothing_is_a_word_and_no_row_of_dashes(as_elise: Client, db: None) -> None:
    page = as_elise.get(f"{LIST}nouveau/").content.decode()
    assert '<option value="" selected>Aucun</option>' in page
    assert "---" not in page
