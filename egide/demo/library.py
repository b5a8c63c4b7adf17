"""The library of the demo: the two documents that the leaflet names, and a few of each theme."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from egide.accounts.models import User
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.common.typesetting import render
from egide.demo import texts
from egide.library.models import Document, Theme

THEMES = ("Le portail", "Votre service", "Prévention sur les chantiers")


def publish(by: User) -> None:
    themes = []
    for rank, name in enumerate(THEMES, start=1):
        theme = Theme()
        theme.describe(by=by, name=name, rank=rank)
        themes.append(theme)
    service = Service.current()
    words = {
        "minimum": settings.MEMBER_PASSWORD_MINIMUM,
        "notice": service.cancellation_notice_days,
        "fee": shown_euros(service.absence_fee),
        "assistance": f"{service.assistance_email} – {service.assistance_phone}",
    }
    for shelf, title, summary, sections in texts.DOCUMENTS:
        filled = [
            {"title": name, "paragraphs": [text.format(**words) for text in paragraphs]}
            for name, paragraphs in sections
        ]
        data = {
            "head": head_of(service),
            "title": title,
            "intro": summary,
            "facts": [],
            "sections": filled,
            "closing": "",
        }
        upload = SimpleUploadedFile(f"{title}.pdf", render("plain", data), content_type="application/pdf")
        document = Document()
        document.describe(by=by, theme=themes[shelf], title=title, summary=summary)
        document.publish(by=by, upload=upload)
