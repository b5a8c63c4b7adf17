"""/simulateur/: Karim’s future employer asks what a post needs, without an account and without a name."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from egide.common.models import Event
from egide.regulation import Category

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
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(client: Client, wrong: dict[str, object], said: str) -> None:
    page = ask(client, **wrong)
    assert "Erreur : " in page
    assert said in page
    assert "Suivi individuel renforcé" not in page


def test_what_the_service_keeps_closed_is_not_offered(client: Client) -> None:
    page = client.get("/simulateur/").content.decode()
    for code in ("rqth", "invalidite", "enceinte_accouchee_allaitante", "sir_decision_medecin"):
        assert f'value="{code}"' not in page


def test_nothing_is_written_and_nothing_is_posted(client: Client) -> None:
    ask(client)
    assert not Event.objects.exists()
    assert not client.cookies
    assert client.post("/simulateur/", MASON).status_code == 405
