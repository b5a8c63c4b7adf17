"""T-01: every address of the product, by everybody, on one's own rows and on a stranger's, by GET and by POST."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.ui import errors
from tests.attacks.doorstep_rights import DOORSTEP_PAGES
from tests.attacks.rights import (
    MEMBER_RIGHTS,
    PORTAL_PAGES,
    SERVICE_PAGES,
    SERVICE_RIGHTS,
    opens,
)
from tests.attacks.world import EVERYBODY, NOT_SIGNED_IN, World
from tests.office import PAGES, fill

TABLES = {"portal": PORTAL_PAGES, "backoffice": SERVICE_PAGES, None: DOORSTEP_PAGES}
DONE = {200, 302}
# Pages that only a row in the right state opens, or that name a kind: what stands there in their address.
ROW_OF = {
    "appointment-notice": {"appointment_id": "planned_id"},
    "appointment-calendar": {"appointment_id": "planned_id"},
    "appointment-cancellation": {"appointment_id": "planned_id"},
    "appointment-offer": {"appointment_id": "offered_id"},
    "appointment-move": {"appointment_id": "planned_id"},
    "appointment-replacement": {"appointment_id": "planned_id"},
    "appointment-precision": {"appointment_id": "asked_id"},
    "declaration-copy": {"declaration_id": "declared_id"},
    "declaration-receipt": {"declaration_id": "declared_id"},
    "dunning-now": {"invoice_id": "overdue_id"},
    "dunning-hold": {"invoice_id": "overdue_id"},
    "deposit-again": {"deposit_id": "platform_deposit_id"},
    "invoice-why": {"invoice_id": "called_id"},
    "debit-batch-file": {"batch_id": "handed_id"},
    "debit-mandate": {"mandate_id": "debit_mandate_id"},
    "debit-revocation": {"mandate_id": "debit_mandate_id"},
    "fee": {"appointment_id": "cancelled_id"},
    "contest-letter": {"appointment_id": "cancelled_id"},
    "appointment-contest": {"appointment_id": "cancelled_id"},
    "firm-departure": {"user_id": "accountant_id"},
    "staff-role": {"user_id": "colleague_id"},
    "staff-blocking": {"user_id": "colleague_id"},
    "staff-letter": {"user_id": "colleague_id"},
    "staff-unblocking": {"user_id": "colleague_id"},
    "staff-second-factor": {"user_id": "colleague_id"},
    "member-address": {"kind": "head_office"},
    "member-contact": {"function": "manager"},
    "visit-type": {"kind": "vip_periodique"},
    "notice": {"slug": "confidentialite"},
}


def face_of(faces: tuple[str | None, ...]) -> str | None:
    return next((face for face in faces if face), None)


ADDRESSES = [(face_of(faces), str(page.name), route) for route, faces, page in PAGES]


def each_page_of(face: str | None) -> pytest.MarkDecorator:
    found = [pytest.param(name, route, id=name) for of, name, route in ADDRESSES if of == face]
    return pytest.mark.parametrize(("name", "route"), found)


def url_of(name: str, route: str, ids: dict[str, int]) -> str:
    own = {key: ids.get(row, row) for key, row in ROW_OF.get(name, {}).items()}
    return fill(route, ids | own)


def both(client: Client, url: str) -> tuple[int, int]:
    return client.get(url).status_code, client.post(url).status_code


def is_sent_to_login(client: Client, url: str) -> bool:
    answers = client.get(url), client.post(url)
    return all(a.status_code == 302 and a.headers["Location"].startswith("/connexion/") for a in answers)


def test_every_address_is_in_the_written_matrix() -> None:
    unknown = [f"{face or 'seuil'} : {name} ({route})" for face, name, route in ADDRESSES if name not in TABLES[face]]
    assert not unknown, (
        f"Add these pages to tests/attacks/rights.py, with the right of product.md that opens each: {unknown}"
    )


def test_the_written_matrix_names_no_page_that_is_gone() -> None:
    known = {(face, name) for face, name, _ in ADDRESSES}
    gone = [(face, name) for face, table in TABLES.items() for name in table if (face, name) not in known]
    assert not gone, f"Remove these pages from tests/attacks/rights.py: {gone}"


def holders_of(face: str) -> list[object]:
    """(page, route, who) for each right that the table gives: what must open."""
    pages, rights = (PORTAL_PAGES, MEMBER_RIGHTS) if face == "portal" else (SERVICE_PAGES, SERVICE_RIGHTS)
    found = [(name, route, who) for of, name, route in ADDRESSES if of == face and name in pages for who in EVERYBODY]
    return [pytest.param(*case, id=f"{case[0]}-{case[2]}") for case in found if opens(rights, pages[case[0]], case[2])]


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals: only their status is looked at here, so their page is not drawn each time."""
    monkeypatch.setattr(errors, "_page", lambda request, status, *_: HttpResponse(status=status))


@pytest.mark.usefixtures("bare_refusals")
@each_page_of("portal")
def test_row_13_a_members_space_is_closed_to_everybody_else(name: str, route: str, world: World) -> None:
    wrong = []
    for who in EVERYBODY:
        client, url = world.browser_of(who), url_of(name, route, world.space_of(who).ids)
        foreign = url_of(name, route, world.theirs.ids)
        if who in NOT_SIGNED_IN:
            wrong += [] if is_sent_to_login(client, url) else [(who, "must be sent to the login page")]
            continue
        if (seen := both(client, foreign)) != (404, 404):
            wrong.append((who, f"another member's space must not exist: {seen}"))
        if not opens(MEMBER_RIGHTS, PORTAL_PAGES["home"], who):
            expected = (404, 404)  # no door to this space at all
        elif not opens(MEMBER_RIGHTS, PORTAL_PAGES[name], who):
            expected = (403, 403)  # the page is known, the right is missing
        else:
            continue
        if (seen := both(client, url)) != expected:
            wrong.append((who, f"{expected} expected: {seen}"))
    assert not wrong, name


@pytest.mark.parametrize(("name", "route", "who"), holders_of("portal"))
def test_a_members_space_opens_to_the_holders_of_its_right(name: str, route: str, who: str, world: World) -> None:
    client, mine = world.browser_of(who), world.space_of(who)
    url = url_of(name, route, mine.ids)
    brought_home = url_of(name, route, world.theirs.ids | {"member_number": mine.member.number})
    if brought_home != url:
        assert both(client, brought_home) == (404, 404), "another member's row does not exist"
    assert client.get(url).status_code in DONE
    assert client.post(url).status_code in DONE


@pytest.mark.usefixtures("bare_refusals")
@each_page_of("backoffice")
def test_the_espace_service_is_closed_to_all_but_the_holders_of_its_right(name: str, route: str, world: World) -> None:
    url, wrong = url_of(name, route, world.ours.ids), []
    for who in EVERYBODY:
        client = world.browser_of(who)
        if who in NOT_SIGNED_IN:
            wrong += [] if is_sent_to_login(client, url) else [(who, "must be sent to the login page")]
        elif not opens(SERVICE_RIGHTS, SERVICE_PAGES[name], who) and (seen := both(client, url)) != (403, 403):
            wrong.append((who, f"403 expected: {seen}"))
    assert not wrong, name


@pytest.mark.parametrize(("name", "route", "who"), holders_of("backoffice"))
def test_the_espace_service_opens_to_the_holders_of_its_right(name: str, route: str, who: str, world: World) -> None:
    client, url = world.browser_of(who), url_of(name, route, world.ours.ids)
    assert client.get(url).status_code in DONE
    assert client.post(url).status_code in DONE


@each_page_of(None)
def test_the_doorstep(name: str, route: str, world: World) -> None:
    url = fill(route, world.ours.ids)
    wrong: list[tuple[str, object]] = []
    for who in EVERYBODY:
        client = world.browser_of(who)
        if DOORSTEP_PAGES[name] == "connecté" and who in NOT_SIGNED_IN:
            on_the_way = who == "jamais-activé" and name == "first-login"
            wrong += [] if on_the_way or is_sent_to_login(client, url) else [(who, "must be sent to the login page")]
            continue
        seen = both(client, url)
        wrong += [(who, seen)] if max(seen) >= 500 and name != "health" else []  # no worker beats here: 503
    assert not wrong, name


READ = re.compile(r"\s*\(?SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK|BEGIN|DECLARE|FETCH|CLOSE")
WRITTEN_BY_GET = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(django_session|access_log|throttle_counter)"')


@pytest.mark.parametrize(("face", "name", "route"), [pytest.param(*a, id=f"{a[0]}-{a[1]}") for a in ADDRESSES if a[0]])
def test_row_11_a_get_never_writes(face: str, name: str, route: str, world: World) -> None:
    """CSRF by GET (Easy!Appointments CVE-2026-23622): with full parameters, nothing changes."""
    who = {"portal": "administrateur", "backoffice": "administrateur-du-service"}[face]
    url = url_of(name, route, world.ours.ids)
    given = {"decision": "accept", "on": "2026-11-02", "reason": "other", "state": "x", "cancel": "1", "sel": "1"}
    with CaptureQueriesContext(connection) as queries:
        world.browser_of(who).get(url, given)
        world.browser_of(who).head(url, given)
    written = [query["sql"] for query in queries if not READ.match(query["sql"])]
    assert [sql for sql in written if not WRITTEN_BY_GET.match(sql)] == []
