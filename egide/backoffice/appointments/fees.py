"""The price of a late cancellation or of an unexcused absence: confirmed and billed, or waived with its reason."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.centres.models import Service
from egide.common.french import in_words
from egide.invoicing.models import Invoice

LABELS = {
    State.CANCELLED_BY_EMPLOYER: "Annulation tardive",
    State.ABSENT_UNEXCUSED: "Absence non excusée",
}


class FeeForm(forms.Form):
    decision = forms.ChoiceField(
        label="Décision",
        choices=[("confirm", "Confirmer le prix et facturer"), ("waive", "Faire la remise du prix")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez : confirmer le prix, ou en faire la remise."},
    )
    because = forms.CharField(
        label="Motif de la remise",
        max_length=300,
        required=False,
        help_text="Lu par l’entreprise. N’indiquez aucune information médicale.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "waive" and not data.get("because"):
            self.add_error("because", "Dites à l’entreprise pourquoi le prix est remis.")
        return data


def decide(appointment: Appointment, *, by: User, decision: str, because: str) -> str:
    """Waive the price, or confirm it and issue its invoice in the same transaction; the answer says which."""
    if decision == "waive":
        appointment.waive_fee(by=by, because=because)
        return "Le prix est remis, l’entreprise en lit la raison."
    with transaction.atomic():
        appointment.confirm_fee(by=by)
        invoice = _bill(appointment, by)
    return f"Le prix est confirmé : facture n° {invoice.number}, l’entreprise est prévenue."


def _bill(appointment: Appointment, by: User) -> Invoice:
    start = appointment.planned_start
    label = LABELS[State(appointment.state)]
    invoice = Invoice(member=appointment.member, kind=Invoice.Kind.ABSENCE, period=f"{start:%d/%m/%Y}")
    invoice.prepare(by=by)
    invoice.add_line(
        by=by,
        label=f"{label} : {appointment.employee}, {in_words(start)} (rendez-vous n° {appointment.pk})",
        quantity=Decimal(1),
        unit_price=appointment.fee or Decimal(0),
        vat_rate=Service.current().vat_rate,
    )
    invoice.issue(by=by)
    return invoice
