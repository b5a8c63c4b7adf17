"""The head of every paper of the service, and the « affichage obligatoire » of a member."""

import io
from typing import Any

from django.conf import settings
from PIL import Image

from egide.centres.models import Centre, Physician, Service
from egide.common.identifiers import grouped
from egide.common.typesetting import render

PLAN_SIZE = (900, 600)  # dots: enough for 75 mm on paper


def head_of(service: Service) -> dict[str, Any]:
    """Who sends the paper, as `base.typ` draws it."""
    return {
        "name": service.name,
        "address": service.address.splitlines(),
        "legal": legal_lines(service.legal_form, service.siren, service.vat_number),
        "contact": service.assistance,
        "demo": settings.DEMO,
    }


def legal_lines(legal_form: str, siren: str, vat_number: str) -> list[str]:
    """The identity that the law wants on a paper of business (code de commerce, R.123-237)."""
    shown = f"SIREN {grouped(siren, 3, 3, 3)}" if siren else ""
    identity = " · ".join(part for part in (legal_form, shown) if part)
    return [line for line in (identity, f"N° TVA {vat_number}" if vat_number else "") if line]


def plan_of(centre: Centre) -> bytes:
    """The « plan d’accès » as a light JPEG, for a paper; nothing when there is none that can be drawn."""
    if not centre.plan:
        return b""
    try:
        with centre.plan.open("rb") as file, Image.open(file) as picture:
            shown = picture.convert("RGB")
    except OSError:  # lost, or no picture: the paper says the way in words
        return b""
    shown.thumbnail(PLAN_SIZE)
    light = io.BytesIO()
    shown.save(light, "JPEG", quality=80)
    return light.getvalue()


def mandatory_display(centre: Centre | None, physician: Physician | None) -> bytes:
    """What the employer posts in the work place (D.4711-1): the occupational-health service with its phone, the
    emergency services, and the labour inspection, which the employer writes in by hand."""
    service = Service.current()
    data = {
        "title": "Santé au travail et secours",
        "intro": "Affichage obligatoire dans les locaux de travail (article D. 4711-1 du code du travail)",
        "blocks": [_health(service, centre, physician), _emergencies()],
        "blanks": [{"title": "Inspection du travail", "labels": ["Nom de l’inspecteur", "Adresse", "Téléphone"]}],
    }
    return render("poster", {"head": head_of(service), **data})


def _health(service: Service, centre: Centre | None, physician: Physician | None) -> dict[str, Any]:
    """The médecin with the secretary's phone where there is one, else the service and its own."""
    lines = [service.name] if physician else []
    if centre:
        lines += [f"{centre.name}, {centre.full_address}", centre.hours]
    else:
        lines += service.address.splitlines()
    return {
        "title": "Médecine du travail",
        "name": str(physician or service.name),
        "lines": [line for line in lines if line],
        "large": (physician and physician.secretary_phone) or (centre and centre.phone) or service.phone,
    }


def _emergencies() -> dict[str, Any]:
    return {
        "title": "Secours d’urgence",
        "name": "Numéro d’urgence européen",
        "lines": ["Samu : 15 · Pompiers : 18 · Par SMS, pour les sourds et malentendants : 114"],
        "large": "112",
    }
