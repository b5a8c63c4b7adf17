"""The menu of the espace service: the entries that the role of this person opens."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.backoffice.appointments.filters import TABS
from egide.backoffice.rights import Right, rights_of
from egide.ui.shell import provide

ENTRIES = (
    ("home", "Accueil", Right.ENTER),
    ("requests", "Demandes", Right.PLAN),
    ("planning", "Planning", Right.PLAN),
    ("attendance", "Présences", Right.PLAN),
    ("cancellations", "Annulations", Right.READ_APPOINTMENTS),
    ("movements", "Mouvements", Right.TAKE_IN),
    ("members", "Adhérents", Right.READ_MEMBERS),
    ("invoices", "Facturation", Right.READ_INVOICES),
    ("documents", "Documents", Right.PUBLISH),
    ("mails", "Courriels", Right.READ_MAILS),
    ("settings", "Administration", Right.MANAGE_PLACES),
)


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `count` says how much waits there, None where the number says nothing."""

    url: str
    label: str
    current: bool
    count: int | None = None


@provide
def service_shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not request.path.startswith("/service/") or not isinstance(user, User):
        return {}
    rights = rights_of(user)
    urls = {name: reverse(f"backoffice:{name}") for name, _, right in ENTRIES if right in rights}
    here = _here(request.path, urls)
    waiting = Appointment.objects.filter(state__in=TABS[""][1]).count() if Right.PLAN in rights else None
    menu = [
        Entry(urls[name], label, name == here, waiting if name == "requests" else None)
        for name, label, _ in ENTRIES
        if name in urls
    ]
    return {"menu": menu, "rights": rights}


def _here(path: str, urls: dict[str, str]) -> str:
    """The entry whose address is the longest beginning of this one; the home page is only itself."""
    found = [name for name, url in urls.items() if path.startswith(url) and (name != "home" or path == url)]
    return max(found, key=lambda name: len(urls[name]), default="")
