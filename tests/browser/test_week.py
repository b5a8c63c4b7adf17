"""Sophie plans from the week: by drag, by click, by keyboard alone, and the page is never loaded anew."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("week")]

WEEK = "/service/planning/"


def opened(page: Page, address: str = WEEK) -> None:
    """`kept` is lost by whatever loads the page anew."""
    page.goto(address)
    page.evaluate("window.kept = true")


def is_the_same_page(page: Page) -> bool:
    return bool(page.evaluate("window.kept === true"))


def test_a_request_is_planned_by_keyboard_alone_and_undone(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    opened(page)
    page.focus("a[data-request]")
    page.keyboard.press("j")
    page.wait_for_selector(".suggestions")
    chosen = page.locator("[data-request][aria-current]").get_attribute("id")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('.timetable [data-proposed]')")
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Validé")).to_be_visible()
    assert page.evaluate("document.activeElement.matches('[data-request][aria-current]')")
    sophie.look()
    page.click(".toast >> text=Défaire")
    expect(page.locator(f"#{chosen}[aria-current]")).to_be_visible()
    assert is_the_same_page(page)


def test_arrows_go_through_the_free_slots_and_escape_comes_back(site: Site) -> None:
    page = site.visitor("sophie").page
    opened(page)
    page.click("a[data-request] >> nth=0")
    page.wait_for_selector(".suggestions")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowRight")
    beside = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowLeft")
    assert first != beside
    assert page.evaluate("document.activeElement.value") == first
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-request][aria-current]')")


def test_a_request_is_dropped_on_a_slot(site: Site) -> None:
    page = site.visitor("sophie").page
    next_week = timezone.localdate() + timedelta(days=14)
    opened(page, f"{WEEK}?jour={next_week}")
    page.locator("a[data-request]").first.drag_to(page.locator(".timetable .slot").nth(2))
    expect(page.locator(".toasts[data-done]")).to_contain_text("Validé")
    assert is_the_same_page(page)


def test_a_visit_is_moved_after_one_question(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    opened(page)
    while not page.locator("a[data-visit]").count() or not page.locator(".timetable .slot").count():
        was = page.locator("#titre-semaine").inner_text()
        page.click("#semaine-apres")
        expect(page.locator("#titre-semaine")).not_to_have_text(was)
    page.locator("a[data-visit]").last.click()
    page.wait_for_selector("#titre-visite")
    page.locator(".timetable button.slot").last.click()
    expect(page.locator("#titre-question")).to_contain_text("Déplacer")
    sophie.look()
    page.click("text=Déplacer le rendez-vous")
    expect(page.locator(".msg", has_text="L’entreprise est prévenue")).to_be_visible()
    assert is_the_same_page(page)
