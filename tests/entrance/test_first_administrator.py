"""Opening a service: a link printed by a command, a password of one's own, three steps, and the espace service."""

import re
import time

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from egide.accounts.models import StaffRole, User
from egide.centres.models import Centre, Physician, Service
from tests import factories

FORM = {
    "first_name": "Nadia", "last_name": "Ferhat", "password1": "tuile cuivre rame ardoise",
    "password2": "tuile cuivre rame ardoise", "email1": "nadia@service.example", "email2": "nadia@service.example",
}  # fmt: skip
IDENTITY = {
    "name": "Santé Travail Essai",
    "assistance_email": "assistance@service.example",
    "assistance_phone": "03 53 01 00 01",
}
CENTRE = {"name": "Centre de Reims", "address": "3 rue des Artisans", "postcode": "51100", "city": "Reims"}

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("premier_administrateur")
    return capsys.readouterr().out


def path_in(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/premier-acces/\S+)", said)
    assert found, said
    return found[1]


def test_the_command_prints_a_link_and_no_password(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    path = path_in(run(capsys))
    user = User.objects.get()
    assert user.staff_role == StaffRole.ADMINISTRATOR
    assert not user.has_usable_password()
    assert "15 caractères au moins" in client.get(path).content.decode()


def test_the_link_opens_the_service_step_by_step(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    answer = client.post(path_in(run(capsys)), FORM, follow=True)
    assert answer.redirect_chain[-1][0] == "/service/mise-en-route/"
    answer = client.post("/service/mise-en-route/", IDENTITY)
    assert answer.headers["Location"] == "/service/mise-en-route/centres/"
    assert Service.current().name == "Santé Travail Essai"
    home = client.get("/service/").content.decode()  # left half-way: the home page leads back
    assert "il manque un centre de visite" in home
    assert 'href="/service/mise-en-route/centres/"' in home
    fields = centre_fields(client)
    client.post("/service/mise-en-route/centres/", fields)
    assert Centre.objects.get().name == "Centre de Reims"
    page = client.get("/service/mise-en-route/centres/").content.decode()
    assert 'href="/service/mise-en-route/medecins/"' in page
    fields = {"first_name": "Hélène", "last_name": "Leroy", "centre": Centre.objects.get().pk}
    client.post("/service/mise-en-route/medecins/", fields | initial_of(client, "/service/mise-en-route/medecins/"))
    assert Physician.objects.get().last_name == "Leroy"
    assert 'href="/service/"' in client.get("/service/mise-en-route/medecins/").content.decode()
    assert client.get("/accueil/").headers["Location"] == "/service/"
    assert "mise en route" not in client.get("/service/").content.decode()


def centre_fields(client: Client) -> dict[str, object]:
    return initial_of(client, "/service/mise-en-route/centres/") | CENTRE


def initial_of(client: Client, path: str) -> dict[str, object]:
    form = client.get(path).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def test_nothing_is_missing_of_the_identity(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    client.post(path_in(run(capsys)), FORM)
    answer = client.post("/service/mise-en-route/", {"name": "Santé Travail Essai"})
    assert answer.status_code == 200
    assert not Service.objects.exists()


def test_the_second_factor_comes_before_the_service(
    capsys: pytest.CaptureFixture[str], client: Client, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client.post(path_in(run(capsys)), FORM)
    assert client.get("/accueil/").headers["Location"] == "/mon-compte/second-facteur/"
    assert client.get("/service/mise-en-route/").headers["Location"] == "/mon-compte/second-facteur/"
    assert client.get("/mon-compte/second-facteur/application/").status_code == 200  # no password asked again


def test_the_link_serves_once(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    path = path_in(run(capsys))
    client.post(path, FORM)
    assert Client().get(path).status_code == 404
    assert Client().post(path, FORM | {"email1": "autre@x.example"}).status_code == 404


def test_the_link_lives_one_hour(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    path = path_in(run(capsys))
    with time_machine.travel(time.time() + 61 * 60):
        assert client.get(path).status_code == 404


def test_run_again_before_it_was_used_it_gives_a_link_of_the_same_account(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    run(capsys)
    assert client.get(path_in(run(capsys))).status_code == 200
    assert User.objects.count() == 1


def test_there_is_only_one_first_administrator(capsys: pytest.CaptureFixture[str], nadia: User) -> None:
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("premier_administrateur")


def test_an_assistant_does_not_configure_the_service(as_sophie: Client) -> None:
    assert as_sophie.get("/service/mise-en-route/").status_code == 403


def test_a_forged_link_opens_nothing(client: Client) -> None:
    factories.a_staff_member("nadia", StaffRole.ADMINISTRATOR)
    for uid in ("MQ", "x", "////", "é"):
        assert client.get(f"/premier-acces/{uid}/faux-jeton/").status_code == 404
