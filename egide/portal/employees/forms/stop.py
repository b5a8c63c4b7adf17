"""A stop of work: its cause among those of R.4624-31, its first day, the day back; no medical word."""

from typing import Any

from django import forms

from egide.centres.models import Service
from egide.employees.models import StopCause
from egide.employees.models.stop import as_fact
from egide.regulation.stops import ReturnVisit, return_visit
from egide.ui.fields import DayField
from egide.ui.versions import VersionedForm

FACTS_OF_A_STOP = {
    "stop_cause": "Choisissez la cause de l’arrêt : elle décide de la visite de reprise.",
    "stopped_on": "Indiquez le premier jour de l’arrêt.",
    "returns_on": "Indiquez la date de reprise : la visite a lieu dans les jours qui la suivent.",
}


class StopForm(forms.Form):
    """The three facts from which the law's answer follows."""

    stop_cause = forms.ChoiceField(
        label="Cause de l’arrêt", choices=[("", "Choisissez"), *StopCause.choices], required=False
    )
    stopped_on = DayField("Premier jour de l’arrêt", required=False)
    returns_on = DayField("Date de reprise", required=False, help_text="Le premier jour de retour au travail.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("stopped_on") and data.get("returns_on") and data["returns_on"] <= data["stopped_on"]:
            self.add_error("returns_on", "La reprise doit suivre le début de l’arrêt.")
        return data

    @property
    def visit(self) -> ReturnVisit | None:
        """What the law says of this return, once its three facts are known."""
        cause, stopped, returns = (self.cleaned_data.get(name) for name in FACTS_OF_A_STOP)
        if not (cause and stopped and returns):
            return None
        return return_visit(as_fact(cause, stopped, returns), Service.current().regulation)


class DeclaredStopForm(VersionedForm, StopForm):
    """The stop on the sheet of the employee: all three facts, the day back being planned at first."""

    field_order = ("stop_cause", "stopped_on", "returns_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in FACTS_OF_A_STOP.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.fields["stopped_on"].help_text = "Le premier jour sans travail."
        self.fields["returns_on"].help_text = "Même prévue : corrigez-la si elle change."

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of a `WorkStop`."""
        said = self.cleaned_data
        return {"cause": said["stop_cause"], "first_day": said["stopped_on"], "returns_on": said["returns_on"]}
