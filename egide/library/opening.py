"""What the library holds from the first start: the manual of the portal, model statutes, and their shelves."""

from django.core.files.uploadedfile import SimpleUploadedFile

from egide.accounts.models import User
from egide.common.events import Actor
from egide.library.manual import manual_pdf
from egide.library.models import Document, Theme
from egide.library.statutes import statutes_pdf
from egide.members.models import Member

PORTAL, SERVICE = "Le portail", "Votre service"
MANUAL = ("Mode d’emploi du portail adhérent", "Tout ce que le portail permet, menu par menu")
STATUTES = ("Statuts et règlement intérieur", "Texte modèle, à remplacer par celui du service")


def open_library(*, by: User) -> None:
    """Once: a library that has a shelf already is the service's own business."""
    if Theme.objects.exists():
        return
    publish(Theme.add(PORTAL, by=by), *MANUAL, manual_pdf(*MANUAL), by=by)
    publish(Theme.add(SERVICE, by=by), *STATUTES, statutes_pdf(*STATUTES), by=by)


def renew_manual(*, by: Actor) -> None:
    """A new version of our manual, where it is still online and the one in force: its figures have changed."""
    title, _ = MANUAL
    for found in Document.objects.filter(title=title, member=None, withdrawn_at=None).with_versions():
        if found.current and found.current.made_here:
            found.publish(by=by, upload=_upload(title, manual_pdf(*MANUAL)), made_here=True)


def publish(theme: Theme, title: str, summary: str, pdf: bytes, *, by: User, member: Member | None = None) -> None:
    document = Document()
    document.describe(by=by, theme=theme, title=title, summary=summary, member=member)
    document.publish(by=by, upload=_upload(title, pdf), made_here=True)


def _upload(title: str, pdf: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{title}.pdf", pdf, content_type="application/pdf")
