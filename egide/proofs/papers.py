"""Attestations and statements of account as PDF: tagged, in French, from what was kept or from the account."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.common.typesetting import render
from egide.invoicing.models.parties import party_name
from egide.invoicing.statement import Account
from egide.members.models import Member
from egide.proofs.models import Certificate
from egide.ui.qr import drawn


def verification_address(certificate: Certificate) -> str:
    return settings.SITE_URL + reverse("verification-of", args=[certificate.shown_code])


def certificate_pdf(certificate: Certificate) -> bytes:
    """The same paper whenever it is drawn: what it says comes from its own copy alone."""
    content, address = certificate.content, verification_address(certificate)
    data = {
        "head": head_of(Service.current()) | content["service"],
        "day": _parts(certificate.issued_on),
        "title": content["title"],
        "client": _addressee(content["member"]),
        "sentences": content["sentences"],
        "dues": content["dues"],
        "issued_on": f"{certificate.issued_on:%d/%m/%Y}",
        "valid_until": f"{certificate.valid_until:%d/%m/%Y}",
        "code": certificate.shown_code,
        "page": settings.SITE_URL + reverse("verification"),
        "drawing": drawn(address).svg,
    }
    return render("certificate", data)


def file_name(certificate: Certificate) -> str:
    """« attestation-adhesion-10042-2026-11-26.pdf »."""
    words = {Certificate.Kind.MEMBERSHIP: "adhesion", Certificate.Kind.PAYMENT: "paiement"}
    kind = words[Certificate.Kind(certificate.kind)]
    return f"attestation-{kind}-{certificate.content['member']['number']}-{certificate.issued_on}.pdf"


def statement_pdf(member: Member, account: Account) -> bytes:
    """The movements of a period with the balance before, after each and at the end."""
    service = Service.current()
    data = {
        "head": head_of(service),
        "title": f"Relevé de compte du {account.first:%d/%m/%Y} au {account.last:%d/%m/%Y}",
        "client": _addressee({"name": member.name, "legal_form": member.legal_form, "address": []}),
        "number": str(member.number),
        "opening": shown_euros(account.opening),
        "movements": [
            [f"{line.on:%d/%m/%Y}", line.label, _euros(line.debit), _euros(line.credit), shown_euros(line.after)]
            for line in account.movements
        ],
        "closing": shown_euros(account.closing),
        "meaning": account.meaning,
    }
    return render("statement", data)


def _addressee(told: dict[str, Any]) -> dict[str, Any]:
    return {"name": party_name(told), "lines": told["address"]}


def _euros(amount: Any) -> str:
    return shown_euros(amount) if amount else ""


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]
