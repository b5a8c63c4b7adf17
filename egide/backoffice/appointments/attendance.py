"""After the visit: who came, who did not; a whole morning in one form, and what was noted wrongly corrected."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from egide.appointments.attendance import correct_attendance, record_attendance
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.appointments.past_filters import AttendanceFilters, by_day, with_names
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Tariff
from egide.common.identifiers import row_keys
from egide.ui.listing import page_of, render_list

# value of the radio button → verb, words of the confirmation
OUTCOMES = {
    "present": ("honour", "présent"),
    "excuse": ("excuse_absence", "absence excusée"),
    "absent": ("note_absence", "absence non excusée"),
}
NOTED = (State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED)
NOTHING_CHOSEN = "Choisissez « présent » ou « absent » pour au moins une personne."


@requires(Right.PLAN)
def attendance(request: ServiceRequest) -> HttpResponse:
    """To note, or already noted (`onglet=notees`), the oldest day first."""
    if request.method == "POST":
        _note(request)
        return redirect(request.get_full_path())
    noted = request.GET.get("onglet") == "notees"
    past = Appointment.objects.filter(starts_at__lt=timezone.now())
    rows = past.filter(state__in=NOTED) if noted else past.to_note(timezone.now())
    rows = by_day(rows, latest_first=noted)
    filters = AttendanceFilters(request.GET, rows=rows)
    context = {
        "filters": filters,
        "noted": noted,
        "page": page_of(request, with_names(filters.narrow(rows))),
        "tariff": Tariff.objects.in_force(Tariff.Kind.ABSENCE, timezone.localdate()),
    }
    return render_list(request, "backoffice/appointments/attendance.html", context)


@requires(Right.PLAN)
def correction(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("employee"), pk=appointment_id)
    if request.method == "POST":
        correct_attendance(appointment, by=request.user)
        messages.success(request, f"La présence de {appointment.employee} est à noter de nouveau.")
    return redirect("backoffice:attendance")


def _note(request: ServiceRequest) -> None:
    """Everybody ticked; with « tous présents », also those who were on the page and left unticked."""
    shown = row_keys(request.POST.getlist("rendez-vous"))
    usual = "present" if "tous" in request.POST else ""
    chosen = {pk: request.POST.get(f"issue-{pk}", usual) for pk in shown}
    rows = Appointment.objects.select_related("employee").filter(pk__in=shown).order_by("pk")
    said = [(appointment, chosen[appointment.pk]) for appointment in rows if chosen[appointment.pk] in OUTCOMES]
    with transaction.atomic():
        for appointment, outcome in said:
            record_attendance(appointment, OUTCOMES[outcome][0], by=request.user)
    if not said:
        messages.error(request, NOTHING_CHOSEN)
        return
    outcomes = [outcome for _, outcome in said]
    counted = [f"{outcomes.count(name)} {words}" for name, (_, words) in OUTCOMES.items() if name in outcomes]
    messages.success(request, f"Noté : {', '.join(counted)}.")
