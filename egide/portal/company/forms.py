"""What a member may write about itself beyond its blocks: requests, users, mandates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from egide.common.identifiers import check_siren, clean_digits
from egide.common.uploads import ACCEPTED, check_upload
from egide.members.forms import TermsForm
from egide.members.models import Access, ChangeRequest, Delegate, Member
from egide.members.models.member import check_route
from egide.members.rights import Role
from egide.reference import naf
from egide.ui.fields import DayField, offer
from egide.ui.versions import VersionedForm

ROLES_TOLD = {
    Role.ADMINISTRATOR: "tout, et les accès des autres",
    Role.HUMAN_RESOURCES: "salariés, déterminants, rendez-vous et contacts ; pas les factures",
    Role.BILLING: "factures, adresse et contact de facturation ; pas les salariés",
    Role.READER: "consulte les salariés et les rendez-vous, sans rien changer",
}
ROLES = [(role.value, f"{role.label} : {told}") for role, told in ROLES_TOLD.items()]


class EstablishmentForm(VersionedForm):
    name = forms.CharField(
        label="Enseigne ou nom d’usage",
        max_length=120,
        required=False,
        help_text="Le nom que vous lui donnez : c’est lui qui paraît dans vos listes.",
    )


class ChangeForm(forms.Form):
    """A greyed field with its value in force, the new value, and a proof."""

    field = forms.ChoiceField(label="Élément à modifier")
    new_value = forms.CharField(label="Nouvelle valeur", max_length=300)
    explanation = forms.CharField(
        label="Explication", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = forms.FileField(
        label="Justificatif",
        required=False,
        help_text=f"Par exemple l’avis de situation de l’Insee ou l’extrait Kbis. {ACCEPTED}.",
        validators=[check_upload],
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._member = member
        options = [(value, self._told(member, value, str(label))) for value, label in ChangeRequest.Field.choices]
        offer(self, field=[("", "Choisissez"), *options])

    @staticmethod
    def _told(member: Member, field: str, label: str) -> str:
        value = getattr(member, field, "")
        shown = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value
        return f"{label} (aujourd’hui : {shown})" if shown else label

    def clean(self) -> dict[str, Any]:
        """The new value as its field reads it, so that an acceptance can be applied."""
        data = super().clean() or {}
        typed, field = data.get("new_value", ""), data.get("field")
        try:
            if field == ChangeRequest.Field.SIREN:
                data["new_value"] = clean_digits(typed)
                check_siren(data["new_value"])
            elif field == ChangeRequest.Field.NAF:
                naf.check(typed)
                data["new_value"] = naf.normalised(typed)
            elif field == ChangeRequest.Field.ELECTRONIC_ADDRESS:
                check_route(typed.strip(), self._member.siren)
            elif field == ChangeRequest.Field.JOINED_ON:
                DayField("").clean(typed)
        except ValidationError as wrong:
            self.add_error("new_value", wrong)
        return data


class PrecisionForm(forms.Form):
    precision = forms.CharField(label="Votre réponse", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=ROLES, widget=forms.RadioSelect)


class InvitationForm(RoleForm):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    email = forms.EmailField(label="Adresse e-mail", help_text="Un lien valable 72 heures part à cette adresse.")
    field_order = ("first_name", "last_name", "email", "role")


class PersonField(forms.ModelChoiceField[Access]):
    """An access of the member, named by its person and its role."""

    def label_from_instance(self, access: Access) -> str:
        return f"{access.user}, {access.get_role_display().lower()}"


class HandoverForm(forms.Form):
    """Who becomes administrateur, and what the one who hands over keeps."""

    to = PersonField(label="Nouvel administrateur", queryset=None, empty_label="Choisissez")
    keep = forms.ChoiceField(
        label="Et vous",
        choices=[*ROLES[1:], ("", "Plus aucun accès à cet espace")],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, mine: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = mine.member.accesses.filter(revoked_at=None).exclude(pk=mine.pk).select_related("user")
        offer(self, to=others)
        self.has_somebody = others.exists()
        self.fields["keep"].initial = Role.HUMAN_RESOURCES


class MandateForm(TermsForm):
    """A mandate given to a firm that has its users here; it is named exactly, firms are not listed."""

    firm = forms.CharField(
        label="Cabinet",
        max_length=200,
        help_text="Son SIREN, ou son nom exact. Un cabinet inconnu s’adresse d’abord au service.",
    )
    field_order = ("firm", "scopes", "starts_on", "ends_on")

    def clean_firm(self) -> Delegate:
        firm = Delegate.known_as(self.cleaned_data["firm"])
        if firm is None:
            raise ValidationError(
                "Aucun cabinet ne porte ce SIREN ou ce nom ici : vérifiez-le, ou demandez au service de l’ouvrir."
            )
        return firm
