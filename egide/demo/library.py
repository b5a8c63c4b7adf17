"""The library of the demo: the two documents that the leaflet names, and a few of each theme."""

from django.core.files.uploadedfile import SimpleUploadedFile

from egide.accounts.models import User
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render
from egide.demo import texts
from egide.demo.manual import figures, manual_pdf
from egide.library.models import Document, Theme
from egide.members.models import Member

THEMES = ("Le portail", "Votre service", "Prévention sur les chantiers")
MANUAL = ("Mode d’emploi du portail adhérent", "Tout ce que le portail permet, menu par menu")


def publish(by: User, member: Member | None = None) -> None:
    """For everybody, and one sheet for `member` alone."""
    themes = []
    for rank, name in enumerate(THEMES, start=1):
        theme = Theme()
        theme.describe(by=by, name=name, rank=rank)
        themes.append(theme)
    title, summary = MANUAL
    _put(themes[0], title, summary, manual_pdf(title, summary), by)
    service = Service.current()
    for shelf, title, summary, sections in texts.DOCUMENTS:
        _put(themes[shelf], title, summary, _sheet(service, title, summary, sections), by)
    if member:
        sheet = _sheet(service, texts.COMPANY, "", texts.COMPANY_SHEET)
        _put(themes[1], texts.COMPANY, "Rédigée par votre équipe médicale", sheet, by, member)


def _sheet(service: Service, title: str, summary: str, sections: texts.Sections) -> bytes:
    words = figures(service)
    filled = [
        {"title": name, "paragraphs": [text.format(**words) for text in paragraphs]} for name, paragraphs in sections
    ]
    data = {"title": title, "intro": summary, "facts": [], "sections": filled, "closing": ""}
    return render("plain", {"head": head_of(service), **data})


def _put(theme: Theme, title: str, summary: str, pdf: bytes, by: User, member: Member | None = None) -> None:
    upload = SimpleUploadedFile(f"{title}.pdf", pdf, content_type="application/pdf")
    document = Document()
    document.describe(by=by, theme=theme, title=title, summary=summary, member=member)
    document.publish(by=by, upload=upload)
