"""What is typed in a declaration: whom to call, a remark, who attests, to whom a step is handed over."""

from typing import Any

from django import forms
from django.utils import timezone

from egide.accounts.models import User
from egide.common.events import Actor
from egide.common.workflow import opened_on
from egide.declarations.models import Declaration, Step
from egide.members.doors import people_with
from egide.members.rights import Right
from egide.ui.fields import PhoneField, offer
from egide.ui.versions import VersionedForm

DRAFT = "brouillon"


class StepForm(VersionedForm):
    """One step: « Garder en brouillon » keeps what is typed, the other button also ends the step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = field.required and not self.is_draft

    @property
    def is_draft(self) -> bool:
        return DRAFT in self.data

    def keep(self, declaration: Declaration, step: Step, *, by: Actor) -> None:
        facts = dict(self.cleaned_data)
        version = facts.pop("version")
        if facts:
            opened_on(declaration, version)
            declaration.fill(by=by, **facts)
        declaration.take_up(by=by)
        if not self.is_draft:
            declaration.step(step).complete(by=by)


class ContactsForm(StepForm):
    correspondent = forms.CharField(
        label="Qui appeler au sujet de cette déclaration", max_length=120, help_text="Prénom et nom."
    )
    correspondent_phone = PhoneField(label="Téléphone", required=False, help_text="Ou une adresse e-mail.")
    correspondent_email = forms.EmailField(label="Adresse e-mail", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reached = data.get("correspondent_phone") or data.get("correspondent_email")
        if not self.is_draft and not reached and not self.errors:
            self.add_error("correspondent_phone", "Indiquez un téléphone ou une adresse e-mail.")
        return data


class SummaryForm(StepForm):
    remark = forms.CharField(
        label="Remarque pour le service",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Jamais une donnée de santé.",
    )


FORMS: dict[Step, type[StepForm]] = {Step.CONTACTS: ContactsForm, Step.SUMMARY: SummaryForm}


class AttestationForm(forms.Form):
    """`seen`: the mark of the workforce that the page has shown; the page writes it anew each time."""

    name = forms.CharField(label="Nom de qui atteste", max_length=120)
    capacity = forms.CharField(
        label="Qualité", max_length=120, help_text="Par exemple : gérante, responsable des ressources humaines."
    )
    certifies = forms.BooleanField(
        label="J’atteste que l’effectif et les expositions déclarés sont exacts à la date dite.",
        error_messages={"required": "Cochez la case pour attester."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def file(self, declaration: Declaration, *, by: Actor) -> None:
        said = self.cleaned_data
        declaration.file(by=by, name=said["name"], capacity=said["capacity"], seen=said["seen"])


class HandoverForm(forms.Form):
    person: Any = forms.ModelChoiceField(
        label="À qui", queryset=None, error_messages={"required": "Choisissez une personne."}
    )

    def __init__(self, data: Any, *, declaration: Declaration, step: Step) -> None:
        super().__init__(data)
        right = Right.ATTEST_DECLARATION if step == Step.ATTESTATION else Right.EDIT_DECLARATION
        offer(self, person=people_with(right, declaration.member, timezone.localdate()))

    def entrust(self, declaration: Declaration, step: Step, *, by: Actor) -> User:
        person: User = self.cleaned_data["person"]
        declaration.take_up(by=by)
        declaration.step(step).entrust(by=by, to=person)
        return person
