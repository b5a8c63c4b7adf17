"""What a member may write about itself, block by block."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from egide.common.uploads import ACCEPTED, check_upload
from egide.members.models import ChangeRequest
from egide.members.rights import Role
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


class ChangeForm(forms.Form):
    field = forms.ChoiceField(label="Élément à modifier", choices=ChangeRequest.Field.choices)
    new_value = forms.CharField(label="Nouvelle valeur", max_length=300)
    explanation = forms.CharField(
        label="Explication", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = forms.FileField(label="Justificatif", required=False, help_text=f"{ACCEPTED}.", validators=[check_upload])


class PrecisionForm(forms.Form):
    precision = forms.CharField(label="Votre réponse", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class InvitationForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    email = forms.EmailField(label="Adresse e-mail", help_text="Un lien valable 72 heures part à cette adresse.")
    role = forms.ChoiceField(label="Rôle", choices=Role.choices)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=Role.choices)
