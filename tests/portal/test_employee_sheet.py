"""The sheet: corrected where it stands, the category following the determinants, nothing lost, nothing leaked."""

import re
from datetime import date

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.centres.models import Service
from egide.common.events import history_of
from egide.employees.models import Employee
from egide.followup.models import Visit
from egide.members.models import Mandate, Member
from egide.members.rights import Role, Scope
from tests import factories
from tests.portal.people import EMPLOYEES, as_typed

NIR = "188045112345673"


def sheet(employee: Employee) -> str:
    return f"{EMPLOYEES}{employee.pk}/"


def validate(client: Client, employee: Employee, **changes: object) -> str:
    answer = client.post(f"{sheet(employee)}modification/", as_typed(employee, **changes), follow=True)
    employee.refresh_from_db()
    return answer.content.decode()


def test_martine_corrects_the_post_and_the_risks_in_one_sending(as_martine: Client, employee: Employee) -> None:
    page = validate(as_martine, employee, post="Couvreur", pcs_code="632E", codes=["amiante", "bruit"])
    assert "La fiche de Paul Girard est à jour." in page
    assert (employee.post, employee.category, sorted(employee.codes)) == ("Couvreur", "SIR", ["amiante", "bruit"])


def test_a_sheet_sent_untouched_writes_no_history(as_martine: Client, employee: Employee) -> None:
    before = history_of(employee).count()
    validate(as_martine, employee)
    assert history_of(employee).count() == before


def test_the_words_of_a_trade_lead_to_its_code(as_martine: Client, employee: Employee) -> None:
    validate(as_martine, employee, pcs_code="couvreur zingueur")
    assert employee.pcs_code == "632E"


def test_words_that_lead_to_several_codes_offer_them_without_a_script(as_martine: Client, employee: Employee) -> None:
    page = validate(as_martine, employee, pcs_code="conducteur")
    choices = re.findall(r'name="pcs_choice" value="(\w+)"', page)
    assert len(choices) > 1
    assert 'value="conducteur"' in page
    validate(as_martine, employee, pcs_code="conducteur", pcs_choice=choices[0])
    assert employee.pcs_code == choices[0]


def test_codes_are_proposed_while_martine_types(as_martine: Client, employee: Employee) -> None:
    found = as_martine.get(f"{EMPLOYEES}pcs/?q=maçon").json()
    mason = next(one for one in found if one["code"] == "632A")
    assert mason["label"] == "Maçons qualifiés"
    assert "silice_cristalline" in mason["often"]  # suggested beside its box, never ticked


def test_no_risk_has_to_be_said(as_martine: Client, ours: Member) -> None:
    newcomer = factories.an_employee(ours, "Neuf")
    validate(as_martine, newcomer, post="Comptable")
    assert "déterminants" in newcomer.missing
    validate(as_martine, newcomer, no_risk="on")
    assert "déterminants" not in newcomer.missing


def test_a_risk_and_no_risk_contradict_each_other(as_martine: Client, ours: Member) -> None:
    newcomer = factories.an_employee(ours, "Neuf")
    page = validate(as_martine, newcomer, codes=["amiante"], no_risk="on")
    assert "Décochez cette case, ou les risques cochés plus haut." in page
    assert re.search(r'value="amiante" checked', page)
    assert newcomer.codes == []


def test_a_risk_ticked_later_wins_over_no_risk_said_before(as_martine: Client, employee: Employee) -> None:
    validate(as_martine, employee, codes=["amiante"], no_risk="on")
    assert employee.codes == ["amiante"]


def test_the_determinants_are_grouped_by_what_they_cause(as_martine: Client, employee: Employee) -> None:
    page = as_martine.get(sheet(employee)).content.decode()
    titles = ["Risques particuliers", "Horaires, agents et situation", "Conduite et électricité", "Autres expositions"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "Ne change plus la catégorie depuis le 1er octobre 2025" in page
    driving = page.index('value="autorisation_conduite"')
    assert places[2] < driving < places[3]


def test_what_is_computed_or_health_data_is_never_offered(as_martine: Client, employee: Employee) -> None:
    page = as_martine.get(sheet(employee)).content.decode()
    offered = set(re.findall(r'name="codes" value="(\w+)"', page))
    assert "amiante" in offered
    assert not offered & {"moins_18", "rqth", "invalidite", "grossesse"}


def test_martine_is_offered_health_data_only_where_nadia_opened_it(as_martine: Client, employee: Employee) -> None:
    service = Service.current()
    service.health_determinants_offered = True
    service.save()
    page = as_martine.get(sheet(employee)).content.decode()
    assert {"rqth", "invalidite"} <= set(re.findall(r'name="codes" value="(\w+)"', page))


def test_a_code_of_2003_is_kept_and_says_what_it_is(as_martine: Client, employee: Employee) -> None:
    validate(as_martine, employee, pcs_code="211j")
    assert employee.pcs_code == "211J"
    assert "(code de 2003, encore accepté)" in as_martine.get(f"{EMPLOYEES}{employee.pk}/").content.decode()


def test_a_trade_suggests_and_ticks_nothing(as_martine: Client, employee: Employee) -> None:
    page = as_martine.get(sheet(employee)).content.decode()
    assert "souvent déclaré pour ce métier" in page
    assert not re.search(r'name="codes" value="\w+" checked', page)


def test_the_category_follows_with_its_reason_and_what_it_implies(as_martine: Client) -> None:
    asked = {"codes": ["silice_cristalline"], "before": "SI", "birth_date": "1990-05-04"}
    panel = as_martine.post(f"{EMPLOYEES}categorie/", asked).content.decode()
    assert 'data-cat="SIR"' in panel
    assert "Avant vos modifications\xa0: SI" in panel
    assert "Code du travail, R.4624-23 I 3°" in panel
    assert "Examen médical d’aptitude avant l’affectation, puis tous les 4 ans au plus." in panel


def test_a_minor_is_followed_as_one_without_any_box(as_martine: Client) -> None:
    panel = as_martine.post(f"{EMPLOYEES}categorie/", {"birth_date": "2010-05-04"}).content.decode()
    assert 'data-cat="SIA"' in panel
    assert "R.4624-18" in panel


def test_driving_asks_for_an_attestation_and_stays_si(as_martine: Client) -> None:
    panel = as_martine.post(f"{EMPLOYEES}categorie/", {"codes": ["autorisation_conduite"]}).content.decode()
    assert 'data-cat="SI"' in panel
    assert "Attestation du médecin du travail à demander (conduite)" in panel


def test_without_a_script_a_button_shows_the_category_and_saves_nothing(as_martine: Client, employee: Employee) -> None:
    page = validate(as_martine, employee, codes=["amiante"], post="Démolisseur", recalculer="1")
    assert 'data-cat="SIR"' in page
    assert "Avant vos modifications\xa0: SI" in page
    assert 'value="Démolisseur"' in page
    assert (employee.codes, employee.post) == ([], "Maçon")


def test_the_number_is_never_shown_again(as_martine: Client, ours: Member) -> None:
    known = factories.an_employee(ours, nir=NIR)
    page = as_martine.get(sheet(known)).content.decode()
    assert NIR not in page
    assert "Renseigné. Laissez vide pour le garder" in page
    validate(as_martine, known, post="Couvreur")
    assert known.nir == NIR


def test_somebody_elses_number_is_told_beside_its_field(as_martine: Client, ours: Member, employee: Employee) -> None:
    factories.an_employee(ours, "Kaci", first_name="Nadia", nir=NIR)
    page = validate(as_martine, employee, nir=NIR, post="Couvreur")
    assert "Ce numéro est déjà celui de Kaci Nadia" in page
    assert 'value="Couvreur"' in page


def test_two_people_see_both_versions_and_choose(as_martine: Client, employee: Employee, karim: User) -> None:
    opened = as_typed(employee, post="Couvreur", phone="06 00 00 00 01", codes=["bruit"])
    employee.correct(by=karim, post="Étancheur")
    employee.declare_risks(by=karim, codes=["amiante"])
    answer = as_martine.post(f"{sheet(employee)}modification/", opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Karim Benali a modifié cette fiche" in page
    assert 'aria-label="Menu principal"' in page
    assert "Une question ?" in page
    assert re.search(r'name="post" value="Étancheur">', page)
    assert re.search(r'name="post" value="Couvreur" checked', page)
    assert "déterminants : Amiante" in page.replace("Déterminants", "déterminants")
    employee.refresh_from_db()
    assert (employee.post, employee.phone) == ("Étancheur", "")


def test_the_choice_made_on_the_conflict_page_is_saved(as_martine: Client, employee: Employee, karim: User) -> None:
    opened = as_typed(employee, post="Couvreur", phone="06 00 00 00 01")
    employee.correct(by=karim, post="Étancheur")
    page = as_martine.post(f"{sheet(employee)}modification/", opened).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    sent = {name: value for name, value in hidden.items() if name not in {"csrfmiddlewaretoken", "form_token"}}
    as_martine.post(f"{sheet(employee)}modification/", sent | {"post": "Étancheur", "phone": "06 00 00 00 01"})
    employee.refresh_from_db()
    assert (employee.post, employee.phone) == ("Étancheur", "06 00 00 00 01")


def test_the_conflict_page_writes_no_number(as_martine: Client, employee: Employee, karim: User) -> None:
    opened = as_typed(employee, nir=NIR)
    employee.correct(by=karim, post="Étancheur")
    page = as_martine.post(f"{sheet(employee)}modification/", opened).content.decode()
    assert NIR not in page
    assert "À saisir de nouveau ensuite : numéro de sécurité sociale" in page


def test_a_reader_reads_and_changes_nothing(ours: Member, employee: Employee) -> None:
    reader = factories.a_person("lise")
    factories.an_access(reader, ours, Role.READER)
    client = Client()
    client.force_login(reader)
    page = client.get(sheet(employee)).content.decode()
    assert "<dd>Girard</dd>" in page
    assert "Valider" not in page
    assert client.post(f"{sheet(employee)}modification/", as_typed(employee, post="Pirate")).status_code == 403


def test_a_firm_without_the_scope_sees_and_sends_no_determinant(claire: User, ours: Member, employee: Employee) -> None:
    mandate: Mandate = factories.a_mandate(factories.a_delegate("Fontaine", claire), ours, Scope.EMPLOYEES)
    assert mandate.scopes == ["effectifs"]
    client = Client()
    client.force_login(claire)
    page = client.get(sheet(employee)).content.decode()
    assert 'name="codes"' not in page
    assert "Catégorie déclarée" not in page
    validate(client, employee, post="Couvreur", codes=["amiante"])
    assert (employee.post, employee.codes) == ("Couvreur", [])


def test_visits_that_are_the_workers_own_business_never_show(as_martine: Client, employee: Employee) -> None:
    for kind in ("prereprise", "vip_periodique"):
        Visit(member_id=employee.member_id, employee=employee, kind=kind, held_on=date(2026, 3, 2)).record(by=None)
    page = as_martine.get(sheet(employee)).content.decode()
    assert "Visite d’information et de prévention périodique, le 02/03/2026" in page
    assert "préreprise" not in page.lower()


@pytest.mark.parametrize("missing", ["post", "pcs_code", "establishment"])
def test_what_is_missing_is_said(missing: str, as_martine: Client, employee: Employee) -> None:
    words = {"post": "poste de travail", "pcs_code": "code PCS", "establishment": "établissement"}
    employee.correct(by=None, **{missing: None if missing == "establishment" else ""})
    page = as_martine.get(sheet(employee)).content.decode()
    assert re.search(rf'À compléter\xa0:</strong>\s+<a href="#id_{missing}">{words[missing]}</a>', page)
