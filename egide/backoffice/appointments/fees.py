"""The price of a late cancellation, an absence or a temporary worker's visit: billed, waived, decided again."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction

from egide.accounts.models import User
from egide.appointments.models import Appointment, lock_price_of, open_contest_of
from egide.appointments.states import State
from egide.centres.models import Service
from egide.common.french import in_words
from egide.invoicing.models import Invoice
from egide.ui.fields import offer

UNSAID = "Répondez à la contestation : dites pourquoi le prix est maintenu, ou annulé."


class FeeForm(forms.Form):
    """A contested price is always decided with a reason; an uncontested one is confirmed without."""

    decision = forms.ChoiceField(
        label="Décision",
        choices=[("confirm", "Confirmer le prix et facturer"), ("waive", "Faire la remise du prix")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez : confirmer le prix, ou en faire la remise."},
    )
    because = forms.CharField(
        label="Motif de la remise",
        max_length=300,
        required=False,
        help_text="Lu par l’entreprise. N’indiquez aucune information médicale.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_contested = open_contest_of(appointment) is not None
        if self.is_contested:
            self.fields["because"].label = "Réponse à la contestation"
            self.fields["because"].required = True
            self.fields["because"].error_messages["required"] = UNSAID
        if appointment.billed_as:
            cancel = f"Annuler la facture n° {appointment.billed_as} par un avoir"
            offer(self, decision=[("confirm", "Maintenir le prix"), ("waive", cancel)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "waive" and "because" in data and not data["because"]:
            self.add_error("because", "Dites à l’entreprise pourquoi le prix est remis.")
        return data


class ContestLetterForm(forms.Form):
    text = forms.CharField(
        label="Votre message",
        max_length=1000,
        help_text="Lu par l’entreprise. N’indiquez aucune information médicale.",
        error_messages={"required": "Écrivez votre message."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def decide(appointment: Appointment, *, by: User, decision: str, because: str) -> str:
    """The price, its invoice or credit note and the answer to a contest, all in one transaction; says what was done."""
    with transaction.atomic():
        lock_price_of(appointment)
        if contest := open_contest_of(appointment):
            answer = contest.accept if decision == "waive" else contest.reject
            answer(by=by, decision=because)
        if decision == "waive":
            return _waive(appointment, by, because)
        if contest and appointment.fee_decided_at:
            return "Le prix est maintenu, l’entreprise lit votre réponse."
        appointment.must_await_a_decision()
        invoice = _bill(appointment, by)
        appointment.confirm_fee(by=by, billed_as=str(invoice.number))
    return f"Le prix est confirmé : facture n° {invoice.number}, l’entreprise est prévenue."


def _waive(appointment: Appointment, by: User, because: str) -> str:
    if not appointment.fee_decided_at:
        appointment.waive_fee(by=by, because=because)
        return "Le prix est remis, l’entreprise en lit la raison."
    appointment.take_fee_back(by=by, because=because)
    invoice = Invoice.objects.get(member=appointment.member_id, number=appointment.billed_as)
    invoice.credit(by=by, reason=because)
    return f"La facture n° {invoice.number} est annulée par un avoir, l’entreprise est prévenue."


def _kind_of(appointment: Appointment) -> str:
    return Invoice.Kind.VISIT if appointment.state == State.HONOURED else Invoice.Kind.ABSENCE


def _bill(appointment: Appointment, by: User) -> Invoice:
    start = appointment.planned_start
    invoice = Invoice(member=appointment.member, kind=_kind_of(appointment), period=f"{start:%d/%m/%Y}")
    invoice.prepare(by=by)
    invoice.add_line(
        by=by,
        label=f"{appointment.charged_as} : {appointment.employee}, {in_words(start)} (rendez-vous n° {appointment.pk})",
        quantity=Decimal(1),
        unit_price=appointment.fee or Decimal(0),
        vat_rate=Service.current().vat_rate,
    )
    invoice.issue(by=by)
    return invoice
