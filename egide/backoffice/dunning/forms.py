"""Why reminders stop, and of what; the words of a level."""

from django import forms

from egide.backoffice.settings.forms import Told
from egide.dunning.models import DunningHold, DunningLevel
from egide.invoicing.models import Invoice

ONE, EVERY = "facture", "adherent"


class HoldForm(forms.Form):
    covers = forms.ChoiceField(
        label="Suspendre",
        choices=[(ONE, "Les relances de cette facture"), (EVERY, "Toutes celles de l’adhérent")],
        initial=ONE,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Motif", max_length=200, help_text="Délai accordé, litige, procédure collective… Vu du service seul."
    )

    def hold_of(self, invoice: Invoice) -> DunningHold:
        held = invoice if self.cleaned_data["covers"] == ONE else None
        return DunningHold(member_id=invoice.member_id, invoice=held, reason=self.cleaned_data["reason"])


class ConfirmForm(forms.Form):
    """The button pressed, once what leaves has been read."""

    sure = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class LevelForm(Told):
    class Meta:
        model = DunningLevel
        fields = ("days", "title", "text", "claims_fees")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
