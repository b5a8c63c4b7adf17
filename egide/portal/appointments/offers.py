"""A freed slot offered to a request that waits: its conditions, then « Accepter » or « Refuser »."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import SlotOffer
from egide.centres.models import Service
from egide.common.events import Actor
from egide.common.french import in_words
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt

ACCEPT, DECLINE = "accepter", "refuser"


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[(ACCEPT, "Accepter"), (DECLINE, "Refuser")],
        error_messages={"required": "Acceptez ou refusez le créneau."},
    )

    def give(self, offer: SlotOffer, *, by: Actor) -> None:
        verb = offer.accept if self.cleaned_data["answer"] == ACCEPT else offer.decline
        verb(by=by)


def open_offers(member: Member) -> list[SlotOffer]:
    """What waits for an answer of the company, the first to end first."""
    rows = member.slotoffers.exclude(appointment__kind__in=NEVER_SHOWN)
    rows = rows.filter(state=SlotOffer.State.OPEN, expires_at__gt=timezone.now())
    return list(rows.select_related("appointment__employee", "centre", "physician"))


@requires(Right.EDIT_APPOINTMENTS)
def offer(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """The last slot offered to this request: to answer, or with what became of it."""
    mine = request.member.appointments.visible_to_employer().select_related("employee", "member")
    appointment = get_object_or_404(mine, pk=appointment_id)
    rows = appointment.offers.select_related("centre", "physician", "appointment__employee").order_by("-pk")
    offered = get_object_or_404(rows[:1])
    form = AnswerForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: form.give(offered, by=request.user)):
        messages.success(request, _told(offered))
        tab = "" if offered.state == SlotOffer.State.ACCEPTED else "?onglet=demandes"
        return redirect(reverse("portal:appointments", args=[request.member.number]) + tab)
    plan = offered.as_it_would_be
    context = {
        "form": form,
        "offer": offered,
        "appointment": offered.appointment,
        "plan": plan,
        "price": plan.price_of_absence,
        "is_free_now": plan.last_free_moment > timezone.now(),
        "late": bool(appointment.due_on and appointment.due_on < plan.planned_start.date()),
        "service": Service.current(),
    }
    return render(request, "portal/appointments/offer.html", context)


def _told(offer: SlotOffer) -> str:
    who = offer.appointment.employee.full_name
    if offer.state == SlotOffer.State.ACCEPTED:
        return f"Le rendez-vous de {who} est planifié le {in_words(offer.starts_at)}. Remettez-lui sa convocation."
    return f"Le créneau est laissé à une autre entreprise ; la demande pour {who} garde sa place."
