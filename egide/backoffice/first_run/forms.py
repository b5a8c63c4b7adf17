"""The least that the portal must know of a service to be opened; everything else waits in Administration."""

from typing import Any

from django import forms

from egide.centres.models import Service


class IdentityForm(forms.ModelForm[Service]):
    """Who the service is, and whom its members call."""

    class Meta:
        model = Service
        fields = ("name", "short_name", "siren", "address", "phone", "assistance_email", "assistance_phone", "logo")
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("assistance_email", "assistance_phone"):
            self.fields[name].required = True
        self.fields["short_name"].help_text = "Celui qui tient dans un bandeau, à côté du logo."
        self.fields["assistance_email"].help_text = "Écrite sur chaque page, chaque courriel et chaque courrier."
