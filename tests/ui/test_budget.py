"""The first load of a page: under 70 kB compressed for all of HTML, styles, scripts and font together."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import SettingsWrapper

from egide.centres.models import Physician
from egide.members.models import Member
from egide.ui.templatetags import ui
from tests import factories
from tests.office import PAGES, fill, open_office

KB = 1000
WHOLE = 70 * KB
SHARES = {"egide.*.css": 16 * KB, "egide.*.js": 8 * KB, "htmx.*.js": 17 * KB, "fonts/*.woff2": 23 * KB}
PARTS = re.compile(r'(?:href|src)="(/static/[^"#]+)')
BROWSER = {"Accept-Encoding": "br, gzip"}
ROUTES = [route for route, faces, _ in PAGES if "portal" in faces or not set(faces) & {"portal", "backoffice"}]


@pytest.fixture
def served(tmp_path: Path, settings: SettingsWrapper) -> Iterator[Path]:
    """Static files as production serves them, and the pages compressed as by nginx."""
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    settings.WHITENOISE_AUTOREFRESH = False
    first, *others = settings.MIDDLEWARE
    settings.MIDDLEWARE = [first, "django.middleware.gzip.GZipMiddleware", *others]
    call_command("collectstatic", interactive=False, verbosity=0)
    _forget_marks()
    yield tmp_path / "ui"
    _forget_marks()


def _forget_marks() -> None:
    """They hold the address of the sprite, which is not the same here."""
    for mark in (ui.icon, ui.status, ui.category):
        mark.cache_clear()


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def first_load(client: Client, url: str) -> dict[str, int]:
    """What a browser receives, in bytes on the wire, by address; empty for what is no page."""
    page = client.get(url, headers=BROWSER)
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return {}
    content = body_of(page)
    html = gzip.decompress(content).decode()
    parts = set(PARTS.findall(html))
    return {url: len(content)} | {part: len(body_of(client.get(part, headers=BROWSER))) for part in parts}


@pytest.mark.parametrize(("pattern", "share"), SHARES.items())
def test_each_part_keeps_to_its_share(pattern: str, share: int, served: Path) -> None:
    found = [path for path in served.parent.rglob(pattern.split("/")[-1]) if path.suffix in {".css", ".js", ".woff2"}]
    assert found
    for path in found:
        packed = path.with_name(f"{path.name}.gz")
        assert (packed if packed.exists() else path).stat().st_size <= share, path.name


def test_every_page_loads_within_the_budget(
    served: Path, as_martine: Client, ours: Member, physician: Physician
) -> None:
    """Of the portal with lists of fifty rows, and of the doorstep for a passer-by."""
    ids = open_office(ours, physician, "Lourd").ids
    for n in range(55):
        employee = factories.a_complete_employee(ours, f"Nom{n}")
        factories.a_request(employee)
        factories.an_invoice(ours)
    weights = {}
    for client in (as_martine, Client()):
        loads = {route: first_load(client, fill(route, ids)) for route in ROUTES}
        weights |= {route: sum(load.values()) for route, load in loads.items() if load}
    assert len(weights) > 30
    assert {route: weight for route, weight in weights.items() if weight > WHOLE} == {}


def test_what_does_not_change_is_kept_by_the_browser_for_ever(served: Path, client: Client, db: None) -> None:
    html = gzip.decompress(client.get("/connexion/", headers=BROWSER).content).decode()
    (styles,) = re.findall(r'href="(/static/ui/egide\.\w+\.css)"', html)
    response = client.get(styles, headers=BROWSER)
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
