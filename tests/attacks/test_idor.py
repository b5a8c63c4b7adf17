"""Rows 1 to 16 of security.md, section 2: asking for a stranger's rows by every road that a request offers."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from egide.appointments.models import Appointment
from egide.employees.models import Employee
from egide.members import doors
from egide.members.rights import Scope
from tests import factories
from tests.attacks.rights import PORTAL_PAGES
from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.attacks.world import World, signed_in
from tests.office import fill

STRANGERS = (b"CANARI", b"Canaribus")
PORTAL = [pytest.param(name, route, id=name) for face, name, route in ADDRESSES if face == "portal"]
FILES = ("invoice-pdf", "invoice-archive", "deposit-file", "document-file", "document", "appointment-notice",
         "appointment-receipt", "appointment-calendar")  # fmt: skip
each_portal_page = pytest.mark.parametrize(("name", "route"), PORTAL)


def assert_no_stranger(answer: Any) -> None:
    content = answer.getvalue()
    assert [word for word in STRANGERS if word in content] == []


@pytest.fixture
def martine_there(world: World) -> Client:
    return world.browser_of("administrateur")


def routes_of(*names: str) -> Iterator[tuple[str, str]]:
    yield from ((name, route) for face, name, route in ADDRESSES if face == "portal" and name in names)


@pytest.mark.parametrize("page", ["mes-factures/", "mes-factures/export/csv/", "mes-salaries/export/csv/"])
@pytest.mark.parametrize("query", ["adherent={n}", "member={n}", "member_id={pk}", "q=canari", "tri=-member", "q={n}"])
def test_row_01_no_filter_of_a_list_reaches_a_stranger(
    page: str, query: str, world: World, martine_there: Client
) -> None:
    asked = query.format(n=world.theirs.member.number, pk=world.theirs.member.pk)
    answer = martine_there.get(f"/adherents/10042/{page}?{asked}")
    assert answer.status_code == 200
    assert b"Canaribus" not in (content := answer.getvalue())
    assert b"CANARI Toitures" not in content


@pytest.mark.parametrize("name", FILES)
def test_row_02_every_road_to_a_file_is_closed_to_strangers(name: str, world: World, martine_there: Client) -> None:
    for page, route in routes_of(name):
        abroad = url_of(page, route, world.theirs.ids)
        home = url_of(page, route, world.theirs.ids | {"member_number": 10042})
        for url in (abroad, home, f"{home}?inline", f"{home}?download=1"):
            assert martine_there.get(url).status_code == 404, url


def test_row_02_no_address_serves_the_folder_of_files(world: World, martine_there: Client) -> None:
    stored = [d.file.name for d in world.theirs.member.deposits.all()]
    assert stored
    for prefix in ("/media/", "/fichiers/", "/static/", "/", f"/{settings.MEDIA_ROOT.name}/", "/static/../fichiers/"):
        for path in stored:
            assert martine_there.get(f"{prefix}{path}").status_code == 404


@pytest.mark.parametrize("broken", ["live_mandates", "_door"])
def test_row_03_a_check_that_breaks_opens_nothing(broken: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dolibarr PR 39516: the ownership query failed, and access was kept."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the permission query does not run")

    monkeypatch.setattr(doors, broken, fail)
    for who in ("administrateur", "cabinet-effectifs", "cabinet-révoqué-en-séance"):
        client = world.browser_of(who)
        client.raise_request_exception = False
        status = client.get("/adherents/10042/mes-salaries/").status_code
        opened_by_the_other_check = broken == "live_mandates" and who == "administrateur"
        assert status in ({200} if opened_by_the_other_check else {404, 500})


@pytest.mark.parametrize("where", ["body", "query", "header", "cookie"])
def test_row_04_row_06_the_member_is_never_read_from_the_request(
    where: str, world: World, martine_there: Client
) -> None:
    theirs, ours = world.theirs, world.ours
    named = {
        "member": theirs.member.pk, "member_id": theirs.member.pk, "member_number": theirs.member.number,
        "adherent": theirs.member.number, "adherent_id": theirs.member.pk, "salarie_id": theirs.ids["employee_id"],
        "employee_id": theirs.ids["employee_id"],
    }  # fmt: skip
    words = {name: str(value) for name, value in named.items()}
    headers: dict[str, Any] = (
        {f"HTTP_X_{name.upper()}": value for name, value in words.items()} if where == "header" else {}
    )
    if where == "cookie":
        martine_there.cookies.load(words)
    query = "?" + "&".join(f"{name}={value}" for name, value in words.items()) if where == "query" else ""
    sheet = f"/adherents/10042/mes-salaries/{theirs.ids['employee_id']}/modification/{query}"
    form = {"last_name": "Voleur", "first_name": "V", "birth_date": "1990-01-01", "contract_kind": "CDI",
            "hired_on": "2020-01-01"}  # fmt: skip
    assert martine_there.post(sheet, form | (words if where == "body" else {}), **headers).status_code == 404
    listed = martine_there.get(f"/adherents/10042/mes-salaries/{query}", **headers)
    assert_no_stranger(listed)
    assert ours.member.name in listed.content.decode()
    assert not Employee.objects.filter(last_name="Voleur").exists()
    added = f"/adherents/10042/mes-salaries/ajout/{query}"
    martine_there.post(added, form | (words if where == "body" else {}), **headers)
    assert Employee.objects.get(last_name="Voleur").member == ours.member


def test_row_05_what_a_list_hides_no_detail_shows(world: World, martine_there: Client) -> None:
    """A draft, a withdrawn document, a visit that the employer must not know: hidden, and absent by id."""
    member = world.ours.member
    draft = factories.an_invoice(member, issue=False)
    secret = factories.a_request(factories.a_complete_employee(member, "Discret"))
    Appointment.objects.filter(pk=secret.pk).update(kind="prereprise")
    document = member.own_documents.get()
    document.withdraw(by=None)
    hidden = {"invoice_id": draft.pk, "document_id": document.pk, "appointment_id": secret.pk}
    for name, route in routes_of(*PORTAL_PAGES):
        if any(f":{key}>" in route for key in hidden):
            url = fill(route, world.ours.ids | hidden)
            assert martine_there.get(url).status_code == 404, name
            assert martine_there.post(url, {"reason": "x", "precision": "x"}).status_code == 404, name


def test_row_07_a_strangers_id_does_not_switch_the_member(world: World, martine_there: Client) -> None:
    martine_there.get("/adherents/10042/")
    before = dict(martine_there.session)
    martine_there.get(f"/adherents/10077/mes-salaries/{world.theirs.ids['employee_id']}/")
    martine_there.get(f"/adherents/10042/mes-salaries/{world.theirs.ids['employee_id']}/")
    assert dict(martine_there.session) == before
    assert "10042" not in str(before)
    assert "Charpentes Aubert" in martine_there.get("/adherents/10042/").content.decode()


@pytest.mark.parametrize("name", ["employee-pcs", "employee-category", "employees", "home"])
def test_row_10_what_scripts_fetch_asks_who_is_there(name: str, world: World) -> None:
    """Easy!Appointments CVE-2022-0482: a valid csrf secret was enough."""
    client = Client(enforce_csrf_checks=True)
    secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/connexion/").content.decode())
    assert secret
    for page, route in routes_of(name):
        url = url_of(page, route, world.ours.ids)
        for answer in (
            client.get(url, {"q": "maçon"}, HTTP_HX_REQUEST="true"),
            client.post(url, {"csrfmiddlewaretoken": secret[1]}, HTTP_HX_REQUEST="true"),
        ):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/connexion/")


def test_row_12_counting_ids_up_gives_nothing_more(world: World, martine_there: Client) -> None:
    """Alliance Française: telecharger_document?id_document=1, 2, 3…"""
    mine = {key: world.ours.ids[key] for key in ("invoice_id", "document_id", "deposit_id", "employee_id")}
    mine["appointment_id"] = world.ours.ids["planned_id"]
    allowed = {
        "invoice_id": set(world.ours.member.invoices.values_list("pk", flat=True)),
        "document_id": set(world.ours.member.own_documents.values_list("pk", flat=True)),
        "deposit_id": set(world.ours.member.deposits.values_list("pk", flat=True)),
        "employee_id": set(world.ours.member.employees.values_list("pk", flat=True)),
        "appointment_id": set(world.ours.member.appointments.values_list("pk", flat=True)),
    }
    for _, route in routes_of("invoice", "document", "deposit-file", "employee", "appointment-receipt"):
        key = next(key for key in mine if f":{key}>" in route)
        for pk in range(mine[key] - 12, mine[key] + 12):
            found = martine_there.get(fill(route, world.ours.ids | {key: pk})).status_code
            assert found == (200 if pk in allowed[key] else 404), (route, pk)


def test_row_14_nothing_of_ours_is_tied_to_what_is_theirs(world: World, martine_there: Client) -> None:
    """Vaultwarden GHSA-569v: a group of one organisation bound to another."""
    theirs, space = world.theirs, "/adherents/10042"
    place = theirs.member.establishments.get().pk
    hire = {"last_name": "Lié", "first_name": "A", "birth_date": "1990-01-01", "contract_kind": "CDI",
            "hired_on": "2020-01-01", "establishment": place}  # fmt: skip
    answer = martine_there.post(f"{space}/mes-salaries/ajout/", hire)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode() or "aria-invalid" in answer.content.decode()
    martine_there.post(
        f"{space}/mes-salaries/selection/etablissement/", {"sel": world.ours.ids["employee_id"], "establishment": place}
    )
    asked = {"employees": theirs.ids["employee_id"], "kind": "attendue", "reason": "periodic"}
    martine_there.post(f"{space}/mes-rendez-vous/demande/", asked)
    assert not Employee.objects.filter(member=world.ours.member, establishment=place).exists()
    assert not Appointment.objects.exclude(member_id__in=Employee.objects.values("member_id")).exists()
    assert not [a for a in Appointment.objects.select_related("employee") if a.member_id != a.employee.member_id]


@each_portal_page
def test_row_16_under_one_client_an_accountant_sees_that_client_alone(name: str, route: str, world: World) -> None:
    """pretix CVE-2026-5600: an address meant for one answered for all. Claire holds both mandates."""
    claire = factories.a_person("claire.deux")
    firm = factories.a_delegate("Cabinet Deux", claire)
    for office in (world.ours, world.theirs):
        factories.a_mandate(firm, office.member, *Scope)
    answer = signed_in(claire).get(url_of(name, route, world.ours.ids))
    assert answer.status_code in {200, 403}
    assert_no_stranger(answer)


@each_portal_page
def test_row_16_no_page_of_martine_names_a_stranger(name: str, route: str, world: World, martine_there: Client) -> None:
    answer = martine_there.get(url_of(name, route, world.ours.ids))
    assert answer.status_code in {200, 302}
    assert_no_stranger(answer)
