"""What the service writes of a member and of its users."""

from typing import Any

from django import forms

from egide.centres.queries import open_centres, present_physicians
from egide.members.models import Member
from egide.members.rights import Role

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class IdentityForm(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ("name", "legal_form", "siren", "naf", "joined_on", "struck_off_on")
        widgets = {"joined_on": DAY, "struck_off_on": DAY}


class EnrolmentForm(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ("number", "name", "legal_form", "siren", "naf", "joined_on", "phone", "email", "centre", "physician")
        widgets = {"joined_on": DAY}


class AssignmentForm(forms.Form):
    centre: Any = forms.ModelChoiceField(label="Centre de visite", queryset=None, required=False)
    physician: Any = forms.ModelChoiceField(label="Médecin référent", queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = open_centres()  # type: ignore[attr-defined]
        self.fields["physician"].queryset = present_physicians()  # type: ignore[attr-defined]


class NewUserForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    role = forms.ChoiceField(label="Rôle", choices=Role.choices)


class ChangeDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Décision",
        choices=[("accept", "Accepter"), ("ask_precision", "Demander une précision"), ("refuse", "Refuser")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Réponse lue par l’adhérent", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") != "accept" and not data.get("answer"):
            self.add_error("answer", "Dites à l’adhérent pourquoi, ou ce qui manque.")
        return data
