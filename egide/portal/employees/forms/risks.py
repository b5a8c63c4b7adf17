"""The determinants ticked, or the statement that the post has none."""

from typing import Any

from django import forms

from egide.employees.models import Employee
from egide.ui.fields import offer


class RisksForm(forms.Form):
    employee: Employee | None

    codes = forms.MultipleChoiceField(label="Déterminants", required=False)
    no_risk = forms.BooleanField(label="Aucun de ces risques pour ce poste", required=False)

    def offer_risks(self, offered: list[str] | None) -> None:
        """`offered` are the codes that may be ticked; None, and this person may not declare risks."""
        if offered is None:
            del self.fields["codes"], self.fields["no_risk"]
            return
        known = self.employee.codes if self.employee else []
        offer(self, codes=[(code, code) for code in {*offered, *known}])
        self.fields["codes"].initial = known
        self.fields["no_risk"].initial = bool(self._was_declared and not known)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("no_risk") and data.get("codes"):
            if self.fields["no_risk"].initial:  # said earlier: the risk ticked now is what is meant
                data["no_risk"] = False
            else:
                self.add_error("no_risk", "Décochez cette case, ou les risques cochés plus haut.")
        return data

    @property
    def ticked(self) -> list[str]:
        return [str(code) for code in self["codes"].value() or []] if "codes" in self.fields else []

    @property
    def says_no_risk(self) -> bool:
        return "no_risk" in self.fields and bool(self["no_risk"].value())

    @property
    def declared(self) -> list[str] | None:
        """The determinants to declare; None when they are not open to this person, or nothing is new."""
        codes: list[str] | None = self.cleaned_data.get("codes")
        before = self.employee.codes if self.employee else []
        if codes is None or (self._was_declared and set(codes) == set(before)):
            return None
        return codes if codes or before or self.cleaned_data["no_risk"] else None

    @property
    def _was_declared(self) -> bool:
        return self.employee is not None and self.employee.risks_declared_on is not None
