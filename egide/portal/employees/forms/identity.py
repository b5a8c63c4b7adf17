"""Civil status: names, birth, and the number that is never shown again."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from egide.common.identifiers import check_nir, clean_digits
from egide.employees.models import Employee, Sex
from egide.members.models import Member
from egide.regulation.periods import age_on
from egide.ui.fields import DayField, PhoneField
from egide.ui.versions import VersionedForm

YOUNGEST, OLDEST = 14, 90
IN_LETTERS = RegexValidator(
    r"^[^\W\d_](?:[^\W\d_]|[\u0300-\u036f '’.-])*$",
    "Écrivez le nom en lettres, par exemple « Le Goff » ou « D’Hervé ».",
)


class IdentityForm(VersionedForm):
    member: Member
    person: Employee | None

    last_name = forms.CharField(
        label="Nom de naissance", max_length=100, validators=[IN_LETTERS], help_text="Celui de l’état civil."
    )
    usage_name = forms.CharField(
        label="Nom d’usage",
        max_length=100,
        validators=[IN_LETTERS],
        required=False,
        help_text="S’il existe, c’est lui qui paraît dans la liste.",
    )
    first_name = forms.CharField(label="Prénom", max_length=100, validators=[IN_LETTERS])
    birth_date = DayField("Date de naissance", help_text="Avant 18 ans, le suivi est adapté d’office.")
    sex = forms.ChoiceField(label="Sexe", choices=[("", "Non renseigné"), *Sex.choices], required=False)
    nir = forms.CharField(
        label="Numéro de sécurité sociale",
        required=False,
        max_length=25,
        help_text="13 chiffres et la clé ; il n’est plus jamais affiché après la saisie.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": ""}),
    )
    email = forms.EmailField(
        label="Adresse e-mail du salarié",
        required=False,
        help_text="Pour sa convocation : le jour, l’heure et le lieu, sans le type de visite.",
    )
    phone = PhoneField(
        label="Téléphone du salarié", required=False, help_text="Pour le joindre si son rendez-vous change."
    )

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born > today:
            raise ValidationError("Vérifiez l’année : cette date est à venir.")
        if not YOUNGEST <= age_on(born, today) <= OLDEST:
            raise ValidationError(f"Vérifiez l’année : cette date donne {age_on(born, today)} ans.")
        return born

    def clean_nir(self) -> str:
        nir = clean_digits(self.cleaned_data["nir"])
        if nir:
            check_nir(nir)
            others = self.member.employees.present().with_nir(nir)
            if other := (others.exclude(pk=self.person.pk) if self.person else others).first():
                raise ValidationError(f"Ce numéro est déjà celui de {other}, dans votre effectif : ouvrez sa fiche.")
        return nir
