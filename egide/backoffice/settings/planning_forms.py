"""The forms of the planning: a room, a type of visit, a range of a professional's week."""

from typing import Any

from django import forms

from egide.backoffice.settings.forms import HOUR, Told
from egide.centres.hours import WEEKDAYS
from egide.centres.queries import open_centres
from egide.planning.models import KINDS, OpeningRange, Room, VisitType
from egide.ui.fields import DayField, offer

RHYTHMS = [
    (1, "Toutes les semaines"),
    (2, "Une semaine sur deux"),
    (3, "Une semaine sur trois"),
    (4, "Une semaine sur quatre"),
]
FIRST_DAY_HELP = "Une semaine sur deux se compte à partir de la semaine de ce jour."


class RoomForm(Told):
    class Meta:
        model = Room
        fields = ("name", "closed_on")
        field_classes = {"closed_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # what has not begun has no end
            del self.fields["closed_on"]


class VisitTypeForm(Told):
    class Meta:
        model = VisitType
        fields = ("minutes", "holders", "self_booking")


class RoomField(forms.ModelChoiceField[Room]):
    """The rooms of all centres in one menu, each after its centre."""

    def label_from_instance(self, obj: Room) -> str:
        return f"{obj.centre}, {obj.name}"


class RangeForm(Told):
    """A new range may fall on several days at once; one that exists has its own day."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Jours",
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un jour."},
    )
    room = RoomField(label="Salle", queryset=Room.objects.none(), required=False, empty_label="La première libre")
    every_weeks = forms.TypedChoiceField(label="Rythme", choices=RHYTHMS, coerce=int)
    first_day = DayField("À partir du", help_text=FIRST_DAY_HELP)
    last_day = DayField("Jusqu’au", required=False, help_text="Vide : sans fin.")
    kinds = forms.MultipleChoiceField(
        label="Visites",
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune cochée : toutes celles que ce professionnel tient.",
    )

    class Meta:
        model = OpeningRange
        fields = ("weekday", "opens_at", "closes_at", "centre", "room", "every_weeks", "first_day", "last_day", "kinds")
        widgets = {"opens_at": HOUR, "closes_at": HOUR}

    field_order = ("weekdays", *Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = Room.objects.filter(closed_on=None, centre__closed_on=None).select_related("centre")
        offer(self, centre=open_centres(), room=rooms.order_by("centre__name", "name"))
        del self.fields["weekday" if self.instance._state.adding else "weekdays"]


class EndForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    last_day = DayField("Dernier jour", error_messages={"required": "Choisissez le dernier jour de cette plage."})
