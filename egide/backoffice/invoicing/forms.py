"""What accounting records of a payment."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from egide.invoicing.models import Payment


class PaymentForm(forms.Form):
    received_on = forms.DateField(
        label="Date", initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    mode = forms.ChoiceField(label="Mode", choices=Payment.Mode.choices)
    amount = forms.DecimalField(
        label="Montant", max_digits=12, decimal_places=2, min_value=Decimal("0.01"), localize=True
    )
    reference = forms.CharField(label="Référence", max_length=80, required=False)


class CreditForm(forms.Form):
    reason = forms.CharField(label="Motif de l’avoir", max_length=200)
