"""Mes rendez-vous: what is planned, what is asked for, what is past."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone

from egide.appointments.offered import opened_kinds
from egide.appointments.states import OPEN, State
from egide.members.rights import Right
from egide.portal.appointments.filters import AppointmentFilters
from egide.portal.appointments.offers import open_offers
from egide.portal.appointments.rows import rows_of
from egide.portal.appointments.thread import threads_of
from egide.portal.scope import PortalRequest, requires
from egide.ui.listing import page_of, render_list

TABS = {"a-venir": "À venir", "demandes": "Demandes", "passes": "Passés"}


@requires(Right.READ_APPOINTMENTS)
def appointments(request: PortalRequest) -> HttpResponse:
    """One tab at a time: only what the service has validated is « à venir »."""
    asked = request.GET.get("onglet", "")
    tab = asked if asked in TABS else "a-venir"
    now = timezone.now()
    mine = request.member.appointments.visible_to_employer()
    filters = AppointmentFilters(request.GET, member=request.member, tab=tab)
    rows = {"a-venir": mine.to_come, "demandes": lambda _: mine.requests(), "passes": mine.past}[tab](now)
    page = page_of(request, filters.narrow(rows).select_related("employee", "centre", "physician", "contest"))
    coming, waiting = Q(state=State.CONFIRMED, starts_at__gte=now), Q(state__in=OPEN)
    counts = mine.aggregate(**{"a-venir": Count("pk", filter=coming), "demandes": Count("pk", filter=waiting)})
    threads = threads_of(request.member, list(page)) if tab == "demandes" else {}
    context = {
        "tab": tab,
        "tabs": [(key, label, counts.get(key)) for key, label in TABS.items()],
        "filters": filters,
        "page": page,
        "noun": "demande,demandes" if tab == "demandes" else "rendez-vous,rendez-vous",
        "may_edit": request.door.may(Right.EDIT_APPOINTMENTS),
        "offers": open_offers(request.member) if request.door.may(Right.EDIT_APPOINTMENTS) else [],
        "may_book": bool(opened_kinds()),
        "rows": rows_of(list(page), tab, now, request.member.number, threads),
    }
    return render_list(request, "portal/appointments/list.html", context)
