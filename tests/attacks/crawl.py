"""Walks the pages of a person and finds their forms, as a browser would: fields, choices, hidden secrets."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.office import Office

SECRETS = {"csrfmiddlewaretoken", "form_token"}


@dataclass
class Form:
    """One form of a page: where it goes, how, and the value that each of its fields would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    @property
    def open_fields(self) -> list[str]:
        """What a person, or a liar, may change."""
        return [name for name in self.fields if name not in SECRETS]


class FormReader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self._select = url, list[Form](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            action = urljoin(self.url, given.get("action") or self.url)
            self.forms.append(Form(action, (given.get("method") or "get").lower()))
        if not self.forms:
            return
        form, name = self.forms[-1], given.get("name")
        if tag == "option" and self._select and ("selected" in given or not form.fields[self._select]):
            form.fields[self._select] = given.get("value") or ""
        if not name:
            return
        if tag == "input" and given.get("type") == "file":
            form.files.add(name)
        elif tag in {"input", "textarea", "select", "button"}:
            form.fields.setdefault(name, given.get("value") or "")
            self._select = name if tag == "select" else ""


def forms_of(client: Client, url: str) -> list[Form]:
    answer = client.get(url)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    reader = FormReader(url)
    reader.feed(answer.content.decode())
    return [form for form in reader.forms if urlsplit(form.action).netloc in {"", "testserver"}]


def pages_of(face: str | None, office: Office) -> list[tuple[str, str]]:
    """(name, address) of each page of a face, in the space of this office."""
    return [(name, url_of(name, route, office.ids)) for of, name, route in ADDRESSES if of == face]
