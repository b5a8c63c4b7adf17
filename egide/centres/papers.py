"""The head of every paper of the service, and the « affichage obligatoire » of a member."""

from typing import Any

from django.conf import settings

from egide.centres.models import Centre, Physician, Service
from egide.common.identifiers import grouped
from egide.common.typesetting import render


def head_of(service: Service) -> dict[str, Any]:
    contact = " · ".join(part for part in (service.assistance_email, service.assistance_phone) if part)
    return {
        "name": service.name,
        "address": service.address.splitlines(),
        "siren": grouped(service.siren, 3, 3, 3),
        "vat": service.vat_number,
        "contact": contact,
        "demo": settings.DEMO,
    }


def mandatory_display(centre: Centre | None, physician: Physician | None) -> bytes:
    """Address and phone of the médecin du travail, to be posted in the work place (D.4711-1)."""
    service = Service.current()
    facts = [["Service de prévention", service.name], ["Téléphone", service.phone]]
    if physician:
        facts += [["Médecin du travail", str(physician)], ["Secrétariat", physician.secretary_phone]]
    if centre:
        facts += [["Centre de visite", centre.name], ["Adresse", centre.full_address], ["Horaires", centre.hours]]
    data = {"title": "Médecine du travail", "intro": "Affichage obligatoire", "facts": facts, "sections": []}
    return render("plain", {"head": head_of(service), **data})
