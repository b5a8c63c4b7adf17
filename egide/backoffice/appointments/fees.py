"""What is asked to decide a price or to answer its contest, and what is said of the decision."""

from typing import Any

from django import forms

from egide.appointments.models import Appointment, open_contest_of
from egide.dues.fees import Decided, Outcome
from egide.ui.fields import offer

UNSAID = "Répondez à la contestation : dites pourquoi le prix est maintenu, ou annulé."
SAID = {
    Outcome.BILLED: "Le prix est confirmé : facture n° {number}, l’entreprise est prévenue.",
    Outcome.KEPT: "Le prix est maintenu, l’entreprise lit votre réponse.",
    Outcome.WAIVED: "Le prix est remis, l’entreprise en lit la raison.",
    Outcome.CREDITED: "La facture n° {number} est annulée par un avoir, l’entreprise est prévenue.",
}


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


def said_of(decided: Decided) -> str:
    return SAID[decided.outcome].format(number=decided.number)
