"""What the service writes of a member: its identity, its places, its centre, its striking off."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from egide.centres.queries import open_centres, referring_physicians
from egide.common.identifiers import check_siren, check_siret, clean_digits
from egide.members.models import Establishment, Member
from egide.members.models.member import check_joining_date
from egide.members.rights import Role
from egide.reference import naf
from egide.ui.fields import ShortListField, offer
from egide.ui.versions import VersionedForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NAF_HELP = "Celui de l’avis de situation de l’Insee, par exemple 43.99C."
FIRST_NUMBER = 10001
ROLES_HELP = (
    "Administrateur : tout, dont les accès. Ressources humaines : salariés et rendez-vous. "
    "Facturation : factures. Lecture : consulter sans rien changer."
)


class DigitsField(forms.CharField):
    """A number typed with or without spaces, checked by its key."""

    def clean(self, value: Any) -> str:
        return str(super().clean(clean_digits(value or "")))


class IdentityForm(VersionedForm):
    """What the member sees greyed."""

    name = forms.CharField(label="Raison sociale", max_length=200)
    legal_form = forms.CharField(label="Forme juridique", max_length=60, required=False)
    siren = DigitsField(label="SIREN", validators=[check_siren], help_text="9 chiffres, avec ou sans espaces.")
    naf = forms.CharField(label="Code NAF", max_length=8, validators=[naf.check], help_text=NAF_HELP)
    electronic_address = forms.CharField(
        label="Adresse de facturation électronique",
        max_length=125,
        required=False,
        help_text="Celle de l’annuaire : son SIREN, ou son SIREN suivi de _ et d’un suffixe. Vide : son SIREN.",
    )
    joined_on = forms.DateField(label="Date d’adhésion", widget=DAY, validators=[check_joining_date])

    def clean_naf(self) -> str:
        return naf.normalised(self.cleaned_data["naf"])


class EnrolmentForm(forms.ModelForm[Member]):
    """A new member; the same SIREN twice is said, then accepted if it is meant."""

    siren = DigitsField(label="SIREN", validators=[check_siren], help_text="9 chiffres, avec ou sans espaces.")
    naf = forms.CharField(label="Code NAF", max_length=8, validators=[naf.check], help_text=NAF_HELP)
    twice = forms.BooleanField(label="Créer quand même un second adhérent de ce SIREN", required=False)

    class Meta:
        model = Member
        fields = ("number", "name", "legal_form", "siren", "naf", "joined_on", "phone", "email", "centre", "physician")
        widgets = {"joined_on": DAY}
        help_texts = {"number": "Le premier libre est proposé. Il figure sur tous les papiers et ne change plus."}
        error_messages = {"number": {"unique": "Ce n° est déjà celui d’un adhérent : prenez le suivant."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = Member.objects.aggregate(last=Max("number"))["last"]
        self.initial["number"] = last + 1 if last else FIRST_NUMBER
        self.initial["joined_on"] = timezone.localdate()
        offer(self, centre=open_centres(), physician=referring_physicians())
        if not self._same_siren():
            del self.fields["twice"]

    def clean_naf(self) -> str:
        return naf.normalised(self.cleaned_data["naf"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "twice" in self.fields and not data.get("twice"):
            others = ", ".join(f"{member} ({member.number})" for member in self._same_siren())
            self.add_error("siren", f"{others} porte déjà ce SIREN. Cochez la case au bas de la page si c’est voulu.")
        return data

    def _same_siren(self) -> list[Member]:
        siren = clean_digits(self.data.get("siren", ""))
        return list(Member.objects.filter(siren=siren)[:3]) if siren else []


class EstablishmentForm(VersionedForm):
    siret = DigitsField(label="SIRET", validators=[check_siret], help_text="14 chiffres, avec ou sans espaces.")
    name = forms.CharField(label="Enseigne ou nom d’usage", max_length=120, required=False)
    address = forms.CharField(label="N° et voie", max_length=200)
    postcode = forms.RegexField(
        r"^\d{5}$", label="Code postal", error_messages={"invalid": "Le code postal compte 5 chiffres."}
    )
    city = forms.CharField(label="Ville", max_length=100)
    is_head_office = forms.BooleanField(label="C’est le siège", required=False)
    closed_on = forms.DateField(label="Fermé le", required=False, widget=DAY)

    def __init__(self, *args: Any, place: Establishment, **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, **kwargs)

    def clean_siret(self) -> str:
        siret: str = self.cleaned_data["siret"]
        siren = self.place.member.siren
        if siren and not siret.startswith(siren):
            raise ValidationError(f"Un SIRET commence par le SIREN de l’adhérent : {self.place.member.shown_siren}.")
        return siret


class AssignmentForm(VersionedForm):
    centre: Any = ShortListField(label="Centre de visite", queryset=None, required=False)
    physician: Any = ShortListField(label="Médecin référent", queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, centre=open_centres(), physician=referring_physicians())


class StrikingOffForm(forms.Form):
    on = forms.DateField(label="Date de la radiation", widget=DAY, initial=timezone.localdate)
    reason = forms.CharField(
        label="Motif", max_length=300, help_text="Démission, cessation d’activité, cotisations impayées…"
    )
    give_up = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, planned: int, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = f"Rendez-vous à venir : {planned}. Demandes en cours : {waiting}."
        self.fields["give_up"].label = f"{left} Les annuler sans frais."
        self.fields["give_up"].help_text = "L’entreprise ne pourra plus le faire, et une absence lui serait comptée."
        if not planned + waiting:
            del self.fields["give_up"]


class NewUserForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    role = forms.ChoiceField(label="Rôle", choices=Role.choices, help_text=ROLES_HELP)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=Role.choices, help_text=ROLES_HELP)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=200, help_text="Gardé dans l’historique.")


class ConfirmationForm(forms.Form):
    """Nothing to fill: the page says what will happen, the button does it."""

    @classmethod
    def of(cls, request: HttpRequest) -> "ConfirmationForm":
        """Valid as soon as it is posted."""
        return cls(request.POST if request.method == "POST" else None)


class ChangeDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Décision",
        choices=[("accept", "Accepter"), ("ask_precision", "Demander une précision"), ("refuse", "Refuser")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Réponse lue par l’adhérent",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nécessaire pour demander une précision ou refuser.",
    )

    def __init__(self, *args: Any, waits: bool = False, **kwargs: Any) -> None:
        """`waits`: a precision was asked and has not come, so it cannot be asked again."""
        super().__init__(*args, **kwargs)
        if waits:
            offer(self, decision=[("accept", "Accepter"), ("refuse", "Refuser")])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") not in {"accept", None} and not data.get("answer"):
            self.add_error("answer", "Dites à l’adhérent pourquoi, ou ce qui manque.")
        return data
