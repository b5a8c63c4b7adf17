"""What accounting records: a payment, where it goes, what is given back, why it is undone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from egide.backoffice.invoicing.filters import amount_typed
from egide.common.french import shown_euros
from egide.invoicing.amounts import CENT
from egide.invoicing.models import Invoice, Payment
from egide.invoicing.models.crediting import CREDITED_SINCE
from egide.members.models import Member
from egide.ui.fields import offer

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST = Decimal("9999999.99")
OLDEST = timedelta(days=5 * 365)


class EurosField(forms.CharField):
    """An amount as people type it: « 5 186,12 », « 5186.12 € »; more than zero, to the cent."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return shown_euros(value).removesuffix("€").strip() if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        amount = amount_typed(typed)
        if amount is None or not CENT <= amount <= MOST or amount != amount.quantize(CENT):
            raise ValidationError("Écrivez un montant en euros, par exemple 1 250,50.")
        return amount


class PaymentForm(forms.Form):
    received_on = forms.DateField(label="Date", initial=timezone.localdate, widget=DAY)
    mode = forms.ChoiceField(label="Mode", choices=Payment.Mode.choices)
    amount = EurosField(label="Montant reçu", help_text="Ce qui dépasse la facture reste à l’avoir de l’adhérent.")
    reference = forms.CharField(
        label="Référence", max_length=80, required=False, help_text="Celle de la banque ou le n° du chèque."
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError("La date du règlement ne peut pas être à venir.")
        if day < today - OLDEST:
            raise ValidationError("Ce règlement date de plus de cinq ans : vérifiez l’année.")
        return day


class AccountPaymentForm(PaymentForm):
    """Money that came without saying for which invoice."""

    member: Any = forms.ModelChoiceField(
        label="N° d’adhérent",
        queryset=None,
        to_field_name="number",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid_choice": "Aucun adhérent ne porte ce n°."},
    )
    field_order = ("member", "received_on", "mode", "amount", "reference")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=Member.objects.all())
        self.fields["amount"].help_text = "Vous l’imputez ensuite sur une ou plusieurs factures."


class AllocationForm(forms.Form):
    invoice: Any = forms.ModelChoiceField(label="Facture", queryset=None)
    amount = EurosField(label="Montant à imputer", required=False, help_text="Vide : tout ce qui peut l’être.")

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = Invoice.objects.filter(member_id=payment.member_id).to_pay()
        offer(self, invoice=self.offered)
        field: Any = self.fields["invoice"]
        field.label_from_instance = lambda row: f"{row.number}, {shown_euros(row.remaining)} au {row.due_on:%d/%m/%Y}"


class RefundForm(forms.Form):
    amount = EurosField(label="Montant remboursé")
    on = forms.DateField(label="Date", initial=timezone.localdate, widget=DAY)
    reference = forms.CharField(label="Référence du virement", max_length=80, required=False)


class CreditForm(forms.Form):
    """The whole invoice, unless amounts are typed for some of its lines."""

    reason = forms.CharField(label="Motif de l’avoir", max_length=200, help_text="Écrit sur l’avoir.")
    credited = forms.DecimalField(widget=forms.HiddenInput, required=False)  # as it was when the form opened

    def __init__(self, data: QueryDict | None, *, invoice: Invoice) -> None:
        super().__init__(data, initial={"credited": invoice.credited})
        self.invoice = invoice
        lines = invoice.lines.prefetch_related("corrections")
        self.lines = {f"line-{line.pk}": line for line in lines if line.left > 0}
        for name, line in self.lines.items():
            at_most = f"Montant HT à créditer, {shown_euros(line.left)} au plus."
            self.fields[name] = EurosField(label=line.label, required=False, help_text=at_most)
        self.order_fields([*self.lines, "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, line in self.lines.items():
            if (data.get(name) or 0) > line.left:
                self.add_error(name, f"Il ne reste que {shown_euros(line.left)} HT à créditer sur cette ligne.")
        if data.get("credited") not in {None, self.invoice.credited}:
            self._open_anew()
        return data

    def _open_anew(self) -> None:
        """Another note since the form opened: told once, as it may well correct the same mistake."""
        self.add_error(None, CREDITED_SINCE)
        answered = QueryDict(mutable=True)
        answered.update(self.data)
        answered["credited"] = str(self.invoice.credited)
        self.data = answered

    @property
    def parts(self) -> dict[int, Decimal]:
        """What to take off each line, by its key."""
        typed = {line.pk: self.cleaned_data[name] for name, line in self.lines.items()}
        return {key: net for key, net in typed.items() if net}


class CancellationForm(forms.Form):
    reason = forms.CharField(
        label="Motif", max_length=200, help_text="Montant mal saisi, chèque impayé, prélèvement rejeté…"
    )
