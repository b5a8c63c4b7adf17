"""The menu of the espace service: the entries that the role of this person opens."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from egide.accounts.models import User
from egide.backoffice.rights import Right, rights_of
from egide.ui.shell import provide

ENTRIES = (
    ("home", "Accueil", Right.ENTER),
    ("requests", "Demandes", Right.PLAN),
    ("movements", "Mouvements", Right.TAKE_IN),
    ("members", "Adhérents", Right.READ_MEMBERS),
    ("invoices", "Facturation", Right.READ_INVOICES),
    ("documents", "Documents", Right.PUBLISH),
    ("mails", "Courriels", Right.READ_MAILS),
    ("settings", "Administration", Right.MANAGE_PLACES),
)


@dataclass(frozen=True)
class Entry:
    url: str
    label: str
    current: bool


@provide
def service_shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not request.path.startswith("/service/") or not isinstance(user, User):
        return {}
    rights = rights_of(user)
    return {"menu": [_entry(request, *entry[:2]) for entry in ENTRIES if entry[2] in rights], "rights": rights}


def _entry(request: HttpRequest, name: str, label: str) -> Entry:
    url = reverse(f"backoffice:{name}")
    return Entry(url, label, request.path == url if name == "home" else request.path.startswith(url))
