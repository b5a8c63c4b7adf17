"""What the service publishes."""

from typing import Any

from django import forms

from egide.common.uploads import ACCEPTED, check_upload
from egide.library.models import Theme
from egide.members.models import Member


class UploadForm(forms.Form):
    upload = forms.FileField(label="Fichier", help_text=f"{ACCEPTED}.", validators=[check_upload])


class DocumentForm(UploadForm):
    theme: Any = forms.ModelChoiceField(label="Thème", queryset=None)
    title = forms.CharField(label="Titre", max_length=160)
    summary = forms.CharField(label="Résumé", max_length=300, required=False)
    trade = forms.CharField(
        label="Pour un métier", max_length=6, required=False, help_text="Début du code NAF ; vide : pour tous."
    )
    member: Any = forms.ModelChoiceField(
        label="Pour un seul adhérent", queryset=None, required=False, to_field_name="number",
        help_text="Son n° d’adhérent ; vide : pour tous.", widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    field_order = ("theme", "title", "summary", "upload", "trade", "member")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["member"].queryset = Member.objects.all()  # type: ignore[attr-defined]


class ThemeForm(forms.ModelForm[Theme]):
    class Meta:
        model = Theme
        fields = ("name", "rank")


class RefusalForm(forms.Form):
    answer = forms.CharField(label="Motif lu par l’adhérent", max_length=500)
