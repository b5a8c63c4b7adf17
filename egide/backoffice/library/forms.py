"""What the service publishes, for whom, and on which shelf."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from egide.common.identifiers import clean_digits, is_row_key
from egide.common.uploads import ACCEPTED, check_upload
from egide.library.models import Document, Theme
from egide.members.models import Member
from egide.reference import naf
from egide.ui.fields import offer


class UploadForm(forms.Form):
    upload = forms.FileField(label="Fichier", help_text=f"{ACCEPTED}.", validators=[check_upload])


class FactsForm(forms.Form):
    """Everything of a document but its file."""

    theme: Any = forms.ModelChoiceField(label="Thème", queryset=None)
    title = forms.CharField(label="Titre", max_length=160)
    summary = forms.CharField(label="Résumé", max_length=300, required=False)
    trade = forms.CharField(
        label="Pour un métier",
        max_length=8,
        required=False,
        validators=[naf.check_start],
        help_text="Début du code NAF, par exemple 43 pour tout le bâtiment. Vide : pour tous.",
    )
    member = forms.CharField(
        label="Pour un seul adhérent",
        max_length=12,
        required=False,
        help_text="Son n° d’adhérent. Vide : pour tous.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, theme=Theme.objects.all())

    def clean_member(self) -> Member | None:
        typed = clean_digits(self.cleaned_data["member"])
        found = Member.objects.filter(number=typed).first() if is_row_key(typed) else None
        if typed and found is None:
            raise ValidationError(f"Aucun adhérent ne porte le n° {typed}.")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("trade") and data.get("member"):
            self.add_error("trade", "Choisissez un métier ou un adhérent, pas les deux.")
        return data


class DocumentForm(FactsForm, UploadForm):
    field_order = ("theme", "title", "summary", "upload", "trade", "member")


def facts_of(document: Document) -> dict[str, Any]:
    """What the form shows of a document when it opens."""
    facts = {name: getattr(document, name) for name in ("theme", "title", "summary", "trade")}
    return facts | {"member": document.member.number if document.member else ""}


class ThemeForm(forms.Form):
    name = forms.CharField(label="Nom du thème", max_length=100)


class RefusalForm(forms.Form):
    answer = forms.CharField(label="Motif lu par l’adhérent", max_length=500)
