"""Sophie works her queue by keyboard: one key for an ordinary request, and the focus never leaves the queue."""

import re

import pytest
from playwright.sync_api import Page

from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("queue")]

QUEUE = "/service/rendez-vous/"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_v_accepts_and_the_next_request_has_the_focus(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    page.goto(QUEUE)
    page.focus("a[data-request]")
    page.keyboard.press("j")
    page.wait_for_url(re.compile(r"/rendez-vous/\d+/"))
    assert focused(page).startswith("demande-")
    page.keyboard.press("2")
    assert page.is_checked("#id_moment_2")
    before = focused(page)
    page.keyboard.press("v")
    page.wait_for_url(re.compile("fait="))
    assert focused(page).startswith("demande-")
    assert focused(page) != before
    sophie.look()
    page.click(".toast >> text=Défaire")
    page.wait_for_url(re.compile(before))
    assert "Réponse défaite" in page.content()


def test_the_keys_are_silent_outside_the_queue(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    page.goto(QUEUE)
    page.fill("[type=search]", "")
    page.type("[type=search]", "vrpa")
    page.focus("main select")
    page.keyboard.press("v")
    assert "fait=" not in page.url
    assert page.locator("dialog[open]").count() == 0


def test_refusing_is_a_window_with_ready_made_sentences(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    page.goto(QUEUE)
    page.focus("a[data-request]")
    page.keyboard.press("r")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("ArrowDown")
    assert page.input_value("dialog[open] textarea").endswith(".")
    sophie.look()
    page.keyboard.press("Escape")
    assert focused(page).startswith("demande-")
