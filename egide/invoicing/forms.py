"""The one form of invoices that both faces share: the year whose papers are wanted in one file."""

from typing import Any

from django import forms

from egide.invoicing.models import Invoice, InvoiceArchive
from egide.members.models import Member


class ArchiveForm(forms.Form):
    year = forms.TypedChoiceField(label="Année", coerce=int)

    def __init__(self, *args: Any, member: Member) -> None:
        super().__init__(*args)
        self.member = member
        days = Invoice.objects.filter(member=member).issued().dates("issued_on", "year", order="DESC")
        field = self.fields["year"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(day.year, str(day.year)) for day in days]

    @property
    def archive(self) -> InvoiceArchive:
        """Of the year that was chosen, not asked for yet."""
        return InvoiceArchive(member=self.member, year=self.cleaned_data["year"])
