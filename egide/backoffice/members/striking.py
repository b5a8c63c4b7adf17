"""A member struck off, and the striking off undone; what is planned for its employees does not stay behind."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.backoffice.members import forms
from egide.backoffice.members.identity import form_of
from egide.backoffice.members.sections import member_numbered
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.members.models import Member
from egide.ui.refusals import attempt

STRUCK_OFF = "Dès cette date, l’adhérent ne fait plus que lire ses factures et ses documents, pendant un an."
REASON = "L’adhésion de l’entreprise prend fin."


@dataclass(frozen=True)
class Left:
    """What the employees of a member still have before them: nobody of the company could cancel it afterwards."""

    planned: list[Appointment]
    waiting: list[Appointment]

    @classmethod
    def of(cls, member: Member) -> "Left":
        rows = Appointment.objects.filter(member=member)
        return cls(list(rows.to_come(timezone.now())), list(rows.waiting().order_by("pk")))


@requires(Right.EDIT_MEMBERS)
def striking_off(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    left = Left.of(found)
    form = forms.StrikingOffForm(request.POST or None, planned=len(left.planned), waiting=len(left.waiting))
    if form.is_valid() and attempt(form, lambda: _strike_off(request, form, found, left)):
        messages.success(request, f"{found} est radié le {found.struck_off_on:%d/%m/%Y}.")
        return redirect("backoffice:member", number)
    told = {"text": STRUCK_OFF, "submit": "Radier l’adhérent", "danger": True}
    return form_of(request, form, f"Radier {found}", found, told)


def _strike_off(request: ServiceRequest, form: forms.StrikingOffForm, found: Member, left: Left) -> None:
    """The appointments first: their mails leave while the company may still be told. Those before the end stand."""
    facts = dict(form.cleaned_data)
    if facts.pop("give_up", False):
        for appointment in left.planned:
            if appointment.planned_start.date() >= facts["on"]:
                appointment.cancel_for_service(by=request.user, reason=REASON)
        for appointment in left.waiting:
            appointment.refuse(by=request.user, answer=REASON)
    found.strike_off(by=request.user, **facts)


@requires(Right.EDIT_MEMBERS)
def reinstatement(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    form = forms.ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: found.reinstate(by=request.user)):
        messages.success(request, f"La radiation de {found} est annulée : son espace est de nouveau entier.")
        return redirect("backoffice:member", number)
    told = {"text": f"Motif de la radiation : {found.struck_off_because or '–'}", "submit": "Annuler la radiation"}
    return form_of(request, form, f"Annuler la radiation de {found}", found, told)
