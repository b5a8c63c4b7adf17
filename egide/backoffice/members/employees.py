"""The employees of a member as the service reads them: the list, and the sheet of one person."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.follow_up import ahead_of, told_of
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.employees.models import Employee
from egide.employees.queries import GONE, LACKING, PRESENT
from egide.followup.rules import Standing, stand
from egide.regulation import Category
from egide.regulation.stops import return_visit
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import in_order, page_of, sort_of

TO_TAKE_IN = Q(taken_in_at=None) | (GONE & Q(departure_seen_at=None))
STATES = {
    "presents": PRESENT,
    "a-prendre": TO_TAKE_IN,
    "a-completer": PRESENT & LACKING,
    "sortis": GONE,
}
STANDINGS = {"en-retard": Standing.LATE, "60-jours": Standing.TO_PLAN, "a-jour": Standing.FINE}
SORTS = {"nom": "search_key", "categorie": "category", "echeance": "follow_up__shown_due_on", "entree": "hired_on"}
SORT_LABELS = (("nom", "Nom"), ("categorie", "Catégorie"), ("echeance", "Échéance"), ("-entree", "Entrée récente"))


class EmployeeFilters(Filters):
    q = SearchField("Rechercher un salarié", "Nom, poste, code PCS")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("presents", "Présents"),
            Chip("a-prendre", "À prendre en compte", "info", "clock"),
            Chip("a-completer", "À compléter", "warn", "alert-triangle"),
            Chip("sortis", "Sortis", "danger", "user-minus"),
        ],
    )
    categorie = MenuField("Catégorie", "Toutes catégories", [(c.value, c.value) for c in Category])
    echeance = MenuField("Échéance", "Toutes échéances", [(word, one.value) for word, one in STANDINGS.items()])

    def narrow(self, rows: Any) -> Any:
        if condition := STATES.get(self.asked("etat")):
            rows = rows.filter(condition)
        if category := self.asked("categorie"):
            rows = rows.filter(category=category)
        if standing := STANDINGS.get(self.asked("echeance")):
            rows = rows.filter(stand(standing, timezone.localdate()))
        return rows.matching(self.asked("q"))


@requires(Right.READ_EMPLOYEES)
def employees(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    filters = EmployeeFilters(request.GET)
    everybody = found.employees.select_related("follow_up", "establishment")
    counted = {name: Count("pk", filter=condition) for name, condition in STATES.items()}
    filters.count("etat", {"": everybody.count(), **everybody.aggregate(**counted)})
    sort = sort_of(request, SORTS, "nom")
    page = page_of(request, in_order(filters.narrow(everybody), sort, SORTS))
    context = {"filters": filters, "sort": sort, "sort_labels": SORT_LABELS, "page": page}
    return show_section(request, found, "employees.html", context)


@requires(Right.READ_EMPLOYEES)
def employee(request: ServiceRequest, number: int, employee_id: int) -> HttpResponse:
    """Everything that the service knows of this person's follow-up; the NIR is told known or not, never shown."""
    found = member_numbered(number)
    rows = found.employees.select_related("follow_up", "establishment", "taken_in_by")
    person: Employee = get_object_or_404(rows, pk=employee_id)
    log_access(request, AccessLog.Kind.SHEET, f"Salarié {person.pk}, {person}", member=found)
    today, parameters = timezone.localdate(), Service.current().regulation
    context = {
        "employee": person,
        "follow_up": getattr(person, "follow_up", None),
        "assessment": person.assess(person.codes, today),
        "visits": person.visits.select_related("physician"),
        "stops": [(stop, return_visit(stop.as_fact, parameters)) for stop in person.stops.all()],
        "appointments": person.appointments.select_related("centre", "physician").order_by("-requested_at", "-pk"),
        "history": told_of(person),
        **({} if person.is_gone else ahead_of(person, today)),
    }
    return show_section(request, found, "employee.html", context)
