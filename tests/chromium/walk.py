"""Follows the links of the pages as a person would, one page of each address that the resolver knows."""

from collections import deque
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve

from tests.chromium.visitor import Visitor
from tests.office import PAGES, fill

# whatever holds an address: links, forms, buttons with an address of their own, what scripts ask for
ADDRESSES = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
  .filter((one) => /^[/?]/.test(one.value)).map((one) => new URL(one.value, location).href)"""


def routes_of(face: str | None) -> dict[str, str]:
    """Name and route of all pages of one face; None is the doorstep, which has no namespace."""
    named = [(route, [space for space in faces if space], str(page.name)) for route, faces, page in PAGES]
    return {":".join([*spaces, name]): route for route, spaces, name in named if spaces == ([face] if face else [])}


class Walk:
    """From the addresses given, each page of one face once: its screen is looked at, its links are followed."""

    def __init__(self, visitor: Visitor, face: str | None) -> None:
        self.visitor, self.routes = visitor, routes_of(face)
        self.met: dict[str, str] = {}  # the name of the page, and the address that stood for it
        self.ids: dict[str, int] = {}  # the rows that the addresses name

    def from_(self, *addresses: str) -> "Walk":
        """The addresses given are all looked at, even when their page is known: tabs, filters."""
        for path in addresses:
            self._follow(self.visitor.url + path, again=True)
        for name in sorted(self.routes.keys() - self.met.keys()):
            self._follow(self.visitor.url + fill(self.routes[name], self.ids))
        return self

    def missed(self) -> set[str]:
        return self.routes.keys() - self.met.keys()

    def _follow(self, start: str, *, again: bool = False) -> None:
        queue = deque([start])
        while queue:
            url = urldefrag(queue.popleft()).url
            try:
                found = resolve(urlsplit(url).path)
            except Resolver404:
                continue
            name = found.view_name
            if name in self.routes and url.startswith(self.visitor.url):
                self.ids = found.kwargs | self.ids
                if again or name not in self.met:
                    queue += self._open(url, name)
            again = False

    def _open(self, url: str, name: str) -> list[str]:
        """What is only posted to answers 405 or 400; a paper or a fragment has no screen."""
        answer = self.visitor.context.request.get(url, max_retries=1)  # a connection left idle may just close
        if answer.status == 404:
            return []
        assert answer.status in {200, 400, 405}, (url, answer.status)
        self.met.setdefault(name, url)
        if answer.status != 200 or not answer.body().lstrip().lower().startswith(b"<!doctype html"):
            return []
        self.visitor.goto(url)
        self.visitor.look()
        return list(self.visitor.page.evaluate(ADDRESSES))
