"""What a member may write about itself, block by block."""

from django import forms

from egide.common.uploads import ACCEPTED, check_upload
from egide.members.models import ChangeRequest
from egide.members.rights import Role


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
