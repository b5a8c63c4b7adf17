"""Follows the links of the pages as a person would, one page of each address that the resolver knows."""

from collections import deque
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve

from tests.chromium.visitor import Visitor
from tests.office import PAGES

# whatever holds an address: links, forms, buttons with an address of their own, what scripts ask for
ADDRESSES = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
  .filter((one) => /^[/?]/.test(one.value)).map((one) => new URL(one.value, location).href)"""


def names_of(face: str | None) -> set[str]:
    """The names of all pages of one face; None is the doorstep, which has no namespace."""
    named = [([space for space in faces if space], str(page.name)) for _, faces, page in PAGES]
    return {":".join([*spaces, name]) for spaces, name in named if spaces == ([face] if face else [])}


def name_of(url: str) -> str | None:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return None


class Walk:
    """From the addresses given, each page of one face once: its screen is looked at, its links are followed."""

    def __init__(self, visitor: Visitor, face: str | None) -> None:
        self.visitor, self.names = visitor, names_of(face)
        self.met: dict[str, str] = {}  # the name of the page, and the address that stood for it

    def from_(self, *addresses: str) -> "Walk":
        """The addresses given are all looked at, even when their page is known: tabs, filters."""
        queue, given = deque(self.visitor.url + path for path in addresses), len(addresses)
        while queue:
            url, given = urldefrag(queue.popleft()).url, given - 1
            name = name_of(url) if url.startswith(self.visitor.url) else None
            if name in self.names and (name not in self.met or given >= 0):
                self.met.setdefault(str(name), url)
                queue += self._open(url)
        return self

    def missed(self) -> set[str]:
        return self.names - set(self.met)

    def _open(self, url: str) -> list[str]:
        """What is only posted to answers 405, 400 or sends back; a paper or a fragment has no screen."""
        answer = self.visitor.context.request.get(url)
        assert answer.status in {200, 400, 405}, (url, answer.status)
        if answer.status != 200 or not answer.body().lstrip().lower().startswith(b"<!doctype html"):
            return []
        self.visitor.goto(url)
        self.visitor.look()
        return list(self.visitor.page.evaluate(ADDRESSES))
