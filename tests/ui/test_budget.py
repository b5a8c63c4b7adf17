"""The first load of a page: under 70 kB compressed for all of HTML, styles, scripts and font together."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from egide.centres.models import Physician
from egide.members.models import Member
from egide.ui import marks
from tests import factories
from tests.office import PAGES, fill, open_office

KB = 1000
WHOLE = 70 * KB
SHARES = {"egide.*.css.gz": 16 * KB, "egide.*.js.gz": 8 * KB, "htmx-2.min.*.js.gz": 17 * KB, "aplomb*.woff2": 23 * KB}
PARTS = re.compile(r'(?:href|src)="(/static/[^"#]+)')
BROWSER = {"Accept-Encoding": "br, gzip"}
ROUTES = [route for route, faces, _ in PAGES if "portal" in faces or not set(faces) & {"portal", "backoffice"}]


@pytest.fixture
def served(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Static files as production serves them, and the pages compressed as by nginx."""
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    settings.WHITENOISE_AUTOREFRESH = False
    first, *others = settings.MIDDLEWARE
    settings.MIDDLEWARE = [first, "django.middleware.gzip.GZipMiddleware", *others]
    call_command("collectstatic", interactive=False, verbosity=0)
    _forget_marks()
    yield tmp_path
    _forget_marks()


def _forget_marks() -> None:
    """They hold the address of the sprite, which is not the same here."""
    for mark in (marks.icon, marks.status, marks.category):
        mark.cache_clear()


def body_of(response: Any) -> bytes:
    content = b"".join(response.streaming_content) if response.streaming else bytes(response.content)
    for close in response._resource_closers:  # the files served; `close()` would also end the database connection
        close()
    return content


def html_of(response: Any) -> str:
    content = body_of(response)
    return (gzip.decompress(content) if response.headers.get("Content-Encoding") == "gzip" else content).decode()


@dataclass
class Browser:
    """Receives pages, each with all its parts, and weighs them in bytes on the wire."""

    client: Client
    parts: dict[str, int] = field(default_factory=dict)

    def first_load(self, url: str) -> int:
        """Zero for what is no page."""
        page = self.client.get(url, headers=BROWSER)
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            return 0
        return len(page.content) + sum(self.weight(part) for part in set(PARTS.findall(html_of(page))))

    def weight(self, part: str) -> int:
        if part not in self.parts:
            self.parts[part] = len(body_of(self.client.get(part, headers=BROWSER)))
        return self.parts[part]


def test_each_part_keeps_to_its_share(served: Path) -> None:
    for pattern, share in SHARES.items():
        found = list(served.rglob(pattern))
        assert found, pattern
        assert min(path.stat().st_size for path in found) <= share, pattern


def test_every_page_loads_within_the_budget(
    served: Path, as_martine: Client, ours: Member, physician: Physician
) -> None:
    """Of the portal with lists of fifty rows, and of the doorstep for a passer-by."""
    ids = open_office(ours, physician, "Lourd").ids
    for n in range(55):
        employee = factories.a_complete_employee(ours, f"Nom{n}")
        factories.a_request(employee)
        factories.an_invoice(ours)
    browsers = (Browser(as_martine), Browser(Client()))
    loads = [(route, browser.first_load(fill(route, ids))) for browser in browsers for route in ROUTES]
    weights = {route: weight for route, weight in loads if weight}
    assert len(weights) > 30
    assert {route: weight for route, weight in weights.items() if weight > WHOLE} == {}


def test_what_does_not_change_is_kept_by_the_browser_for_ever(served: Path, client: Client, db: None) -> None:
    html = html_of(client.get("/connexion/", headers=BROWSER))
    (styles,) = re.findall(r'href="(/static/ui/egide\.\w+\.css)"', html)
    response = client.get(styles, headers=BROWSER)
    assert body_of(response)
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]
