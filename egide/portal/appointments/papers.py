"""Convocations, receipts and calendar files of the member's own appointments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.appointments import calendars, papers
from egide.appointments.models import Appointment, NoticePrint
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import State
from egide.common.identifiers import row_keys
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper

MOST = 500
WITH_ALL = ("employee", "centre", "physician", "member")


@requires(Right.READ_APPOINTMENTS)
def notice(request: PortalRequest, appointment_id: int) -> HttpResponse:
    appointment = _confirmed(request, appointment_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, f"convocation {appointment.pk}")
    return _taken(request, [appointment], f"convocation-{appointment.pk}.pdf", inline="inline" in request.GET)


@requires(Right.READ_APPOINTMENTS)
def all_notices(request: PortalRequest) -> HttpResponse:
    """Every appointment to come, one page each; or those that are ticked (`sel`)."""
    rows = _mine(request).to_come(timezone.now())
    if "sel" in request.GET:
        rows = rows.filter(pk__in=row_keys(request.GET.getlist("sel")[:MOST]))
    coming = list(rows[:MOST])
    if not coming:
        messages.error(request, "Choisissez au moins un rendez-vous à venir.")
        return redirect("portal:appointments", request.member.number)
    log_access(request, AccessLog.Kind.DOWNLOAD, f"{len(coming)} convocations")
    return _taken(request, coming, "convocations.pdf")


@requires(Right.READ_APPOINTMENTS)
def receipt(request: PortalRequest, appointment_id: int) -> HttpResponse:
    appointment = get_object_or_404(_mine(request), pk=appointment_id)
    return paper(papers.receipt(appointment), f"recepisse-{appointment.pk}.pdf")


@requires(Right.READ_APPOINTMENTS)
def all_receipts(request: PortalRequest) -> HttpResponse:
    """One paper for all the requests that wait, the first sent first."""
    waiting = list(_mine(request).waiting().order_by("requested_at", "pk")[:500])
    return paper(papers.receipts(request.member, waiting), "recepisses.pdf")


@requires(Right.READ_APPOINTMENTS)
def calendar(request: PortalRequest, appointment_id: int) -> HttpResponse:
    appointment = _confirmed(request, appointment_id)
    response = HttpResponse(calendars.message(appointment), content_type=f"{calendars.MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rendez-vous-{appointment.pk}.ics"'
    return response


def _taken(request: PortalRequest, visits: list[Appointment], name: str, *, inline: bool = False) -> HttpResponse:
    """The paper; the service sees from now on that the company holds it.

    Only when one of our own pages led here, as browsers say: another site's link to it must write nothing.
    """
    pdf = papers.notices(visits)
    if request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        NoticePrint.keep(visits, by=request.user, by_employer=True)
    return paper(pdf, name, inline=inline)


def _mine(request: PortalRequest) -> AppointmentQuerySet:
    return request.member.appointments.visible_to_employer().select_related(*WITH_ALL)


def _confirmed(request: PortalRequest, appointment_id: int) -> Appointment:
    return get_object_or_404(_mine(request), pk=appointment_id, state=State.CONFIRMED)
