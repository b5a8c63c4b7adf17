"""The settings of the service, its places and its people."""

from typing import Any

from django import forms
from django.forms import modelform_factory

from egide.accounts.models import AccessRules, StaffRole
from egide.backoffice.settings.groups import Group
from egide.centres.models import Centre, Physician, Service
from egide.common.identifiers import clean_digits
from egide.ui.fields import offer

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
HOURS = ("receives_from", "receives_until", "pause_from", "pause_until")
WITHOUT_SPACES = ("siren", "vat_number", "iban", "bic", "creditor_identifier")
ROLES_HELP = (
    "Assistante : rendez-vous, mouvements, salariés. Comptabilité : factures et règlements. "
    "Gestionnaire : adhérents, accès, documents. Administrateur : tout, et les paramètres."
)


class Told(forms.ModelForm[Any]):
    """A settings form opened on a version, so that two administrators do not overwrite each other."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ServiceGroupForm(Told):
    """Numbers are accepted with the spaces that people copy, and kept without."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        typed = data.copy() if data else None
        for name in WITHOUT_SPACES:
            if typed and name in typed:
                typed[name] = clean_digits(typed[name])
        super().__init__(typed, *args, **kwargs)


def service_form(group: Group) -> Any:
    """The class of the form of one group of settings, a `ServiceGroupForm`."""
    long = forms.Textarea(attrs={"rows": 3})
    widgets: dict[str, type[forms.Widget] | forms.Widget] = {"address": long, "late_penalty": long}
    widgets |= {"platform_from": DAY, "dunning_since": DAY}
    # both readings of a rule in sight, each with its article
    chosen = {field.name for field in Service._meta.fields if field.choices}
    widgets |= {name: forms.RadioSelect() for name in group.fields if name in chosen}
    return modelform_factory(Service, form=ServiceGroupForm, fields=group.fields, widgets=widgets)


class NoticeForm(forms.Form):
    """A text of several paragraphs, an empty line between them; empty, the product's own text is shown."""

    text = forms.CharField(
        label="Texte",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 18, "class": "input input--tall"}),
        help_text="Une ligne vide sépare deux paragraphes. Vide : le texte proposé par le logiciel.",
    )


class AccessRulesForm(Told):
    class Meta:
        model = AccessRules
        fields = ("member_minimum", "staff_minimum", "letter_days", "new_device_code")


class CentreForm(Told):
    class Meta:
        model = Centre
        exclude = ()  # noqa: DJ006
        widgets = {"closed_on": DAY} | dict.fromkeys(HOURS, HOUR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # what has not begun has no end
            del self.fields["closed_on"]


class PhysicianForm(Told):
    class Meta:
        model = Physician
        exclude = ()  # noqa: DJ006
        widgets = {"left_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, centre=Centre.objects.order_by("name"))
        if self.instance._state.adding:
            del self.fields["left_on"]


class StaffForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    staff_role = forms.ChoiceField(label="Rôle", choices=StaffRole.choices, help_text=ROLES_HELP)


class StaffRoleForm(forms.Form):
    staff_role = forms.ChoiceField(label="Rôle", choices=StaffRole.choices, help_text=ROLES_HELP)


class TestMailForm(forms.Form):
    recipient = forms.EmailField(label="Envoyer à")
