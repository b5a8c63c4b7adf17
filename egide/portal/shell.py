"""What surrounds each page of the portal: the seven entries this person may open, and what they must know."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from egide.members.doors import Door
from egide.members.rights import Right
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
    url: str
    label: str
    short: str
    icon: str
    current: bool
    daily: bool


@dataclass(frozen=True)
class Banner:
    tone: str
    text: str
    url: str = ""
    action: str = ""


@lru_cache(maxsize=4096)
def _url(name: str, number: int) -> str:
    """Seven addresses a page, always the same for a member: not resolved anew each time."""
    return reverse(f"portal:{name}", args=[number])


@provide
def portal_shell(request: HttpRequest) -> dict[str, Any]:
    door: Door | None = getattr(request, "door", None)
    if door is None:
        return {}
    number = door.member.number
    menu = [_entry(request, number, *entry[:4]) for entry in ENTRIES if door.may(entry[4])]
    return {
        "menu": menu,
        "contacts_url": reverse("portal:contacts", args=[number]),
        "other_spaces": reverse("mandates") if door.mandate else "",
        "banners": _banners(door),
    }


def _entry(request: HttpRequest, number: int, name: str, label: str, short: str, icon: str) -> Entry:
    url = _url(name, number)
    current = request.path == url if name == "home" else request.path.startswith(url)
    return Entry(url, label, short, icon, current, daily=name in DAILY)


def _banners(door: Door) -> list[Banner]:
    found = []
    if door.member.struck_off_on:
        found.append(Banner("warn", "Adhésion terminée : vos factures et documents restent lisibles un an."))
    if door.mandate:
        found.append(Banner("info", f"Vous agissez pour {door.member.name} au titre d’un mandat."))
    return found
