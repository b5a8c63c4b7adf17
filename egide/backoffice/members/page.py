"""The member's page, section by section: what the member sees, and what the service must do about it."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.backoffice.letters import situation_of
from egide.backoffice.members.histories import HistoryFilters, events_of
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.library.queries import documents_of
from egide.members.models import Address, Contact, Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of


@requires(Right.READ_MEMBERS)
def member(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    addresses = {row.kind: row for row in found.addresses.all()}
    contacts = {row.function: row for row in found.contacts.all()}
    context = {
        "addresses": [(kind, label, addresses.get(kind)) for kind, label in Address.Kind.choices],
        "contacts": [(function, label, contacts.get(function)) for function, label in Contact.Function.choices],
        "establishments": found.establishments.all(),
        "headcount": found.employees.present().count(),
        "to_do": _to_do(found, rights_of(request.user)),
    }
    return show_section(request, found, "member.html", context)


class AppointmentFilters(Filters):
    q = SearchField("Rechercher un rendez-vous", "Salarié")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("demandes", "Demandes en cours", "warn", "hourglass"),
            Chip("a-venir", "À venir", "info", "calendar"),
            Chip("passes", "Passés"),
        ],
    )


@requires(Right.READ_APPOINTMENTS)
def appointments(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    filters = AppointmentFilters(request.GET)
    now = timezone.now()
    rows = Appointment.objects.filter(member=found).select_related("employee", "centre", "physician")
    groups = {"demandes": rows.waiting(), "a-venir": rows.to_come(now), "passes": rows.past(now)}
    filters.count("etat", {"": rows.count(), **{name: group.count() for name, group in groups.items()}})
    shown = groups.get(filters.asked("etat"), rows.order_by("-requested_at", "-pk"))
    if words := filters.asked("q"):
        shown = shown.filter(employee__in=found.employees.matching(words))
    return show_section(request, found, "appointments.html", {"filters": filters, "page": page_of(request, shown)})


@requires(Right.READ_MEMBERS)
def documents(request: ServiceRequest, number: int) -> HttpResponse:
    """What the member reads, and what it has handed in."""
    found = member_numbered(number)
    may_read = Right.READ_DEPOSITS in rights_of(request.user)
    deposits = found.deposits.select_related("deposited_by").all() if may_read else []
    return show_section(request, found, "documents.html", {"documents": documents_of(found), "deposits": deposits})


@requires(Right.ANSWER_CHANGES)
def changes(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    page = page_of(request, found.changerequests.select_related("asked_by").all())
    return show_section(request, found, "member_changes.html", {"page": page})


@requires(Right.READ_MEMBERS)
def access(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    accesses = found.accesses.filter(revoked_at=None).select_related("user__initial_password")
    context = {
        "accesses": [(row, situation_of(row.user)) for row in accesses],
        "mandates": found.mandates.select_related("delegate"),
    }
    return show_section(request, found, "access.html", context)


@requires(Right.READ_MEMBERS)
def history(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    filters = HistoryFilters(request.GET)
    page = page_of(request, filters.narrow(events_of(found, rights_of(request.user))))
    return show_section(request, found, "member_history.html", {"filters": filters, "page": page})


def _to_do(found: Member, rights: frozenset[Right]) -> list[dict[str, Any]]:
    """What waits for the service about this member, with the list that each number counts."""
    today = timezone.localdate()
    late = Q(due_on__lt=today)
    queues: list[tuple[Right, str, str, str, Any]] = [
        (Right.READ_APPOINTMENTS, "Demandes de rendez-vous en cours", "member-appointments", "?etat=demandes",
         found.appointments.waiting()),
        (Right.READ_EMPLOYEES, "Mouvements à prendre en compte", "member-employees", "?etat=a-prendre",
         found.employees.to_take_in()),
        (Right.READ_EMPLOYEES, "Fiches de salariés à compléter", "member-employees", "?etat=a-completer",
         found.employees.lacking()),
        (Right.READ_INVOICES, "Factures échues", "member-invoices", "?etat=echues",
         found.invoices.to_pay().filter(late)),
        (Right.ANSWER_CHANGES, "Demandes de modification", "member-changes", "",
         found.changerequests.filter(state__in=("sent", "needs_precision"))),
        (Right.READ_DEPOSITS, "Dépôts à lire", "member-documents", "", found.deposits.filter(state="sent")),
        (Right.MANAGE_USERS, "Comptes jamais utilisés", "member-access", "",
         found.accesses.filter(revoked_at=None, user__is_active=True, user__last_login=None)),
        (Right.MANAGE_MANDATES, "Mandats en attente", "member-access", "", found.mandates.filter(state="pending")),
    ]  # fmt: skip
    lines = [
        {"label": label, "url": reverse(f"backoffice:{name}", args=[found.number]) + query, "count": rows.count()}
        for right, label, name, query, rows in queues
        if right in rights
    ]
    return [line for line in lines if line["count"]]
