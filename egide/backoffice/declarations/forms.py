"""What the service decides of declarations: the days of a campaign, more time for one member, why one comes back."""

from typing import Any

from django import forms
from django.utils import timezone

from egide.ui.fields import DayField
from egide.ui.versions import VersionedForm

REMINDER_HELP = "Seuls ceux qui n’ont pas attesté reçoivent la relance, une fois."


class CampaignForm(VersionedForm):
    """`facts` is what the verb takes."""

    counted_on = DayField("Effectif au", help_text="Sont déclarés les salariés présents ce jour-là.")
    opens_on = DayField("Ouverte à partir du")
    closes_on = DayField("À attester au plus tard le", help_text="Ensuite on est en retard, jusqu’à la clôture.")
    first_reminder_on = DayField("Première relance le", required=False, help_text=REMINDER_HELP)
    second_reminder_on = DayField("Deuxième relance le", required=False)
    third_reminder_on = DayField("Troisième relance le", required=False)
    text = forms.CharField(
        label="Message aux adhérents",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Montré en tête de la déclaration, et dans le courriel d’ouverture.",
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "year"}}


class NewCampaignForm(CampaignForm):
    year = forms.TypedChoiceField(
        label="Année", coerce=int, help_text="Celle dont la cotisation est estimée, à son tarif."
    )
    field_order = ("year",)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        this = timezone.localdate().year
        year = self.fields["year"]
        if isinstance(year, forms.TypedChoiceField):
            year.choices = [(one, str(one)) for one in (this + 1, this, this - 1)]


class ReasonForm(VersionedForm):
    reason = forms.CharField(
        label="Motif", max_length=300, help_text="L’adhérent le lit, dans sa déclaration et par courriel."
    )


class ExtensionForm(ReasonForm):
    until = DayField("Nouvelle date limite")
    field_order = ("until",)
