"""What both faces ask: which attestation, over which period an account is told."""

from django import forms
from django.http import QueryDict

from egide.invoicing.statement import Account, account_of
from egide.members.models import Member
from egide.proofs.models import Certificate
from egide.ui.periods import PeriodForm, period_asked


class CertificateForm(forms.Form):
    """The button pressed."""

    kind = forms.ChoiceField(label="Attestation", choices=Certificate.Kind.choices)


def account_asked(asked: QueryDict, member: Member) -> tuple[PeriodForm, Account]:
    """The form, and the account of its period."""
    form, first, last = period_asked(asked)
    return form, account_of(member, first, last)
