"""The « mode d’emploi du portail adhérent »: menu by menu, its own pictograms drawn, the figures in force printed."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from egide import ui
from egide.accounts.models import AccessRules
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.common.typesetting import render

ICONS = Path(ui.__path__[0]) / "static" / "ui" / "icons.svg"
INK = "#0e5163"


@dataclass(frozen=True)
class Chapter:
    """One entry of the menu: sentences; pictograms (icon, name, meaning); lines of colour (tone, word, meaning)."""

    title: str
    paragraphs: tuple[str, ...]
    pictograms: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()


CHAPTERS = (
    Chapter("Se connecter", (
        "À l’adresse du portail, saisissez le code utilisateur et le mot de passe de votre courrier. Un cabinet "
        "comptable entre par « J’utilise une connexion mandataire / cabinet comptable ».",
        "La première fois, choisissez votre mot de passe : {minimum} caractères au moins, une phrase de quelques mots "
        "convient. Indiquez deux fois une adresse de récupération, puis ouvrez le lien qui y arrive.",
        "Mot de passe perdu ? « J’ai oublié mon mot de passe » envoie un lien à cette adresse.",
    )),
    Chapter("Accueil", (
        "« À faire » commence par ce qui presse : factures échues, visites en retard, questions du service, embauches "
        "sans demande de visite, fiches à compléter. Chaque ligne mène droit à l’endroit où agir.",
        "Viennent ensuite les prochains rendez-vous avec leur convocation, la somme à régler et votre effectif.",
    )),
    Chapter("Mon entreprise", (
        "Chaque bloc s’ouvre par son crayon et se ferme par Valider ou Fermer. Ce qui est grisé appartient au "
        "service : « Demander une modification » envoie la nouvelle valeur avec son justificatif, la réponse s’affiche "
        "au même endroit.",
        "L’administrateur invite les autres utilisateurs, choisit leur rôle, accorde les mandats des cabinets "
        "et y met fin.",
    ), (("pencil", "Crayon", "modifier le bloc"),)),
    Chapter("Mes salariés", (
        "La couleur d’une ligne, son icône et son mot disent la même chose :",
    ), (
        ("plus", "Plus", "ajouter un salarié ; la demande de visite est proposée juste après, avec sa date limite"),
        ("user-minus", "Sortie", "sortir un salarié de l’effectif, avec la date et le motif"),
    ), (
        ("", "Blanc, complet", "tous les renseignements sont là"),
        ("ok", "Vert, ajouté", "le service ne l’a pas encore pris en compte"),
        ("danger", "Rouge, sorti", "il a quitté l’effectif ; la ligne reste jusqu’à la fin de l’année"),
        ("warn", "Orange, à compléter", "la ligne dit ce qui manque"),
    )),
    Chapter("Les déterminants de suivi individuel", (
        "Cliquez sur un nom pour ouvrir la fiche. En cochant les risques du poste, la catégorie déclarée (SI, SIA "
        "ou SIR) change sous vos yeux, avec l’article du code du travail qui l’explique.",
    )),
    Chapter("Mes factures", (
        "Trois groupes : à régler, acquittées, avoirs. F précède le montant d’une facture, A celui d’un avoir. Le code "
        "QR du règlement remplit le virement dans l’application de votre banque.",
    ), (
        ("eye", "Œil", "aperçu de la pièce, à enregistrer ou imprimer"),
        ("currency-euro", "Euro", "date, mode, montant et référence du règlement"),
        ("x", "Croix", "fermer la fenêtre"),
    )),
    Chapter("Mes contacts", (
        "Le siège, votre centre de visite et la façon d’y venir, votre médecin référent. L’affichage obligatoire "
        "s’imprime depuis cette page.",
    ), (("eye", "Œil", "téléphone, adresse et horaires du secrétariat médical"),)),
    Chapter("Mes rendez-vous", (
        "« À venir » ne montre que les rendez-vous validés par le service. « Demandes » suit chacune de vos demandes, "
        "avec la réponse de l’assistante médicale et son motif ; le récépissé daté prouve que vous avez demandé.",
        "L’annulation est gratuite jusqu’à {notice} jours ouvrés avant l’heure du rendez-vous, et dans les {grace} "
        "heures qui suivent sa validation ; ensuite, {fee} hors taxes sont dus. L’écran donne le dernier moment "
        "gratuit avant de vous laisser choisir.",
        "N’écrivez jamais d’information médicale : ni motif de santé, ni diagnostic.",
    ), (
        ("calendar-plus", "Calendrier plus", "demander un rendez-vous"),
        ("calendar-minus", "Calendrier moins", "demander l’annulation"),
        ("printer", "Imprimante", "convocation à remettre au salarié"),
    )),
    Chapter("Mes documents", (
        "La bibliothèque du service, par thème ; « nouveau » signale ce qui est paru depuis votre dernière visite. "
        "« Déposer un document » remet au service votre document unique, avec sa date.",
    )),
    Chapter("Besoin d’aide ?", ("{assistance}. Munissez-vous de votre numéro d’adhérent.",)),
)  # fmt: skip


def manual_pdf(title: str, intro: str) -> bytes:
    """The manual of this installation."""
    service = Service.current()
    words = figures(service)
    chapters = [_drawn(chapter, words) for chapter in CHAPTERS]
    return render("manual", {"head": head_of(service), "title": title, "intro": intro, "chapters": chapters})


def figures(service: Service) -> dict[str, Any]:
    """The figures in force, and whom to call."""
    return {
        "minimum": AccessRules.current().member_minimum,
        "notice": service.cancellation_notice_days,
        "grace": service.cancellation_grace_hours,
        "fee": shown_euros(service.absence_fee),
        "assistance": f"{service.assistance_email} – {service.assistance_phone}",
    }


def _drawn(chapter: Chapter, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "paragraphs": [text.format(**words) for text in chapter.paragraphs],
        "pictograms": [{"icon": _icon(i), "name": name, "meaning": says} for i, name, says in chapter.pictograms],
        "rows": [{"tone": tone, "word": word, "meaning": says} for tone, word, says in chapter.rows],
    }


@cache
def _icon(name: str) -> str:
    """The pictogram as the screens draw it, an image by itself."""
    found = re.search(rf'<symbol id="i-{name}"[^>]*>(.*?)</symbol>', ICONS.read_text(), re.DOTALL)
    if found is None:
        raise LookupError(name)
    stroke = f'fill="none" stroke="{INK}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" {stroke}>{found[1]}</svg>'
