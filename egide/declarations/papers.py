"""The receipt of an attestation: the same file whenever it is drawn, from what the attestation keeps."""

from typing import Any

from django.utils import timezone

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import in_words, shown_euros
from egide.common.typesetting import render
from egide.declarations.models import Filing
from egide.declarations.workforce import exposures_in_words
from egide.dues.estimating import Estimate


def receipt(filing: Filing) -> bytes:
    """Who attested what, when, under which reference: counts, never names. The workers by name stay in the portal."""
    service, declaration = Service.current(), filing.declaration
    day = timezone.localdate(filing.filed_at)
    data = {
        "day": [day.year, day.month, day.day],
        "title": f"Récépissé de la déclaration annuelle {declaration.campaign.year}",
        "intro": "",
        "facts": _facts(filing),
        "sections": [
            {"title": "Effectif déclaré", "paragraphs": _workforce(filing.summary)},
            {"title": "Expositions déclarées", "paragraphs": _exposures(filing.summary)},
            *_estimate(filing.estimated),
        ],
        "closing": f"{service.name} a reçu cette déclaration le {in_words(filing.filed_at)}, sous la référence "
        f"{filing.reference}. Conservez ce récépissé.",
    }
    return render("plain", {"head": head_of(service), **data})


def _facts(filing: Filing) -> list[list[str]]:
    member = filing.declaration.member
    by_whom = f"{filing.attested_by}, {filing.capacity}" if filing.attested_by else "le service, pour l’entreprise"
    facts = [
        ["Entreprise", f"{member.name}, n° d’adhérent {member.number}"],
        ["Référence", filing.reference],
        ["Attestée le", in_words(filing.filed_at)],
        ["Par", by_whom],
        ["Effectif au", f"{filing.counted_on:%d/%m/%Y}"],
    ]
    return facts + ([["Corrigée parce que", filing.because]] if filing.because else [])


def _workforce(summary: dict[str, Any]) -> list[str]:
    said = [f"Salariés présents : {summary['workers']}."]
    said.append(" ; ".join(f"{name} : {many}" for name, many in summary["categories"].items()) + ".")
    if summary["shared"]:
        said.append(f"Dont {summary['shared']} partagés avec d’autres employeurs pour le même emploi (D. 4624-65).")
    if summary["incomplete"]:
        said.append(f"Fiches incomplètes ce jour-là : {summary['incomplete']}.")
    return said


def _exposures(summary: dict[str, Any]) -> list[str]:
    said = [f"{label} : {many}." for label, many in exposures_in_words(summary)]
    return [*said, f"Sans exposition déclarée : {summary['unexposed']}."]


def _estimate(estimate: Estimate | None) -> list[dict[str, Any]]:
    if estimate is None:
        return []
    lines = [f"{line.label} : {line.quantity} × {shown_euros(line.unit_price)} HT." for line in estimate.lines]
    total = f"Estimation : {shown_euros(estimate.net)} HT, {shown_euros(estimate.gross)} TTC. La facture fait foi."
    return [{"title": f"Cotisation estimée, {estimate.period}", "paragraphs": [*lines, total]}]
