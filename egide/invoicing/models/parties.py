"""The two parties of an invoice as they stand on its day: copies that the invoice keeps, whatever they become."""

from typing import Any

from egide.centres.models import Service
from egide.members.models import Address, Member


def issuer_copy(service: Service) -> dict[str, Any]:
    """Who bills: identity, where to pay, and the conditions of that day (code de commerce, L.441-9)."""
    return {
        "name": service.name,
        "legal_form": service.legal_form,
        "address": service.address.splitlines(),
        "siren": service.siren,
        "vat_number": service.vat_number,
        "vat_exemption": service.vat_exemption,
        "iban": service.iban,
        "bic": service.bic,
        "late_penalty": service.late_penalty,
        "contact": service.assistance,
    }


def client_copy(member: Member) -> dict[str, Any]:
    """Who is billed, at the address for invoices or else the head office."""
    kinds = (Address.Kind.BILLING, Address.Kind.HEAD_OFFICE)
    found = {address.kind: address for address in member.addresses.filter(kind__in=kinds)}
    address = found.get(kinds[0]) or found.get(kinds[1])
    return {
        "number": member.number,
        "name": member.name,
        "legal_form": member.legal_form,
        "siren": member.siren,
        "electronic_address": member.electronic_address,
        "address": address.lines if address else [],
    }


def party_name(copy: dict[str, Any]) -> str:
    """« Menuiserie Lefèvre SARL », from the copy of either party."""
    return " ".join(part for part in (copy.get("name", ""), copy.get("legal_form", "")) if part)
