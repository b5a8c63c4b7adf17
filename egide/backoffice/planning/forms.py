"""An absence as people say it: who, from which day to which, whole days unless hours are given."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict

from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.planning.models import Absence, Cause
from egide.planning.rules import DAY, MIDNIGHT, wall_clock
from egide.ui.fields import DayField, offer


def hour_field(label: str, help_text: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, help_text=help_text, widget=widget)


class AbsenceForm(forms.Form):
    """The dates and the cause; `facts` is what the verb takes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first_day = DayField("Premier jour")
    from_hour = hour_field("À partir de", "Vide : dès le début de la journée.")
    last_day = DayField("Dernier jour")
    until_hour = hour_field("Jusqu’à", "Vide : jusqu’à la fin de la journée.")
    cause = forms.ChoiceField(
        label="Motif", choices=Cause.choices, help_text="Lu par le service seul, jamais par les entreprises."
    )

    def __init__(self, data: QueryDict | None, *, absence: Absence | None = None, who: str = "") -> None:
        super().__init__(data, initial=_shown(absence) if absence else {"qui": who})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first_day") and data.get("last_day") and self._end(data) <= self._start(data):
            self.add_error("last_day", "La fin de l’absence doit suivre son début.")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"starts_at": self._start(data), "ends_at": self._end(data), "cause": data["cause"]}

    def _start(self, data: dict[str, Any]) -> datetime:
        return wall_clock(data["first_day"], data.get("from_hour") or MIDNIGHT)

    def _end(self, data: dict[str, Any]) -> datetime:
        hour: time | None = data.get("until_hour")
        day: date = data["last_day"]
        return wall_clock(day, hour) if hour else wall_clock(day + DAY, MIDNIGHT)


class NewAbsenceForm(AbsenceForm):
    """Of a professional or of a whole centre: « p12 » or « c3 »."""

    qui = forms.ChoiceField(label="Qui", error_messages={"required": "Choisissez le professionnel ou le centre."})
    field_order = ("qui",)

    def __init__(self, data: QueryDict | None, *, who: str = "") -> None:
        super().__init__(data, who=who)
        self.physicians = {f"p{one.pk}": one for one in present_physicians()}
        self.centres = {f"c{one.pk}": one for one in open_centres()}
        groups = (("Professionnels", self.physicians), ("Centres fermés", self.centres))
        named = [(label, [(code, str(row)) for code, row in rows.items()]) for label, rows in groups]
        offer(self, qui=[("", "Choisissez"), *named])

    @property
    def absence(self) -> Absence:
        chosen: str = self.cleaned_data["qui"]
        physician: Physician | None = self.physicians.get(chosen)
        centre: Centre | None = self.centres.get(chosen)
        return Absence(physician=physician, centre=centre)


def _shown(absence: Absence) -> dict[str, Any]:
    """What the fields show of an absence: no hours for whole days."""
    first, last = absence.first_moment, absence.last_moment
    whole = last.time() == MIDNIGHT
    return {
        "version": absence.version,
        "first_day": first.date(),
        "from_hour": first.time() if first.time() != MIDNIGHT else None,
        "last_day": last.date() - DAY if whole else last.date(),
        "until_hour": None if whole else last.time(),
        "cause": absence.cause,
    }
