"""The settings of the service, its places and its people."""

from django import forms

from egide.accounts.models import StaffRole
from egide.centres.models import Centre, Physician, Service

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ServiceForm(forms.ModelForm[Service]):
    class Meta:
        model = Service
        exclude = ()  # noqa: DJ006  every setting of the service is edited here
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}


class CentreForm(forms.ModelForm[Centre]):
    class Meta:
        model = Centre
        exclude = ()  # noqa: DJ006
        widgets = {"closed_on": DAY}


class PhysicianForm(forms.ModelForm[Physician]):
    class Meta:
        model = Physician
        exclude = ()  # noqa: DJ006
        widgets = {"left_on": DAY}


class StaffForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    staff_role = forms.ChoiceField(label="Rôle", choices=StaffRole.choices)


class StaffRoleForm(forms.Form):
    staff_role = forms.ChoiceField(label="Rôle", choices=StaffRole.choices)
