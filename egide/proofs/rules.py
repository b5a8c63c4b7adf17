"""Whether the service may certify something of a member today, what keeps it from it, and what it certified."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.identifiers import clean_digits
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.models import Member
from egide.proofs import codes
from egide.proofs.models import Certificate
from egide.proofs.wording import content_of

DUES = (Invoice.Kind.DUES, Invoice.Kind.ADJUSTMENT, Invoice.Kind.ENTRY)  # « cotisations », entry fee included
TOLD_FOR = timedelta(days=365)  # an attestation de paiement tells the dues of a year


@dataclass(frozen=True)
class Hindrance:
    """Why an attestation is refused: one sentence, and the invoices whose payment would mend it."""

    reason: str
    late: tuple[Invoice, ...] = ()


class Verdict(Enum):
    """All that a stranger who shows a code may learn."""

    STILL_TRUE = "still-true"
    WAS_TRUE = "was-true"
    NO = "no"


def hindrance(member: Member, kind: str, day: date) -> Hindrance | None:
    """What keeps the service from certifying `kind` of `member` on `day`; None: nothing does."""
    if kind == Certificate.Kind.MEMBERSHIP:
        if day < member.joined_on:
            return Hindrance(f"L’adhésion commence le {member.joined_on:%d/%m/%Y}.")
        if member.is_struck_off_on(day):
            return Hindrance(f"L’adhésion a pris fin le {member.struck_off_on:%d/%m/%Y}.")
        if not Service.current().membership_proof_needs_dues:
            return None
    elif not _dues_of(member).exists():
        return Hindrance("Aucune cotisation n’a encore été appelée : il n’y a pas de paiement à attester.")
    late = tuple(_dues_of(member).overdue(day))
    if late:
        one = len(late) == 1
        what = "Une cotisation est échue" if one else f"{len(late)} cotisations sont échues"
        return Hindrance(f"{what} : réglez-{'la' if one else 'les'} pour obtenir cette attestation.", late)
    return None


def certify(member: Member, kind: str, *, by: Actor) -> Certificate:
    """The attestation of today; refused with the reason when the service cannot say so."""
    today = timezone.localdate()
    if found := hindrance(member, kind, today):
        numbers = ", ".join(invoice.number for invoice in found.late)
        raise Refused(f"{found.reason} Factures : {numbers}." if numbers else found.reason)
    told = _dues_of(member).exclude(state=Invoice.State.CREDITED).filter(issued_on__gt=today - TOLD_FOR)
    certificate = Certificate(member=member, kind=kind)
    certificate.issue(by=by, content=content_of(member, kind, today, told.order_by("issued_on", "number")))
    return certificate


def verdict(code: str, company: str = "") -> Verdict:
    """What is answered of the `code` on a paper; and, with the SIREN or the number read on it, whether it is that
    company's. What has changed since is not told: neither a striking off nor a debt."""
    found = Certificate.objects.filter(code=codes.typed(code)).select_related("member").first()
    if found is None or found.is_revoked or not _is_of(found, company):
        return Verdict.NO
    today = timezone.localdate()
    if found.is_valid_on(today) and hindrance(found.member, found.kind, today) is None:
        return Verdict.STILL_TRUE
    return Verdict.WAS_TRUE


def _is_of(certificate: Certificate, company: str) -> bool:
    """By the copy that the attestation keeps: a paper forged on somebody else's code names another company."""
    told = certificate.content["member"]
    return not company.strip() or clean_digits(company) in {told["siren"], str(told["number"])} - {""}


def _dues_of(member: Member) -> InvoiceQuerySet:
    return Invoice.objects.filter(member=member, nature=Invoice.Nature.INVOICE, kind__in=DUES).issued()
