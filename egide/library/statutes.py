"""Model « statuts et règlement intérieur »: what a library holds until the service publishes its own."""

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render
from egide.library.manual import figures

ARTICLES = (
    ("Article 1 – Objet", (
        "L’association gère un service de prévention et de santé au travail interentreprises. Ce texte est un modèle, "
        "sans valeur juridique : le service publie le sien à sa place.",
    )),
    ("Article 2 – Adhésion", (
        "Tout employeur du ressort peut adhérer. L’adhésion prend effet à la date indiquée sur le bulletin et se "
        "renouvelle chaque année civile.",
    )),
    ("Article 3 – Obligations de l’adhérent", (
        "Déclarer ses salariés et leurs risques, tenir sa liste à jour, libérer les salariés convoqués et régler les "
        "cotisations à l’échéance.",
    )),
    ("Article 4 – Cotisations", (
        "La cotisation est due pour chaque salarié suivi, chacun comptant pour un. Le barème est voté par l’assemblée "
        "générale.",
    )),
    ("Règlement intérieur – Rendez-vous", (
        "Un rendez-vous s’annule sans frais jusqu’à {notice} jours ouvrés avant son heure, et dans les {grace} heures "
        "qui suivent sa validation. Au-delà, et en cas d’absence, {fee} "
        "hors taxes sont facturés à l’entreprise, sauf remise accordée par le service.",
    )),
    ("Règlement intérieur – Secret médical", (
        "L’employeur reçoit les attestations et avis que la loi prévoit, et aucune donnée médicale.",
    )),
)  # fmt: skip


def statutes_pdf(title: str, intro: str) -> bytes:
    """The model, with the conditions of cancellation in force."""
    service = Service.current()
    words = figures(service)
    sections = [
        {"title": name, "paragraphs": [text.format(**words) for text in paragraphs]} for name, paragraphs in ARTICLES
    ]
    data = {"title": title, "intro": intro, "facts": [], "sections": sections, "closing": ""}
    return render("plain", {"head": head_of(service), **data})
