"""À faire: what waits for the employer, the most urgent first; each line counts and leads to what it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.appointments.states import State
from egide.members.doors import Door
from egide.members.rights import Right
from egide.portal.scope import PortalRequest


@dataclass(frozen=True)
class Todo:
    """One line: how urgent (0 first), what, why, and the one page where it is done."""

    urgency: int
    icon: str
    tone: str
    title: str
    detail: str
    url: str
    action: str


@dataclass(frozen=True)
class Figures:
    """What the page counts once: amounts due, staff by state, visits by deadline (empty without the right)."""

    due: dict[str, Any]
    staff: dict[str, int]
    visits: dict[str, int]


def todo_of(request: PortalRequest, figures: Figures) -> list[Todo]:
    door = request.door
    lines = [*_invoices(door, figures.due), *_employees(door, figures.staff, figures.visits)]
    if door.may(Right.READ_APPOINTMENTS):
        lines += _answers(request)
    return sorted(lines, key=lambda line: line.urgency)


def _invoices(door: Door, due: dict[str, Any]) -> Iterator[Todo]:
    page = _page(door, "invoices", "?groupe=a-regler")
    if late := due.get("late"):
        yield Todo(0, "receipt", "danger", _many(late, "facture échue", "factures échues"),
                   f"Depuis le {due['oldest']:%d/%m/%Y}", page, "Voir")  # fmt: skip
    if coming := due.get("coming"):
        yield Todo(4, "receipt", "warn", _many(coming, "facture à régler", "factures à régler"),
                   "Échéance à venir", page, "Voir")  # fmt: skip


def _employees(door: Door, staff: dict[str, int], visits: dict[str, int]) -> Iterator[Todo]:
    if late := visits.get("late"):
        yield Todo(1, "calendar-x", "danger", _many(late, "visite en retard", "visites en retard"),
                   "La date limite est dépassée", _page(door, "employees", "?echeance=en-retard"), "Voir")  # fmt: skip
    if unasked := visits.get("unasked"):
        yield Todo(2, "user-plus", "warn", _many(unasked, "embauche sans demande de visite",
                   "embauches sans demande de visite"), "Pensez à demander le rendez-vous",
                   _page(door, "employees", "?echeance=a-demander"), "Demander")  # fmt: skip
    if soon := visits.get("soon"):
        yield Todo(3, "clock", "warn", _many(soon, "visite à planifier", "visites à planifier"),
                   "Échéance dans les 60 jours", _page(door, "employees", "?echeance=60-jours"), "Voir")  # fmt: skip
    if lacking := staff.get("incomplete"):
        yield Todo(5, "pencil", "warn", _many(lacking, "salarié à compléter", "salariés à compléter"),
                   "Poste, code PCS, établissement ou déterminants",
                   _page(door, "employees", "?etat=a-completer"), "Compléter")  # fmt: skip


def _answers(request: PortalRequest) -> Iterator[Todo]:
    mine = request.member.appointments.visible_to_employer()
    page = _page(request.door, "appointments", "?onglet=demandes")
    if asked := mine.filter(state=State.NEEDS_PRECISION).count():
        yield Todo(1, "message", "warn", _many(asked, "précision demandée", "précisions demandées"),
                   "Le service attend votre réponse", page, "Répondre")  # fmt: skip
    since = request.user.previous_login
    answered = mine.filter(state__in=(State.REFUSED, State.WAITLISTED), answered_at__gt=since) if since else mine.none()
    if news := answered.count():
        yield Todo(3, "message", "info", _many(news, "réponse du service", "réponses du service"),
                   "Depuis votre dernière visite", page, "Lire")  # fmt: skip


def _page(door: Door, name: str, query: str = "") -> str:
    return reverse(f"portal:{name}", args=[door.member.number]) + query


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
