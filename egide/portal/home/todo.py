"""À faire: what waits for the employer, the most urgent first; each line leads to what it counts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.accounts.models import User
from egide.appointments.states import State
from egide.common.french import in_words, shown_euros
from egide.invoicing.models import Invoice
from egide.members.doors import Door
from egide.members.rights import Right
from egide.portal.home.answers import Matter, Schedule
from egide.portal.home.people import People

NAMED = 3  # up to three, each has its own line and its name; beyond, one line counts them


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
    resend_url: str = ""  # for the address to confirm: where its link is asked for again


@dataclass(frozen=True)
class Waiting:
    """What the page has read; a part is empty where the person has no right to it."""

    invoices: list[Invoice]
    people: People
    schedule: Schedule
    matters: list[Matter]


def todo_of(user: User, door: Door, waiting: Waiting, today: date) -> list[Todo]:
    pages = Pages(door)
    lines = [
        *_address(user),
        *_invoices(pages, waiting.invoices, today),
        *_visits(pages, waiting.people),
        *_sheets(pages, waiting.people),
        *_answers(pages, waiting.schedule, waiting.matters),
    ]
    return sorted(lines, key=lambda line: line.urgency)


@dataclass(frozen=True)
class Pages:
    """The addresses of this member's space."""

    door: Door

    def __call__(self, name: str, *ids: int, query: str = "") -> str:
        return reverse(f"portal:{name}", args=[self.door.member.number, *ids]) + query

    def of_visit(self, employee: Any) -> tuple[str, str]:
        """Where a visit is asked for, or where a reader sees that it is due; and the verb."""
        if self.door.may(Right.EDIT_APPOINTMENTS):
            return self("appointment-request", query=f"?sel={employee.pk}"), "Demander"
        return self("employee", employee.pk), "Voir"


def _address(user: User) -> Iterator[Todo]:
    """First of all: until it is confirmed, nothing else brings a lost password back."""
    if user.has_confirmed_address:
        return
    url = reverse("account_email")
    if user.email:
        detail = f"Elle n’est pas confirmée : suivez le lien envoyé à {user.email}"
        again = reverse("address-confirmation")
        yield Todo(-1, "mail", "warn", "Confirmer votre adresse de récupération", detail, url, "Corriger", again)
    else:
        detail = "Sans elle, un mot de passe oublié demande un nouveau courrier"
        yield Todo(-1, "mail", "warn", "Indiquer une adresse de récupération", detail, url, "Ajouter")


def _invoices(pages: Pages, due: list[Invoice], today: date) -> Iterator[Todo]:
    late = [invoice for invoice in due if invoice.is_overdue]
    coming = [invoice for invoice in due if not invoice.is_overdue]

    def one_late(invoice: Any) -> Todo:
        days = (today - invoice.due_on).days
        detail = f"Échue depuis {_many(days, 'jour', 'jours')} · {invoice.get_kind_display()}, {invoice.period}"
        return Todo(0, "receipt", "danger", _to_pay(invoice), detail, pages("invoice-settlement", invoice.pk), "Régler")

    def one_coming(invoice: Any) -> Todo:
        detail = f"Avant le {_day(invoice.due_on)} · {invoice.get_kind_display()}, {invoice.period}"
        return Todo(4, "receipt", "warn", _to_pay(invoice), detail, pages("invoice-settlement", invoice.pk), "Régler")

    def several(urgency: int, tone: str, words: str) -> Callable[[Sequence[Any]], Todo]:
        page = pages("invoices", query="?groupe=a-regler")
        return lambda rows: Todo(urgency, "receipt", tone, f"{len(rows)} {words}", _sum(rows), page, "Voir")

    yield from _named(late, one_late, several(0, "danger", "factures échues"))
    yield from _named(coming, one_coming, several(4, "warn", "factures à régler"))


def _visits(pages: Pages, people: People) -> Iterator[Todo]:
    def one(urgency: int, icon: str, tone: str, when: str) -> Callable[[Any], Todo]:
        def line(employee: Any) -> Todo:
            follow_up = employee.follow_up
            detail = f"{follow_up.next_label}, {when} {_day(follow_up.shown_due_on)}"
            detail += ", avant l’affectation" if follow_up.before_assignment else ""
            return Todo(
                urgency, icon, tone, f"Demander la visite de {employee.full_name}", detail, *pages.of_visit(employee)
            )

        return line

    def several(urgency: int, icon: str, tone: str, words: str, query: str) -> Callable[[Sequence[Any]], Todo]:
        page = pages("employees", query=f"?echeance={query}")
        return lambda rows: Todo(urgency, icon, tone, f"{len(rows)} {words}", _names(rows), page, "Voir")

    late = several(1, "calendar-x", "danger", "visites en retard à demander", "en-retard")
    hires = several(2, "user-plus", "warn", "embauches sans demande de visite", "a-demander")
    soon = several(3, "clock", "warn", "visites à demander dans les 60 jours", "60-jours")
    yield from _named(people.late, one(1, "calendar-x", "danger", "dépassé depuis le"), late)
    yield from _named(people.unasked, one(2, "user-plus", "warn", "au plus tard le"), hires)
    yield from _named(people.soon, one(3, "clock", "warn", "au plus tard le"), soon)


def _sheets(pages: Pages, people: People) -> Iterator[Todo]:
    """One line for all: completing sheets is one sitting."""
    lacking, count = people.lacking, people.counts.get("incomplete", 0)
    if count == 1 and lacking:
        detail = f"Il manque : {', '.join(lacking[0].missing)}"
        title, url = f"Compléter la fiche de {lacking[0].full_name}", pages("employee", lacking[0].pk)
        yield Todo(5, "pencil", "warn", title, detail, url, "Compléter")
    elif count:
        url = pages("employees", query="?etat=a-completer")
        yield Todo(5, "pencil", "warn", f"Compléter {count} salariés", _names(lacking), url, "Compléter")


def _answers(pages: Pages, schedule: Schedule, matters: list[Matter]) -> Iterator[Todo]:
    for offer in schedule.offers:
        title = f"Accepter ou refuser un créneau pour {offer.employee.full_name}"
        detail = f"{in_words(offer.offer_starts)}, tenu pour vous jusqu’au {in_words(offer.offer_ends)}"
        url = pages("appointment-offer", offer.pk)
        yield Todo(0, "calendar-check", "warn", title, detail, url, "Répondre")
    for asked in schedule.questions:
        title = f"Préciser la demande pour {asked.employee.full_name}"
        yield Todo(1, "message", "warn", title, asked.answer, pages("appointment-precision", asked.pk), "Répondre")
    for matter in matters:
        subject = matter.shown_subject
        if matter.kind == "mandate":
            url, detail = pages("company-mandate-terms", matter.pk), "Rien ne lui est ouvert avant votre accord"
            yield Todo(2, "briefcase", "warn", f"Mandat demandé par {subject}", detail, url, "Décider")
        else:
            url = pages("company-change-precision", matter.pk)
            title = f"Préciser la modification demandée : {subject}"
            yield Todo(1, "message", "warn", title, matter.detail, url, "Répondre")
    yield from _named(schedule.told, lambda told: _told(pages, told), lambda rows: _all_told(pages, rows))


def _told(pages: Pages, told: Any) -> Todo:
    """News of one request, on the tab where it stands now."""
    tab = "a-venir" if told.state == State.CONFIRMED else "passes" if told.starts_at else "demandes"
    title = f"{told.employee.full_name} : {told.get_state_display().lower()}"
    when = in_words(told.planned_start) if told.state == State.CONFIRMED else ""
    detail = when or told.cancel_reason or told.answer or told.get_kind_display()
    return Todo(3, "message", "info", title, detail, pages("appointments", query=f"?onglet={tab}"), "Lire")


def _all_told(pages: Pages, rows: Sequence[Any]) -> Todo:
    page = pages("appointments", query="?onglet=demandes")
    title, names = f"{len(rows)} réponses du service", _names([row.employee for row in rows])
    return Todo(3, "message", "info", f"{title} depuis votre dernière visite", names, page, "Lire")


def _named(rows: list[Any], one: Callable[[Any], Todo], several: Callable[[Sequence[Any]], Todo]) -> Iterator[Todo]:
    if len(rows) > NAMED:
        yield several(rows)
    else:
        yield from map(one, rows)


def _to_pay(invoice: Invoice) -> str:
    return f"Régler la facture {invoice.number} de {shown_euros(invoice.remaining)}"


def _sum(invoices: Sequence[Invoice]) -> str:
    return f"{shown_euros(sum((i.remaining for i in invoices), start=invoices[0].remaining * 0))} en tout"


def _names(people: Sequence[Any]) -> str:
    """« Paul Girard, Lucas Sow, Inès Kaci et 4 autres »."""
    named = ", ".join(employee.full_name for employee in people[:NAMED])
    return f"{named} et {_many(len(people) - NAMED, 'autre', 'autres')}" if len(people) > NAMED else named


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
