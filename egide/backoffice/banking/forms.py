"""What accounting says of statements: the file, the bank's columns, whose money a line is, why it is nobody's."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from egide.banking.models import CsvLayout
from egide.banking.reading import Content, Unreadable
from egide.banking.rules import content_in
from egide.common.french import shown_euros
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.ui.fields import TickedRowsField, offer

MAX_BYTES = 5 * 1024 * 1024
XML, TABLES = ".xml", (".csv", ".txt")


class StatementForm(forms.Form):
    """`content` is what the file holds, once valid."""

    upload = forms.FileField(
        label="Relevé de la banque", help_text="camt.053 (.xml) ou CSV (.csv), 5 Mo au plus ; il n’est pas conservé."
    )
    content: Content

    def clean_upload(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["upload"]
        ending = PurePath(upload.name or "").suffix.lower()
        if ending not in {XML, *TABLES}:
            raise ValidationError("Envoyez un relevé camt.053 (.xml) ou CSV (.csv).")
        if (upload.size or 0) > MAX_BYTES:
            raise ValidationError("Ce relevé dépasse 5 Mo : demandez à la banque une période plus courte.")
        try:
            self.content = content_in(upload.read(), is_xml=ending == XML)
        except Unreadable as wrong:
            raise ValidationError(str(wrong)) from wrong
        return upload


class ColumnsForm(forms.ModelForm[CsvLayout]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CsvLayout
        fields = ("separator", "date_column", "amount_column", "debit_column", "label_column", "name_column")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class MemberForm(forms.Form):
    """Whose money it is, when no proposal says so."""

    adherent: Any = forms.ModelChoiceField(
        label="N° d’adhérent",
        queryset=None,
        to_field_name="number",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid_choice": "Aucun adhérent ne porte ce n°."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, adherent=Member.objects.all())


class InvoicesForm(forms.Form):
    """Which invoices of the member the money pays, the oldest first."""

    invoices: Any = TickedRowsField(
        label="Factures réglées",
        queryset=None,
        required=False,
        help_text="La plus ancienne d’abord, tant qu’il reste de l’argent. Aucune : le tout à l’avoir de l’adhérent.",
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["invoices"]
        field.queryset = Invoice.objects.filter(member=member).to_pay()
        field.label_from_instance = _told
        if not field.queryset.exists():
            field.help_text = "Aucune facture à régler : le tout ira à l’avoir de l’adhérent."


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label="Motif", max_length=200, help_text="Subvention, virement interne, remboursement d’un fournisseur…"
    )


def _told(invoice: Invoice) -> str:
    due = f"{invoice.due_on:%d/%m/%Y}" if invoice.due_on else "sans échéance"
    return f"{invoice.number}, {invoice.get_kind_display()}, {shown_euros(invoice.remaining)} dus au {due}"
