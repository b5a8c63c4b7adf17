"""The fixtures of the browser tests: a demo of its own for each worker, Chromium once a file, visitors as they come."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.chromium.demo import a_demo
from tests.chromium.screens import LARGE
from tests.chromium.visitor import DOOR, FIRM_DOOR, Visitor

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]  # fmt: skip


def chromium() -> str | None:
    found = [path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()]
    return found[0] if found else None  # otherwise the one that Playwright has installed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each file: while Playwright's loop runs, Django refuses its database to the other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """EGIDE_DEMO_URL names one that runs already: handy while a journey is being written."""
    if running := os.environ.get("EGIDE_DEMO_URL"):
        yield running
        return
    with a_demo(tmp_path_factory) as url:
        yield url


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who has signed in already: a person signs in once a run, as the password is slow to check on purpose."""
    return {}


class Site:
    """The demo, and the people who visit it."""

    def __init__(self, browser: Browser, url: str, sessions: dict[str, StorageState]) -> None:
        self.browser, self.url, self.sessions = browser, url, sessions

    def visitor(self, who: str = "", *, scripts: bool = True, width: int = LARGE) -> Visitor:
        """Somebody signed in, or nobody yet; the session may be shared with another visitor of that name."""
        visitor = Visitor(self.browser, self.url, scripts=scripts, width=width)
        if who and who not in self.sessions:
            visitor.sign_in(who, door=FIRM_DOOR if who == "claire" else DOOR)
            self.sessions[who] = visitor.context.storage_state()
        elif who:
            cookies: list[Any] = [*self.sessions[who]["cookies"]]
            visitor.context.add_cookies(cookies)
        return visitor


@pytest.fixture(scope="module")
def site(browser: Browser, demo_url: str, sessions: dict[str, StorageState]) -> Site:
    return Site(browser, demo_url, sessions)
