"""Sophie plans from the week: by drag, by click, by keyboard alone, and the page is never loaded anew."""

import logging
from datetime import timedelta
from statistics import median

import pytest
from django.utils import timezone
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("week")]

WEEK = "/service/planning/"


def opened(page: Page, *, weeks: int = 2) -> None:
    """A week ahead, free from Monday to Friday whatever the day; `kept` is lost by whatever loads the page anew."""
    page.goto(f"{WEEK}?jour={timezone.localdate() + timedelta(weeks=weeks)}")
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
    expect(page.locator("[data-request][aria-current]")).to_be_focused()
    sophie.look()
    page.click(".toast >> text=Défaire")
    expect(page.locator(f"#{chosen}[aria-current]")).to_be_visible()
    assert is_the_same_page(page)


def test_arrows_go_through_the_free_slots_and_escape_comes_back(site: Site) -> None:
    page = site.visitor("sophie").page
    opened(page)
    chosen = page.locator("a[data-request]").first.get_attribute("data-request")
    # not the week of the first suggestion, which has one day left on a Thursday
    page.goto(f"{WEEK}?demande={chosen}&jour={timezone.localdate() + timedelta(weeks=2)}")
    page.focus("[data-request][aria-current]")
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
    opened(page)
    page.locator("a[data-request]").first.drag_to(page.locator(".timetable .slot").nth(2))
    expect(page.locator(".toasts[data-done]")).to_contain_text("Validé")
    assert is_the_same_page(page)


def test_a_drag_scrolls_the_week_to_a_slot_out_of_sight(site: Site) -> None:
    page = site.visitor("sophie").page
    page.set_viewport_size({"width": 1280, "height": 600})
    opened(page, weeks=3)
    chosen = page.locator("a[data-request]").first
    slot, week = page.locator(".timetable .slot").last, page.locator("#pose")
    grip, box = chosen.bounding_box(), week.bounding_box()
    assert grip
    assert box
    assert not is_in_sight(slot, box)
    page.mouse.move(grip["x"] + 20, grip["y"] + 20)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + box["width"] / 2 + step % 2, box["y"] + box["height"] - 12)
        if is_in_sight(slot, box):
            break
    place = slot.bounding_box()
    assert place
    for nudge in range(3):
        page.mouse.move(place["x"] + 10 + nudge, place["y"] + 5)
    page.mouse.up()
    expect(page.locator(".toasts[data-done], #titre-question")).to_be_visible()
    assert is_the_same_page(page)


def is_in_sight(slot: Locator, box: FloatRect) -> bool:
    place = slot.bounding_box()
    return place is not None and place["y"] + 10 < box["y"] + box["height"]


def test_one_key_a_request_and_the_page_is_never_loaded_anew(site: Site) -> None:
    """With `-o log_cli=true --log-level=INFO` it tells its figures, for docs/performance.md."""
    page = site.visitor("sophie").page
    opened(page)
    page.focus("a[data-request]")
    page.keyboard.press("Home")
    page.wait_for_selector(".suggestions")
    times: list[float] = []
    while len(times) < 8 and page.locator(".suggestions [data-key='1']").count():
        asked = page.locator("#choix").get_attribute("data-asked")
        page.wait_for_function("asked => document.activeElement.dataset.request === asked", arg=asked)
        page.evaluate("performance.clearResourceTimings()")
        page.keyboard.press("1")
        page.wait_for_function("was => document.querySelector('#choix').dataset.asked !== was", arg=asked)
        expect(page.locator(".toast", has_text="Validé")).to_be_visible()
        times.append(page.evaluate(SERVER_TIME))
    assert len(times) >= 4
    assert is_the_same_page(page)
    told = f"{len(times)} requests, one key each: {median(times):.0f} ms, at most {max(times):.0f}"
    logging.getLogger(__name__).info(told)


# of the answer and of the board that follows it, whether they are one exchange or two
SERVER_TIME = """performance.getEntriesByType("resource").filter((one) => one.initiatorType === "xmlhttprequest")
  .reduce((sum, one) => sum + one.responseEnd - one.startTime, 0)"""


def test_a_visit_is_moved_after_one_question(site: Site) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    opened(page, weeks=0)
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
