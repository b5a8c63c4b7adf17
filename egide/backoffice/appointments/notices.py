"""Convocations: those of a day, a centre, a professional or a company; which reached nobody; printed together."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.appointments import papers
from egide.appointments.models import Appointment, NoticePrint
from egide.appointments.queries import AppointmentQuerySet
from egide.backoffice.appointments.past_filters import AttendanceFilters, by_day, with_names
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.identifiers import row_keys
from egide.common.models import Event
from egide.notifications.models import Outbox
from egide.ui.downloads import paper
from egide.ui.filters import Chip, ChipsField
from egide.ui.listing import page_of, render_list

MOST = 500
REACHED = {
    "a-remettre": Q(sent=False, printed=False, taken=False),
    "parties": Q(sent=True),
    "imprimees": Q(printed=True),
    "prises": Q(taken=True),
}


class NoticeFilters(AttendanceFilters):
    remise = ChipsField(
        "Filtrer par remise",
        [
            Chip("", "Toutes"),
            Chip("a-remettre", "À remettre", "warn", "alert-triangle"),
            Chip("parties", "Envoyées", "ok", "mail"),
            Chip("imprimees", "Imprimées", "ok", "printer"),
            Chip("prises", "Prises par l’entreprise", "ok", "download"),
        ],
    )

    def narrow(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        return super().narrow(rows).filter(REACHED.get(self.asked("remise"), Q()))


@requires(Right.PLAN)
def notices(request: ServiceRequest) -> HttpResponse:
    """Posted, those that are ticked, or all that the filters show, are printed in one file and noted.

    Such a file is made to be handed to a company: what a worker asked for alone is never in it.
    """
    coming = Appointment.objects.to_come(timezone.now()).visible_to_employer()
    filters = NoticeFilters(request.GET, rows=coming)
    rows = by_day(filters.narrow(_with_what_reached(coming)), latest_first=False)
    if request.method == "POST":
        return _printed(request, rows)
    context: dict[str, Any] = {"filters": filters, "page": page_of(request, with_names(rows)), "most": MOST}
    return render_list(request, "backoffice/appointments/notices.html", context)


def _with_what_reached(rows: AppointmentQuerySet) -> AppointmentQuerySet:
    """Of the moment and the person in force: what was sent or printed before tells the wrong hour or the wrong name."""
    replaced = Event.objects.filter(name="appointment.replace_for_employer", subject_id=OuterRef("pk")).order_by("-at")
    rows = rows.annotate(replaced_at=Coalesce(Subquery(replaced.values("at")[:1]), "confirmed_at"))
    rows = rows.annotate(in_force=Greatest("confirmed_at", "replaced_at"))
    mails = Outbox.objects.filter(notice_of=OuterRef("pk"), sent_at__isnull=False)
    prints = NoticePrint.objects.filter(visits=OuterRef("pk"), printed_at__gte=OuterRef("in_force"))
    return rows.annotate(
        sent=Exists(mails.filter(written_at__gte=OuterRef("in_force"))),
        printed=Exists(prints.filter(by_employer=False)),
        taken=Exists(prints.filter(by_employer=True)),
    )


def _printed(request: ServiceRequest, rows: AppointmentQuerySet) -> HttpResponse:
    if "tous" not in request.POST:
        rows = rows.filter(pk__in=row_keys(request.POST.getlist("sel")[:MOST]))
    visits = list(with_names(rows)[:MOST])
    if not visits:
        messages.error(request, "Choisissez au moins un rendez-vous.")
        return redirect(request.get_full_path())
    printed = NoticePrint.keep(visits, by=request.user)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(printed))
    return paper(papers.notices(visits), "convocations.pdf")
