"""The post: where, what, and its PCS code found by the words people use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from egide.members.models import Member
from egide.reference import pcs
from egide.reference.tables import Code
from egide.ui.fields import DayField, ShortListField, offer

OFFERED, PROPOSED = 8, 4
WANTED = ("establishment", "post", "pcs_code")


class PostForm(forms.Form):
    """`pcs_found` are the codes among which the person has to choose, when the words typed lead to several."""

    member: Member
    pcs_found: list[Code]

    establishment: Any = ShortListField(
        label="Établissement",
        queryset=None,
        required=False,
        empty_label="Choisissez",
        help_text="Le lieu de travail : il décide du centre.",
    )
    post = forms.CharField(
        label="Poste de travail",
        max_length=120,
        required=False,
        help_text="Par exemple « maçon coffreur ».",
    )
    post_since = DayField("Au poste depuis le", required=False, help_text="Laissez vide : depuis l’entrée.")
    pcs_code = forms.CharField(
        label="Code PCS-ESE",
        max_length=60,
        required=False,
        help_text="Il figure sur le bulletin de paie et la DSN. Tapez le métier ou le code : « maçon » ou 632A.",
        widget=forms.TextInput(attrs={"list": "pcs-propositions", "autocomplete": "off"}),
    )

    def want(self) -> None:
        """What may be left for later without being optional: an employee lacks it until it is filled in."""
        for name in WANTED:
            vars(self.fields[name])["wanted"] = True

    def offer_places(self) -> None:
        """The open establishments of the member; the only one is chosen beforehand."""
        offer(self, establishment=self.member.establishments.filter(closed_on=None))
        field: Any = self.fields["establishment"]
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]

    def offer_codes(self) -> None:
        """Where the script asks for codes while the person types."""
        self.pcs_found = []
        self.fields["pcs_code"].widget.attrs["data-pcs"] = reverse("portal:employee-pcs", args=[self.member.number])

    def clean_pcs_code(self) -> str:
        """A code, or the words of a trade; when they lead to several codes, the page offers them."""
        typed = self.data.get("pcs_choice", "") or self.cleaned_data["pcs_code"].strip()
        if not typed or pcs.is_valid(typed):
            return pcs.normalised(typed)
        self.pcs_found = pcs.search(typed, limit=OFFERED)
        if not self.pcs_found:
            raise ValidationError(f"Aucun code pour « {typed} » : essayez un mot du métier, par exemple « couvreur ».")
        if len(self.pcs_found) > 1:
            raise ValidationError("Plusieurs codes conviennent : choisissez le vôtre dans la liste.")
        return self.pcs_found[0].code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hired = data.get("hired_on")
        data["post_since"] = data.get("post_since") or hired
        if hired and data["post_since"] and data["post_since"] < hired:
            self.add_error("post_since", "Le poste ne peut pas commencer avant la date d’entrée.")
        return data

    def propose_codes(self) -> None:
        """Codes that the name of the post leads to, when no code is known yet."""
        post = str(self["post"].value() or "")
        if post and not self["pcs_code"].value():
            self.pcs_found = pcs.search(post, limit=PROPOSED)

    @property
    def pcs_label(self) -> str:
        """What the code in the field means, or nothing."""
        return pcs.described(str(self["pcs_code"].value() or ""))
