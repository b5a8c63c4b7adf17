"""Which documents a member may read."""

from egide.library.models import Document, DocumentQuerySet, DocumentVersion
from egide.members.models import Member


def documents_of(member: Member) -> DocumentQuerySet:
    """What is published for all, for its trade, or for this very member, with the versions of each."""
    return Document.objects.readable_by(member).with_versions()


def version_of(member: Member, document_id: int) -> DocumentVersion | None:
    """The version in force of a document that this member may read."""
    document = documents_of(member).filter(pk=document_id).first()
    return document.current if document else None
