"""What an attestation says, in French words that are kept as they were written."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from egide.centres.models import Service
from egide.centres.papers import legal_lines
from egide.common.french import NBSP, long_date, shown_euros
from egide.common.identifiers import grouped
from egide.invoicing.models import Invoice
from egide.invoicing.models.parties import client_copy, party_name
from egide.members.models import Member
from egide.proofs.models import Certificate


def content_of(member: Member, kind: str, day: date, dues: Iterable[Invoice]) -> dict[str, Any]:
    """The whole text: who certifies, of whom, the sentences, and the dues of a year for a payment."""
    service, told = Service.current(), client_copy(member)
    paid = kind == Certificate.Kind.PAYMENT
    return {
        "service": {
            "name": service.name,
            "address": service.address.splitlines(),
            "legal": legal_lines(service.legal_form, service.siren, service.vat_number),
        },
        "title": Certificate.Kind(kind).label,
        "member": told,
        "sentences": (_paid if paid else _joined)(service.name, told, member, day),
        "dues": [_line(invoice) for invoice in dues] if paid else [],
    }


def _joined(service: str, told: dict[str, Any], member: Member, day: date) -> list[str]:
    return [
        f"{service}, service de prévention et de santé au travail, atteste que l’entreprise {_named(told)} est "
        f"adhérente depuis le {_day(member.joined_on)}, sous le n° {told['number']}.",
        f"Cette adhésion est en cours au {_day(day)}.",
    ]


def _paid(service: str, told: dict[str, Any], member: Member, day: date) -> list[str]:
    return [
        f"{service}, service de prévention et de santé au travail, atteste que l’entreprise {_named(told)} n° "
        f"d’adhérent {told['number']}, est à jour de ses cotisations au {_day(day)}.",
        "Aucune cotisation échue ne reste à régler à cette date.",
    ]


def _named(told: dict[str, Any]) -> str:
    name = party_name(told)
    return f"{name}, SIREN {grouped(told['siren'], 3, 3, 3)}," if told["siren"] else name


def _day(day: date) -> str:
    """« 24 novembre 2026 », without the day of the week."""
    return long_date(day).split(" ", 1)[1].replace(" ", NBSP)


def _line(invoice: Invoice) -> list[str]:
    """Number, day, period, amount, where its payment stands."""
    owed = f"à régler au {invoice.due_on:%d/%m/%Y}" if invoice.remaining else "réglée"
    day = f"{invoice.issued_on:%d/%m/%Y}"
    return [invoice.number, day, invoice.period, shown_euros(invoice.gross - invoice.credited), owed]
