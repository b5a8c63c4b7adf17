"""Outside the demo the program does not start half-armed: it says which setting to give."""

import os
import subprocess
import sys

import pytest
from pytest_django import Settings

from egide.accounts.checks import check_password_minimum, check_secrets

SECRETS = {
    "EGIDE_CLE_SECRETE": "cle-tiree-au-sort-par-ce-service-0123456789-abcdefgh",
    "EGIDE_CLE_NIR": "autre-cle-tiree-au-sort",
    "EGIDE_URL": "https://portail.example",
}


def start(**given: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` as a server would run it, with these variables and no other of ours."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("EGIDE_")}
    environment = bare | {"DJANGO_SETTINGS_MODULE": "config.settings.prod"} | given
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("missing", SECRETS)
def test_a_missing_secret_is_named(missing: str) -> None:
    answer = start(**{name: value for name, value in SECRETS.items() if name != missing})
    assert answer.returncode != 0
    assert f"Définissez la variable {missing} (ou {missing}_FILE) avant de démarrer Égide." in answer.stderr


def test_with_its_secrets_it_is_ready_for_the_world(tmp_path: object) -> None:
    answer = start(**SECRETS, EGIDE_DATA=str(tmp_path))
    assert answer.returncode == 0, answer.stderr


def test_a_minimum_below_eight_stops_the_program(tmp_path: object) -> None:
    answer = start(**SECRETS, EGIDE_DATA=str(tmp_path), EGIDE_MOT_DE_PASSE_MINIMUM="6")
    assert answer.returncode != 0
    assert "sous 8 caractères" in answer.stderr


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"EGIDE_CARTE": "egide.demo.card_bank.bank.LocalBank", "EGIDE_CARTE_SECRETS": "x"}, "nomme la banque d’essai"),
        ({"EGIDE_CARTE": "prestataire.Connecteur"}, "Définissez EGIDE_CARTE_SECRETS"),
    ],
)
def test_cards_are_not_taken_by_the_bank_for_trying_nor_without_a_secret(
    tmp_path: object, given: dict[str, str], sentence: str
) -> None:
    answer = start(**SECRETS, EGIDE_DATA=str(tmp_path), **given)
    assert answer.returncode != 0
    assert sentence in answer.stderr


def test_garbage_is_refused_with_a_sentence(tmp_path: object) -> None:
    answer = start(**SECRETS, EGIDE_DATA=str(tmp_path), EGIDE_CODE_NOUVEL_APPAREIL="peut-être")
    assert "écrivez oui ou non" in answer.stderr


def test_the_checks_themselves(settings: Settings) -> None:
    assert check_password_minimum() == []
    settings.MEMBER_PASSWORD_MINIMUM = 7
    assert [error.id for error in check_password_minimum()] == ["egide.E001"]
    settings.SECRET_KEY = "changeme"
    assert "egide.E002" in [error.id for error in check_secrets()]
