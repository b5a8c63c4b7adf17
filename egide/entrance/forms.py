"""What people type on the doorstep, and what each mistake says."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from egide.accounts.models import User
from egide.accounts.passwords import help_text
from egide.accounts.throttling import CODES, forgive, take_try


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """« Code utilisateur » and « Mot de passe »: never says which of the two is wrong, nor how many tries remain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Code utilisateur"
        self.fields["login"].widget.attrs = {
            "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"
        }  # fmt: skip
        self.fields["password"].label = "Mot de passe"
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""


class DelegateLoginForm(LoginForm):
    """The accountant's page says « Nom utilisateur »."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Nom utilisateur"


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor: ten tries an hour, taken before they are judged."""

    def clean_code(self) -> str:
        key = f"code:{self.user.pk}"
        if not take_try([(key, CODES)]):
            raise ValidationError("Trop d’essais : attendez quelques minutes.")
        code = str(super().clean_code())
        forgive(key)
        return code


class NewPasswordForm(forms.Form):
    """A password typed twice, checked by the policy of its owner."""

    password1 = forms.CharField(
        label="Nouveau mot de passe",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    password2 = forms.CharField(
        label="Validation mot de passe",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = help_text(user)

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        password = str(self.cleaned_data["password2"])
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError("Les deux mots de passe ne sont pas les mêmes : retapez le second.")
        return password


class FirstLoginForm(NewPasswordForm):
    """The leaflet's four fields."""

    email1 = forms.EmailField(
        label="Adresse de récupération",
        help_text="Elle sert à retrouver votre mot de passe. Nous y envoyons un lien de confirmation.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    email2 = forms.EmailField(label="Validation de l’adresse", widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email2(self) -> str:
        email = str(self.cleaned_data["email2"])
        if email.lower() != str(self.cleaned_data.get("email1", email)).lower():
            raise ValidationError("Les deux adresses ne sont pas les mêmes : retapez la seconde.")
        return email


class ForgottenPasswordForm(forms.Form):
    code_or_address = forms.CharField(
        label="Code utilisateur ou adresse de récupération",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class AddressForm(forms.Form):
    email = forms.EmailField(label="Adresse de récupération", widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class MandateRequestForm(forms.Form):
    """A firm names the member it wants to act for; the answer is the same whether it exists or not."""

    number = forms.IntegerField(label="N° d’adhérent", min_value=1, max_value=2_000_000_000)
    name = forms.CharField(label="Raison sociale", max_length=200)
    scopes = forms.MultipleChoiceField(label="Domaines demandés", widget=forms.CheckboxSelectMultiple)
