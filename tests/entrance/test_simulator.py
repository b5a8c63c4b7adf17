"""/simulateur/: Karim’s future employer asks what a post needs, without an account and without a name."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from egide.common.models import Event
from egide.regulation import Category
from tests.papers import SPACES

pytestmark = pytest.mark.django_db
MASON = {"poste": "2026-01-05", "contrat": "CDI", "age": "adulte", "le": "2026-11-24", "codes": ["silice_cristalline"]}


def ask(client: Client, **choices: Any) -> str:
    answer = client.get("/simulateur/", {**MASON, **choices})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_opens_without_an_account_and_says_what_to_do(client: Client) -> None:
    page = client.get("/simulateur/").content.decode()
    assert "Donnez la date de prise de poste" in page
    assert "Erreur" not in page
    assert "Poussière de silice" in page


def test_a_mason_is_in_sir_with_the_reason_the_date_and_the_article(client: Client) -> None:
    page = ask(client)
    assert "Suivi individuel renforcé" in page
    assert "R.4624-23 I 3°, R.4412-60 2°" in page
    assert "au plus tard le 05/01/2026" in page
    assert "Code du travail, R.4624-24" in page


def test_visits_held_move_the_dates(client: Client) -> None:
    page = ask(client, examen="2026-01-02")
    assert "au plus tard le 02/01/2028" in page
    assert "au plus tard le 02/01/2030" in page


def test_a_visit_of_a_former_employer_may_spare_the_first_one(client: Client) -> None:
    page = ask(client, examen="2025-06-02")
    assert "Dispense possible, à confirmer par le service (R.4624-27)" in page


def test_the_law_is_read_on_the_day_that_is_asked(client: Client) -> None:
    driver = {"poste": "2020-01-06", "codes": ["autorisation_conduite"]}
    assert "Suivi individuel renforcé" in ask(client, le="2025-09-30", **driver)
    after = ask(client, le="2025-10-01", **driver)
    assert "Suivi individuel renforcé" not in after
    assert "Attestation du médecin du travail" in after


def test_the_link_carries_the_choices_and_nothing_else(client: Client) -> None:
    page = client.get("/simulateur/", {**MASON, "nom": "Benali", "naissance": "1990-05-12"})
    link = page.context["link"]
    assert parse_qs(urlsplit(link).query) == {
        name: value if isinstance(value, list) else [value] for name, value in MASON.items()
    }
    assert "Benali" not in page.content.decode()
    again = client.get(link)
    assert again.context["assessment"].category == Category.SIR


def test_an_invented_birthday_is_not_announced(client: Client) -> None:
    """Nobody gave a birth date: neither a majority nor a mid-career visit can be dated, save « 45 this year »."""
    for age in ("adulte", "mineur"):
        page = ask(client, age=age, poste="2006-01-02", codes=[])
        assert "mi-carrière" not in page.lower()
        assert "18 ans : les règles" not in page
    assert "Visite de mi-carrière" in ask(client, age="quarante-cinq", codes=[])


def test_a_minor_is_told_what_is_forbidden(client: Client) -> None:
    page = ask(client, age="mineur", poste="2026-09-01", contrat="apprenti", codes=["travail_nuit"])
    assert "Le travail de nuit est interdit avant 18 ans" in page
    assert "L.3163-1" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"poste": ""}, "Complétez ce champ."),
        ({"poste": "2026-02-30"}, "Écrivez la date ainsi : 31/12/2026."),
        ({"le": "30/02/2026"}, "Écrivez la date ainsi : 31/12/2026."),
        ({"contrat": "stage"}, "Choisissez une réponse de la liste."),
        ({"codes": ["sable"]}, "Ce risque n’est pas dans la liste du jour choisi : « sable »."),
        ({"jours": "-3"}, "supérieure ou égale à 1"),
        ({"embauche": "2026-02-01"}, "ne peut pas précéder l’embauche"),
        ({"fin": "2025-02-01"}, "ne peut pas précéder la prise de poste"),
        ({"arret": "2026-09-02"}, "donnez la cause, le premier jour et la date de reprise"),
        ({"cause": "illness", "arret": "2026-09-02", "reprise": "2026-09-01"}, "La reprise doit suivre"),
        ({"debut.silice_cristalline": "2026-09-02", "fin.silice_cristalline": "2026-09-01"}, "précéder le début"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(client: Client, wrong: dict[str, object], said: str) -> None:
    page = ask(client, **wrong)
    assert "Erreur : " in page
    assert said in page.translate(SPACES)
    assert "Suivi individuel renforcé" not in page


def live(client: Client, **choices: Any) -> Any:
    return client.get("/simulateur/", {**MASON, **choices}, headers={"HX-Request": "true"})


def test_the_answer_follows_the_boxes_and_the_address_with_it(client: Client) -> None:
    answer = live(client, codes=["silice_cristalline", "travail_nuit"])
    page = answer.content.decode()
    assert "<html" not in page
    assert "Suivi individuel renforcé" in page
    assert "codes=travail_nuit" in answer.headers["HX-Replace-Url"]
    assert "HX-Request" in answer.headers["Vary"]
    for part in ("choisis", "en-bref"):
        assert f'id="{part}"' in page


def test_what_cannot_be_read_yet_is_said_live_and_leaves_the_address_alone(client: Client) -> None:
    answer = live(client, reprise="2026-09-01")
    assert "donnez la cause" in answer.content.decode()
    assert "HX-Replace-Url" not in answer.headers


def test_the_hint_says_what_is_ticked(client: Client) -> None:
    nothing = "Aucune case cochée : un poste sans risque particulier."
    assert nothing in ask(client, codes=[])
    ticked = live(client, codes=["silice_cristalline", "travail_nuit"]).content.decode()
    assert nothing not in ticked
    assert "2\N{NO-BREAK SPACE}risques cochés" in ticked


def test_a_risk_has_dates_of_its_own(client: Client) -> None:
    """Night work from January: the information visit of today, and one before the assignment to come."""
    later = {"codes": ["travail_nuit"], "debut.travail_nuit": "2027-01-04"}
    page = ask(client, **later)
    assert "Suivi individuel adapté" not in page.split("Ce qui changera")[0].split('id="t-reponse"')[1]
    assert "04/01/2027" in page.split("Ce qui changera")[1]
    assert 'value="2027-01-04"' in page
    ended = ask(client, **{"fin.silice_cristalline": "2026-10-30"})
    assert "Visite post-exposition" in ended
    assert "L.4624-2-1, R.4624-28-2" in ended


@pytest.mark.parametrize(
    ("cause", "start", "told"),
    [("illness", "2026-09-02", True), ("illness", "2026-10-15", False), ("maternity", "2026-10-15", True)],
)
def test_a_stop_is_answered_by_its_threshold(client: Client, cause: str, start: str, told: bool) -> None:
    page = ask(client, cause=cause, arret=start, reprise="2026-12-01")
    assert ("au plus tard le 09/12/2026" in page) is told
    assert ("R.4624-31" in page.split("Visites et dates")[1]) is told


def test_an_attestation_in_hand_is_valid_five_years(client: Client) -> None:
    driver = {"codes": ["autorisation_conduite"]}
    assert "Attestation du médecin du travail à demander" in " ".join(ask(client, **driver).split())
    held = " ".join(ask(client, conduite="2026-01-02", **driver).split())
    assert "Attestation du médecin du travail à demander" not in held
    assert "valable jusqu’au 02/01/2031" in held


def test_the_first_day_of_the_contract_may_come_before_the_post(client: Client) -> None:
    """A change of post long after the hire: a new assignment, that no former visit spares (R.4624-24)."""
    page = ask(client, embauche="2015-03-02", examen="2025-06-02")
    assert "Dispense possible" not in page
    assert "Examen médical d’aptitude" in page


def test_an_apprentice_is_seen_within_two_months_and_a_season_counts_its_days(client: Client) -> None:
    assert "R.6222-36" in ask(client, contrat="apprenti", codes=[])
    assert "Action collective" in ask(client, contrat="saisonnier", jours="40")
    assert "Action collective" not in ask(client, contrat="saisonnier", jours="45")


def test_a_derogation_answers_the_alert_of_a_minor(client: Client) -> None:
    young = {"age": "mineur", "poste": "2026-09-01", "codes": ["moins_18_travaux_reglementes"]}
    assert "la déclaration de dérogation à l’inspection est à faire" in ask(client, **young)
    assert "à l’inspection est à faire" not in ask(client, derogation="2026-08-20", **young)


def test_what_the_service_keeps_closed_is_not_offered(client: Client) -> None:
    page = client.get("/simulateur/").content.decode()
    for code in ("rqth", "invalidite", "enceinte_accouchee_allaitante", "sir_decision_medecin"):
        assert f'value="{code}"' not in page


def test_nothing_is_written_and_nothing_is_posted(client: Client) -> None:
    ask(client)
    assert not Event.objects.exists()
    assert not client.cookies
    assert client.post("/simulateur/", MASON).status_code == 405
