"""A real Chromium against a real server with the demo service: no error, no other host, nothing too wide."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"wide": 1280, "phone": 390}


def chromium() -> str | None:
    found = [path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()]
    return found[0] if found else None  # otherwise the one that Playwright has installed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


class Site:
    """The address of the demo, and who is signed in."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.complaints: list[str] = []

    def visit(self, who: str = "", *, width: str = "wide", scheme: str = "light") -> Page:
        self.complaints = []
        context = self.browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme, base_url=self.url
        )
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        if who:
            page.goto("/connexion/")
            page.fill("[name=login]", who)
            page.fill("[name=password]", "chantier-bleu-matin")
            page.click("text=Se connecter")
            page.wait_for_load_state()
        return page

    def _note(self, url: str) -> None:
        """The browser's own pages (its PDF viewer) are not other hosts."""
        if url.startswith("http") and not url.startswith(self.url):
            self.complaints.append(url)

    def assert_worthy(self, page: Page) -> None:
        """Zero axe violation, no sideways scroll, no complaint of the browser, no other host."""
        assert self.complaints == [], (page.url, self.complaints)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), f"{page.url} scrolls sideways"
        answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        found = [(v["id"], v["nodes"][0]["html"][:150]) for v in answer.response["violations"]]
        assert found == [], page.url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What `make demo` starts: the demo service in an empty folder, server and worker."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "EGIDE_DATA": str(tmp_path_factory.mktemp("demo")),
        "EGIDE_POSTGRES": "",
        "EGIDE_URL": url,
        "PORT": str(port),
    }
    demo = subprocess.Popen([sys.executable, "bin/demo.py"], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"{url}/connexion/", demo)
        yield Site(browser, url)
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=20) == 0  # Ctrl-C stops server and worker


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(480):
        assert process.poll() is None, "the demo did not start"
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the demo took more than two minutes to start")
