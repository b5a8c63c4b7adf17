"""What a member says of itself, block by block: written by the member, or by the service when it phones."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.members.rights import Scope
from egide.ui.fields import DayField, PhoneField, PostcodeField
from egide.ui.versions import VersionedForm


class DetailsForm(VersionedForm):
    phone = PhoneField(label="Téléphone", required=False)
    email = forms.EmailField(label="Adresse e-mail", required=False)
    website = forms.URLField(label="Site internet", required=False, assume_scheme="https")


class AddressForm(VersionedForm):
    recipient = forms.CharField(label="À l’attention de", max_length=120, required=False)
    line1 = forms.CharField(label="N° et voie", max_length=120)
    line2 = forms.CharField(label="Complément", max_length=120, required=False)
    postcode = PostcodeField()
    city = forms.CharField(label="Ville", max_length=100)
    email = forms.EmailField(label="Adresse e-mail d’envoi", required=False)


class ContactForm(VersionedForm):
    name = forms.CharField(label="Nom", max_length=120)
    phone = PhoneField(label="Téléphone", required=False)
    email = forms.EmailField(label="Adresse e-mail", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            raise ValidationError("Indiquez un téléphone ou une adresse e-mail.")
        return data


def values_of(row: Any, form: type[VersionedForm]) -> dict[str, Any]:
    """What the form shows of `row` when it opens."""
    return {name: getattr(row, name) for name in form.base_fields if name != "version"}


class ScopesField(forms.MultipleChoiceField):
    """The domains that a mandate opens, or that a firm asks for: determinants go with the sheets that show them."""

    def __init__(self, label: str) -> None:
        said = {"required": "Choisissez au moins un domaine."}
        super().__init__(label=label, choices=Scope.choices, widget=forms.CheckboxSelectMultiple, error_messages=said)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if Scope.RISKS in value and Scope.EMPLOYEES not in value:
            raise ValidationError("Les déterminants se lisent sur les fiches : ouvrez aussi les effectifs.")


class TermsForm(forms.Form):
    """What the mandate opens, and when."""

    scopes = ScopesField("Domaines")
    starts_on = DayField("Du", initial=timezone.localdate)
    ends_on = DayField("Au", required=False, help_text="Vide : sans fin.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "La fin du mandat ne peut pas précéder son début.")
        return data
