"""What an employer may write about an employee, and how each mistake is mended."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from egide.common.identifiers import check_nir, clean_digits
from egide.employees.models import ContractKind, Employee, LeavingReason, Sex
from egide.members.models import Member
from egide.reference import pcs
from egide.ui.versions import VersionedForm

YOUNGEST, OLDEST = 14, 90
DAY = {"type": "date"}


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options)


class EmployeeForm(VersionedForm):
    """Civil status, contract and post. The NIR is never written back into the page."""

    last_name = forms.CharField(label="Nom de naissance", max_length=100)
    usage_name = forms.CharField(label="Nom d’usage", max_length=100, required=False)
    first_name = forms.CharField(label="Prénom", max_length=100)
    birth_date = day_field("Date de naissance")
    sex = forms.ChoiceField(label="Sexe", choices=[("", "Non renseigné"), *Sex.choices], required=False)
    nir = forms.CharField(
        label="Numéro de sécurité sociale",
        required=False,
        max_length=25,
        help_text="15 chiffres, facultatif ; il n’est plus jamais affiché après la saisie.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": ""}),
    )
    contract_kind = forms.ChoiceField(label="Contrat", choices=ContractKind.choices)
    hired_on = day_field("Date d’entrée")
    contract_ends_on = day_field("Fin prévue du contrat", required=False)
    establishment: Any = forms.ModelChoiceField(label="Établissement", queryset=None, required=False)
    post = forms.CharField(label="Poste de travail", max_length=120, required=False)
    pcs_code = forms.CharField(
        label="Code PCS-ESE",
        max_length=60,
        required=False,
        help_text="Tapez le métier ou le code, par exemple « maçon » ou 632A.",
        widget=forms.TextInput(attrs={"list": "pcs-propositions", "autocomplete": "off"}),
    )
    post_since = day_field("Au poste depuis le", required=False, help_text="Vide : depuis l’entrée.")
    email = forms.EmailField(
        label="Adresse e-mail du salarié", required=False, help_text="Pour lui envoyer sa convocation."
    )

    def __init__(self, *args: Any, member: Member, employee: Employee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employee = employee
        self.fields["pcs_code"].widget.attrs["data-pcs"] = reverse("portal:employee-pcs", args=[member.number])
        places = self.fields["establishment"]
        places.queryset = member.establishments.filter(closed_on=None)  # type: ignore[attr-defined]
        if employee is not None:
            self.open_on(employee)
            self._show(employee)
        elif places.queryset.count() == 1:  # type: ignore[attr-defined]
            places.initial = places.queryset.first()  # type: ignore[attr-defined]

    def _show(self, employee: Employee) -> None:
        for name, field in self.fields.items():
            if name not in {"nir", "version"}:
                field.initial = getattr(employee, name)
        if employee.nir:
            self.fields["nir"].help_text = "Renseigné. Laissez vide pour le garder, ou saisissez-en un autre."

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        age = (timezone.localdate() - born).days / 365.25
        if not YOUNGEST <= age <= OLDEST:
            raise ValidationError(f"Vérifiez l’année : cette date donne {int(age)} ans.")
        return born

    def clean_nir(self) -> str:
        nir = clean_digits(self.cleaned_data["nir"])
        if nir:
            check_nir(nir)
        return nir

    def clean_pcs_code(self) -> str:
        """A code, or the words of a trade when they lead to one code only."""
        typed = self.cleaned_data["pcs_code"].strip()
        if not typed or pcs.is_valid(typed):
            return pcs.normalised(typed)
        found = pcs.search(typed, limit=4)
        if len(found) == 1:
            return found[0].code
        if not found:
            raise ValidationError(f"Aucun code pour « {typed} » : essayez un mot du métier, par exemple « couvreur ».")
        names = ", ".join(f"{code.code} {code.label}" for code in found)
        raise ValidationError(f"Plusieurs codes conviennent : {names}. Choisissez-en un.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hired, born = data.get("hired_on"), data.get("birth_date")
        data["post_since"] = data.get("post_since") or hired
        if hired and born and hired <= born:
            self.add_error("hired_on", "La date d’entrée doit suivre la date de naissance.")
        if hired and data["post_since"] and data["post_since"] < hired:
            self.add_error("post_since", "Le poste ne peut pas commencer avant la date d’entrée.")
        if hired and data.get("contract_ends_on") and data["contract_ends_on"] < hired:
            self.add_error("contract_ends_on", "La fin du contrat ne peut pas précéder l’entrée.")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DepartureForm(VersionedForm):
    on = day_field("Date de sortie")
    reason = forms.ChoiceField(label="Motif", choices=LeavingReason.choices)


class RisksForm(VersionedForm):
    """The codes ticked; what may be ticked is checked by the verb against the dated table."""

    codes = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [(code, code) for code in offered]  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    establishment: Any = forms.ModelChoiceField(label="Nouvel établissement", queryset=None)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].queryset = member.establishments.filter(closed_on=None)  # type: ignore[attr-defined]
