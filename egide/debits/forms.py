"""What a member fills in to let the service debit its account."""

from typing import Any

from django import forms

from egide.common.identifiers import check_bic, clean_digits
from egide.debits.models.mandate import check_sepa_iban
from egide.debits.pain import latin

NOT_A_NAME = "Écrivez le titulaire en lettres latines, comme sur le relevé d’identité bancaire."
NOT_AGREED = "Cochez cette case pour signer le mandat."


class MandateForm(forms.Form):
    """`facts` is what `egide.debits.rules.sign_mandate` takes."""

    debtor = forms.CharField(label="Titulaire du compte", max_length=70)
    iban = forms.CharField(
        label="IBAN",
        max_length=42,  # the longest has 34 signs, typed by groups of four
        help_text="Sur le relevé d’identité bancaire. Il est chiffré, et n’est plus montré en entier ensuite.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(
        label="BIC", max_length=14, required=False, help_text="Seulement pour un compte tenu hors de France."
    )
    agreed = forms.BooleanField(
        label="J’ai lu le mandat et je le signe au nom de l’entreprise.", error_messages={"required": NOT_AGREED}
    )

    def clean_debtor(self) -> str:
        debtor = str(self.cleaned_data["debtor"])
        if not latin(debtor):
            raise forms.ValidationError(NOT_A_NAME)
        return debtor

    def clean_iban(self) -> str:
        iban = clean_digits(self.cleaned_data["iban"])
        check_sepa_iban(iban)
        return iban

    def clean_bic(self) -> str:
        bic = clean_digits(self.cleaned_data["bic"])
        check_bic(bic)
        return bic

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("debtor", "iban", "bic")}
