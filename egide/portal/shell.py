"""What surrounds each page of the portal: the seven entries this person may open, and what they must know."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from egide.members.doors import Door
from egide.members.rights import Right
from egide.portal.waiting import waiting_of, words_of
from egide.ui.shell import provide

ENTRIES = (
    ("home", "Accueil", "Accueil", "home", Right.HOME),
    ("company", "Mon entreprise", "Entreprise", "building", Right.READ_COMPANY),
    ("employees", "Mes salariés", "Salariés", "users", Right.READ_EMPLOYEES),
    ("invoices", "Mes factures", "Factures", "file-invoice", Right.READ_INVOICES),
    ("contacts", "Mes contacts", "Contacts", "address-book", Right.READ_CONTACTS),
    ("appointments", "Mes rendez-vous", "Rendez-vous", "calendar", Right.READ_APPOINTMENTS),
    ("documents", "Mes documents", "Documents", "folder", Right.READ_DOCUMENTS),
)
DAILY = {"home", "employees", "appointments", "invoices"}  # what the bottom bar of a phone holds


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `count` says how much waits there, and `waiting` of what it is the number."""

    url: str
    label: str
    short: str
    icon: str
    current: bool
    daily: bool
    count: int = 0
    waiting: str = ""


@dataclass(frozen=True)
class Banner:
    tone: str
    text: str


@lru_cache(maxsize=4096)
def _url(name: str, number: int) -> str:
    """Seven addresses a page, always the same for a member: not resolved anew each time."""
    return reverse(f"portal:{name}", args=[number])


@provide
def portal_shell(request: HttpRequest) -> dict[str, Any]:
    door: Door | None = getattr(request, "door", None)
    if door is None:
        return {}
    return {
        "menu": SimpleLazyObject(lambda: _menu(request, door)),  # fresh rows and windows have none: nothing is counted
        "contacts_url": reverse("portal:contacts", args=[door.member.number]),
        "other_spaces": reverse("mandates") if door.mandate else "",
        "banners": _banners(door),
    }


def _menu(request: HttpRequest, door: Door) -> list[Entry]:
    waiting = waiting_of(door)
    found = []
    for name, label, short, icon, right in ENTRIES:
        if door.may(right):
            url = _url(name, door.member.number)
            current = request.path == url if name == "home" else request.path.startswith(url)
            count = waiting.get(name, 0)
            found.append(Entry(url, label, short, icon, current, name in DAILY, count, words_of(name, count)))
    return found


def _banners(door: Door) -> list[Banner]:
    found = []
    if door.member.struck_off_on:
        found.append(Banner("warn", "Adhésion terminée : vos factures et documents restent lisibles un an."))
    return found
