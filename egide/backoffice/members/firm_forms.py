"""Accounting firms and what they may do for a member."""

from typing import Any

from django import forms

from egide.backoffice.members.forms import DigitsField
from egide.common.identifiers import check_siren
from egide.common.uploads import ACCEPTED, check_upload
from egide.members.forms import TermsForm
from egide.members.models import Delegate
from egide.ui.fields import offer
from egide.ui.versions import VersionedForm


class FirmForm(VersionedForm):
    name = forms.CharField(label="Nom du cabinet", max_length=200)
    siren = DigitsField(label="SIREN", validators=[check_siren], required=False, help_text="9 chiffres.")
    email = forms.EmailField(label="Adresse e-mail", required=False)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)


class FirmUserForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)


class MandateForm(TermsForm):
    """A mandate that the member has signed on paper."""

    delegate: Any = forms.ModelChoiceField(label="Cabinet", queryset=None)
    proof = forms.FileField(label="Mandat signé", validators=[check_upload], help_text=f"{ACCEPTED}.")
    field_order = ("delegate", "scopes", "starts_on", "ends_on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, delegate=Delegate.objects.all())
