"""The period that a page is asked for, in its address: two days, the year until today where nothing is said."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from egide.ui.fields import DayField


class PeriodForm(forms.Form):
    """Two days, both included; what is not said is the year until today."""

    du = DayField("Du", required=False)
    au = DayField("Au", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            vars(field)["wanted"] = True  # filled in already: « facultatif » would only puzzle

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("du") and given.get("au") and given["au"] < given["du"]:
            self.add_error("au", "Le dernier jour vient après le premier.")
        return given

    @property
    def period(self) -> tuple[date, date]:
        today = timezone.localdate()
        asked = self.cleaned_data if self.is_valid() else {}
        last = asked.get("au") or max(today, asked.get("du") or today)
        return asked.get("du") or date(last.year, 1, 1), last


def period_asked(asked: QueryDict) -> tuple[PeriodForm, date, date]:
    """The form as it was typed, or filled in with its period; and the two days of that period."""
    typed = PeriodForm({name: asked.get(name, "") for name in ("du", "au")})
    first, last = typed.period
    return (typed if typed.errors else PeriodForm(initial={"du": first, "au": last})), first, last
