"""A request put on a date and an hour: where and with whom, then one of the proposals or another moment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.occupancy import obstacle
from egide.appointments.slots import cautions, moments_for, unfit
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.planning.models import DURATIONS
from egide.planning.queries import visit_type
from egide.ui.fields import DayField, ShortListField, offer

OTHER = "autre"
WALL_CLOCK = "%Y-%m-%dT%H:%M"
NO_SUCH_HOUR = "Cette heure n’existe pas : c’est la nuit du passage à l’heure d’été."
NO_MOMENT = "Choisissez un créneau proposé, ou « Autre moment »."


@dataclass(frozen=True)
class Option:
    """One proposal as a radio button; `late`: after the latest date of the visit."""

    value: str
    moment: datetime
    checked: bool
    late: bool


class ConfirmationForm(forms.Form):
    """`asked` is where and with whom, as the address says it; by default, as usual for the member."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    centre: Any = ShortListField(label="Centre", queryset=Centre.objects.none(), empty_label=None)
    physician: Any = ShortListField(label="Professionnel", queryset=Physician.objects.none(), empty_label=None)
    minutes = forms.TypedChoiceField(label="Durée", choices=DURATIONS, coerce=int)
    moment = forms.CharField(error_messages={"required": NO_MOMENT})
    day = DayField("Date", error_messages={"required": "Choisissez une date."})
    hour = forms.TimeField(
        label="Heure",
        error_messages={"required": "Choisissez une heure."},
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
    )
    anyway = forms.BooleanField(label="Valider quand même", required=False)

    def __init__(self, data: QueryDict | None, *, appointment: Appointment, asked: QueryDict) -> None:
        self.appointment = appointment
        self.cautions: list[str] = []
        member = appointment.member
        usual = {"centre": appointment.wished_centre_id or member.centre_id, "physician": member.physician_id}
        usual["minutes"] = visit_type(appointment.kind).minutes
        chosen = {name: asked[name] for name in ("centre", "physician", "minutes") if asked.get(name)}
        super().__init__(data, initial={"version": appointment.version, **usual, **chosen})
        offer(self, centre=open_centres(), physician=present_physicians())
        for name in ("day", "hour"):
            self.fields[name].required = not data or data.get("moment") == OTHER
        for name in ("centre", "physician", "minutes"):
            self.fields[name].widget.attrs["class"] = "input"
        self.moments = self._moments(asked.get("apres", ""))

    @property
    def options(self) -> list[Option]:
        """The proposals as radio buttons; a proposal that was chosen and then taken by somebody else is gone."""
        due_on, today = self.appointment.due_on, timezone.localdate()
        values = [f"{moment:{WALL_CLOCK}}" for moment in self.moments]
        return [
            Option(value, moment, value == self.chosen, bool(due_on and today <= due_on < moment.date()))
            for value, moment in zip(values, self.moments, strict=True)
        ]

    @property
    def chosen(self) -> str:
        """The moment ticked: the first proposal unless another one was chosen."""
        first = f"{self.moments[0]:{WALL_CLOCK}}" if self.moments else OTHER
        return str(self["moment"].value() or first)

    @property
    def later(self) -> str:
        """The address, without its page, of the proposals that follow these."""
        return f"{self.place}&{urlencode({'apres': f'{self.moments[-1]:{WALL_CLOCK}}'})}" if self.moments else ""

    @property
    def place(self) -> str:
        """Where, with whom and how long, for the address of other proposals."""
        return urlencode({name: self[name].value() or "" for name in ("centre", "physician", "minutes")})

    @property
    def professional(self) -> Physician | None:
        found: Physician | None = self._in_force("physician")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start = self._start(data)
        if self.errors or start is None:
            return data
        data["starts_at"] = start
        plan = self._plan(start, data)
        if start <= timezone.now():
            self.add_error("moment", "Ce moment est passé : choisissez une date à venir.")
        elif told := unfit(plan, data["physician"]):
            self.add_error("physician", told)
        elif told := obstacle(plan):
            self.add_error("moment", told)
        elif data["moment"] == OTHER and not data["anyway"]:
            self._ask(cautions(plan, data["physician"], data["centre"]))
        return data

    @property
    def plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "centre", "physician")}

    def _ask(self, told: list[str]) -> None:
        """Nothing forbids it, but nobody does it without knowing: the box « quand même » is shown."""
        self.cautions = told
        for caution in told:
            self.add_error("anyway", caution)

    def _start(self, data: dict[str, Any]) -> datetime | None:
        if data.get("moment") != OTHER:
            return self._proposal(data.get("moment", ""))
        if not data.get("day") or not data.get("hour"):
            return None
        return self._exact(datetime.combine(data["day"], data["hour"]))

    def _proposal(self, moment: str) -> datetime | None:
        try:
            return self._exact(datetime.strptime(moment, WALL_CLOCK))
        except ValueError:
            if moment:
                self.add_error("moment", NO_MOMENT)
            return None

    def _exact(self, naive: datetime) -> datetime:
        """The moment that a wall clock in Paris shows; in the night of the change one hour never shows."""
        moment = timezone.make_aware(naive)
        if timezone.localtime(moment.astimezone(UTC)).replace(tzinfo=None) != naive:
            self.add_error("hour", NO_SUCH_HOUR)
        return moment

    def _plan(self, start: datetime, data: dict[str, Any]) -> Appointment:
        """The appointment as it would be, never saved: what the rules look at."""
        asked = self.appointment
        return Appointment(
            pk=asked.pk,
            employee=asked.employee,
            kind=asked.kind,
            due_on=asked.due_on,
            avoided=asked.avoided,
            away_from=asked.away_from,
            away_until=asked.away_until,
            starts_at=start,
            minutes=data["minutes"],
            centre=data["centre"],
            physician=data["physician"],
        )

    def _moments(self, after: str) -> list[datetime]:
        """Three free moments with the centre, professional and duration in force."""
        centre, physician, minutes = (self._in_force(name) for name in ("centre", "physician", "minutes"))
        if centre is None or physician is None or minutes is None:
            return []
        return moments_for(self.appointment, physician, centre, minutes, _first_moment(after))

    def _in_force(self, name: str) -> Any:
        """The value chosen for a field, None when it does not hold."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None


def _first_moment(after: str) -> datetime:
    """« Plus tard » says after which proposal; otherwise from tomorrow on: nobody is summoned for the same day."""
    try:
        return timezone.make_aware(datetime.strptime(after, WALL_CLOCK)) + timedelta(minutes=1)
    except ValueError:
        tomorrow = timezone.localtime() + timedelta(days=1)
        return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
