"""Follows the links of the pages as a person would, one page of each address that the resolver knows."""

from collections import deque
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve

from tests.chromium.visitor import Visitor
from tests.office import PAGES

ADDRESSES = """() => [...document.querySelectorAll("a[href], form[action], [hx-get]")].map(
  (one) => new URL(one.getAttribute("hx-get") ?? one.getAttribute("href") ?? one.getAttribute("action"), location).href)"""


def names_of(face: str | None) -> set[str]:
    """The names of all pages of one face; None is the doorstep, which has no namespace."""
    spaces = {name: [space for space in faces if space] for _, faces, page in PAGES for name in [page]}
    return {":".join([*kept, str(page.name)]) for page, kept in spaces.items() if kept == ([face] if face else [])}


def name_of(url: str) -> str | None:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return None


class Walk:
    """From the addresses given, each page once: its screen is looked at, its links are followed."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.met: dict[str, str] = {}  # the name of the page, and the address that stood for it

    def from_(self, *addresses: str) -> "Walk":
        """The addresses given are looked at even when their page is known: tabs, filters."""
        queue, given = deque(self.visitor.url + path for path in addresses), len(addresses)
        while queue:
            url, given = urldefrag(queue.popleft()).url, given - 1
            name = name_of(url) if url.startswith(self.visitor.url) else None
            if name and (name not in self.met or given >= 0):
                self.met.setdefault(name, url)
                queue += self._open(url)
        return self

    def _open(self, url: str) -> list[str]:
        """A page that is only posted to answers 405; a paper or a fragment is fetched and has no screen."""
        answer = self.visitor.context.request.get(url)
        assert answer.status in {200, 405}, (url, answer.status)
        is_screen = answer.status == 200 and answer.body().lstrip()[:9].lower() == b"<!doctype"
        if not is_screen:
            return []
        self.visitor.goto(url)
        self.visitor.look()
        return self.visitor.page.evaluate(ADDRESSES)
