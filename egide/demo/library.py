"""The library of the demo: what every library opens with, prevention sheets, and a sheet for one member alone."""

from egide.accounts.models import User
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render
from egide.demo import texts
from egide.library.models import Theme
from egide.library.opening import SERVICE, open_library, publish
from egide.members.models import Member

PREVENTION = "Prévention sur les chantiers"


def fill(by: User, member: Member | None = None) -> None:
    """For everybody, and one sheet for `member` alone."""
    open_library(by=by)
    shelf = Theme.add(PREVENTION, by=by)
    for title, summary, sections in texts.DOCUMENTS:
        publish(shelf, title, summary, _sheet(title, summary, sections), by=by)
    if member:
        sheet = _sheet(texts.COMPANY, "", texts.COMPANY_SHEET)
        summary = "Rédigée par votre équipe médicale"
        publish(Theme.objects.get(name=SERVICE), texts.COMPANY, summary, sheet, by=by, member=member)


def _sheet(title: str, summary: str, sections: texts.Sections) -> bytes:
    filled = [{"title": name, "paragraphs": list(paragraphs)} for name, paragraphs in sections]
    data = {"title": title, "intro": summary, "facts": [], "sections": filled, "closing": ""}
    return render("plain", {"head": head_of(Service.current()), **data})
