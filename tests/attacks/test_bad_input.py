"""Whatever is typed, anywhere: a French sentence and nothing lost, never a 500 and never a word of the database."""

import random
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.employees.models import Employee
from tests import factories
from tests.attacks.crawl import Form, forms_of, pages_of
from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.attacks.world import World

HOSTILE = {
    "nothing": "",
    "spaces": "   ",
    "null": "Mar\x00tin",
    "bell": "Mar\x07tin\x1b[31m",
    "emoji": "Zoé 👷🏽‍♀️ 🏗️",
    "ten thousand letters": "é" * 10_000,
    "huge number": "9" * 30,
    "negative": "-1",
    "superscript": "²",
    "infinite": "1e400",
    "not a number": "NaN",
    "no such day": "2026-02-30",
    "year zero": "0000-01-01",
    "year 10000": "10000-01-01",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "script": "<script>alert(1)</script>",
    "sql": "' OR 1=1; DROP TABLE x --",
    "format": "%s %(a)s {0} {{ 7|add:7 }} ${7*7}",
    "right to left": "\u202egnp.exe\u2066",
    "lone surrogate": "\udce9",
    "two lines": "Objet\r\nBcc: tous@example.org",
    "wrong nir": "185057800608437",
    "wrong siren": "123456789",
}
FACES = {"portal": "administrateur", "backoffice": "administrateur-du-service"}
PAGES = [pytest.param(face, name, route, id=f"{face}-{name}") for face, name, route in ADDRESSES if face in FACES]
FILE = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def encoded(value: str) -> str | bytes:
    """What a client without manners puts on the wire: the lone byte of a broken encoding."""
    return value.encode("utf-8", "surrogateescape") if "\udce9" in value else value


def send(client: Client, form: Form, values: dict[str, str]) -> int:
    whole: dict[str, Any] = {name: encoded(value) for name, value in values.items()}
    whole |= {name: SimpleUploadedFile("a.pdf", FILE) for name in form.files}
    answer = client.post(form.action, whole) if form.method == "post" else client.get(form.action, whole)
    return int(answer.status_code)


@pytest.fixture(scope="module")
def tried() -> set[object]:
    """The forms of the queue stand on four pages: one that sends the same to the same address is tried once."""
    return set()


@pytest.mark.parametrize(("face", "name", "route"), PAGES)
def test_no_field_of_any_form_breaks_the_page(
    face: str, name: str, route: str, world: World, tried: set[object]
) -> None:
    """A field drawn for each value, then all at once; the rest stays as the page offers it."""
    client = world.browser_of(FACES[face])
    client.raise_request_exception = False
    broken, draw = [], random.Random(name)
    for form in forms_of(client, url_of(name, route, world.ours.ids)):
        if "/deconnexion/" in form.action:
            continue
        offered = {k: v for k, v in form.fields.items() if k not in {"csrfmiddlewaretoken", "form_token"}}
        same = (face, form.method, form.action, *sorted(offered.items()), *sorted(form.files))
        if same in tried:
            continue
        tried.add(same)
        for label, value in HOSTILE.items():
            targets = [[field] for field in draw.sample(form.open_fields, min(1, len(form.open_fields)))]
            for fields in (*targets, form.open_fields):
                status = send(client, form, offered | dict.fromkeys(fields, value))
                broken += [(form.method, form.action, fields, label)] if status >= 500 else []
    assert not broken


@pytest.mark.parametrize(("face", "name", "route"), PAGES)
def test_no_address_breaks_by_its_query_or_its_numbers(face: str, name: str, route: str, world: World) -> None:
    client, url = world.browser_of(FACES[face]), url_of(name, route, world.ours.ids)
    client.raise_request_exception = False
    known = ["q", "page", "tri", "etat", "categorie", "etablissement", "pcs", "echeance", "annee", "type", "sel",
             "fait", "element", "salarie", "onglet", "taille"]  # fmt: skip
    broken: list[tuple[str, object]] = []
    for label, value in HOSTILE.items():
        answer = client.get(url, dict.fromkeys(known, encoded(value)))
        broken += [("query", label)] if answer.status_code >= 500 else []
    wild = {key: 10**30 for key in world.ours.ids if key not in {"member_number"}}
    for ids in (wild, {"member_number": 10**30}, {"member_number": 2**63, "employee_id": 2**63}):
        for answer in (client.get(url_of(name, route, world.ours.ids | ids)),):
            broken += [("numbers", ids)] if answer.status_code >= 500 else []
    assert not broken


@pytest.mark.parametrize("value", ["0", "-3", "9" * 30, "²", "dernière", "\x00"])
@pytest.mark.parametrize("page", ["mes-salaries/selection/sortie/", "mes-salaries/selection/etablissement/"])
def test_a_selection_of_nonsense_selects_nobody(page: str, value: str, world: World) -> None:
    client = world.browser_of("administrateur")
    client.raise_request_exception = False
    answer = client.post(f"/adherents/10042/{page}", {"sel": [value, value], "on": "2026-11-02", "reason": "other"})
    assert answer.status_code < 500
    assert not Employee.objects.exclude(left_on=None).exists()


@pytest.mark.parametrize("cookie", ["egide", "theme", "appareil", "messages", "csrftoken"])
@pytest.mark.parametrize("value", ["\\000", "é", "x" * 4000, "'\"; --"])
def test_no_cookie_breaks_a_page(cookie: str, value: str, db: None) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/connexion/", HTTP_COOKIE=f'{cookie}="{value}{"a" * 8}"')
    assert answer.status_code in {200, 400}


EMPLOYEE = {
    "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
    "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip
MISTAKES = [
    ("birth_date", "2026-02-30", "date"),
    ("birth_date", "1850-01-01", "Vérifiez l’année"),
    ("birth_date", "9999-12-31", "Vérifiez l’année"),
    ("hired_on", "1990-05-04", "suivre la date de naissance"),
    ("contract_ends_on", "2020-01-01", "ne peut pas précéder"),
    ("nir", "185057800608437", "clé est fausse"),
    ("nir", "18505", "15 chiffres"),
    ("last_name", "é" * 10_000, "100 caractères"),
    ("last_name", "", "Complétez"),
    ("last_name", "Mar\x00tin", "en lettres"),
    ("pcs_code", "astronaute", "Aucun code"),
    ("email", "pas une adresse", "nom@entreprise.fr"),
    ("establishment", "9" * 30, "de la liste"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), MISTAKES)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(
    name: str, value: str, sentence: str, world: World
) -> None:
    page = world.browser_of("administrateur").post("/adherents/10042/mes-salaries/ajout/", EMPLOYEE | {name: value})
    content = page.content.decode()
    assert page.status_code == 200
    told = re.search(rf'id="id_{name}-erreur"[^>]*>(.*?)</span>', content, re.S)
    assert told, f"no sentence beside {name}"
    assert sentence in told[1]
    for kept in {"last_name": "Marty", "first_name": "Lucie", "post": "Maçonne"}.items():
        assert kept[0] == name or f'value="{kept[1]}"' in content
    assert not Employee.objects.filter(first_name="Lucie").exists()


@pytest.mark.parametrize("name", ["Zoé 👷🏽‍♀️", "=1+1", "Mar\u202etin"])
def test_a_name_that_is_no_name_is_told_and_kept_as_typed(name: str, world: World) -> None:
    client = world.browser_of("administrateur")
    content = client.post("/adherents/10042/mes-salaries/ajout/", EMPLOYEE | {"last_name": name}).content.decode()
    assert 'id="id_last_name-erreur"' in content
    assert f'value="{name}"' in content
    assert not Employee.objects.filter(first_name="Lucie").exists()


def test_a_post_in_emoji_is_kept_as_it_is(world: World) -> None:
    client = world.browser_of("administrateur")
    client.post("/adherents/10042/mes-salaries/ajout/", EMPLOYEE | {"post": "Grutière 🏗️"})
    employee = Employee.objects.get(first_name="Lucie")
    assert employee.post == "Grutière 🏗️"
    assert "Grutière 🏗️" in client.get(f"/adherents/10042/mes-salaries/{employee.pk}/").content.decode()


@pytest.mark.parametrize(
    ("address", "form", "name", "sentence"),
    [
        ("/service/adherents/nouveau/", {"siren": "123456789"}, "siren", "clé est fausse"),
        ("/service/adherents/nouveau/", {"number": "9" * 30}, "number", "inférieure ou égale"),
        ("/service/adherents/nouveau/", {"joined_on": "2026-13-40"}, "joined_on", "date"),
        ("/service/adherents/10042/identite/", {"siren": "55210055"}, "siren", "9 chiffres"),
    ],
)
def test_the_service_is_told_too(address: str, form: dict[str, str], name: str, sentence: str, world: World) -> None:
    page = world.browser_of("administrateur-du-service").post(address, form)
    told = re.search(rf'id="id_{name}-erreur"[^>]*>(.*?)</span>', page.content.decode(), re.S)
    assert told
    assert sentence in told[1]


def test_pages_of_both_faces_are_crawled(world: World) -> None:
    """The crawler is not blind: it finds the forms that we know of."""
    for face, who in FACES.items():
        found = [form for _, url in pages_of(face, world.ours) for form in forms_of(world.browser_of(who), url)]
        assert len([form for form in found if form.method == "post"]) > 20, face


def test_two_tabs_that_assign_a_centre_are_told_of_each_other(world: World) -> None:
    """The conflict page names rows that all members share (a centre), and breaks on none."""
    client, page = world.browser_of("administrateur-du-service"), "/service/adherents/10042/suivi/"
    other = factories.a_centre(name="Centre d’Épernay")
    answer = client.post(page, {"version": "9999", "centre": other.pk, "physician": world.ours.ids["physician_id"]})
    assert answer.status_code == 409
    assert "Centre de Reims" in answer.content.decode()
    assert "Centre d’Épernay" in answer.content.decode()
