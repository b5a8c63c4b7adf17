"""What a member says of itself, block by block: written by the member, or by the service when it phones."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from egide.ui.versions import VersionedForm


class DetailsForm(VersionedForm):
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    email = forms.EmailField(label="Adresse e-mail", required=False)
    website = forms.URLField(label="Site internet", required=False, assume_scheme="https")


class AddressForm(VersionedForm):
    recipient = forms.CharField(label="À l’attention de", max_length=120, required=False)
    line1 = forms.CharField(label="N° et voie", max_length=120)
    line2 = forms.CharField(label="Complément", max_length=120, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$", label="Code postal", error_messages={"invalid": "Le code postal compte 5 chiffres."}
    )
    city = forms.CharField(label="Ville", max_length=100)
    email = forms.EmailField(label="Adresse e-mail d’envoi", required=False)


class ContactForm(VersionedForm):
    name = forms.CharField(label="Nom", max_length=120)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    email = forms.EmailField(label="Adresse e-mail", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            raise ValidationError("Indiquez un téléphone ou une adresse e-mail.")
        return data


def values_of(row: Any, form: type[VersionedForm]) -> dict[str, Any]:
    """What the form shows of `row` when it opens."""
    return {name: getattr(row, name) for name in form.base_fields if name != "version"}
