"""What people type, or what their key answers: each try is taken before it is judged."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

from egide.accounts.models import User
from egide.accounts.throttling import CODES, forgive, take_try
from egide.entrance.second_factor.codes import accept_code, step_of

TOO_MANY = "Trop d’essais : attendez quelques minutes."
WRONG_CODE = "Ce code n’est pas reconnu, ou il a déjà servi : saisissez celui qui s’affiche maintenant."
CODE = forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"})


def take_code_try(user: User) -> str:
    """Take one of the tries of this person, all kinds of codes together; the key forgives them on success."""
    key = f"code:{user.pk}"
    if not take_try([(key, CODES)]):
        raise ValidationError(TOO_MANY)
    return key


class OneUseCode(forms.Form):
    """The code of the application, or a recovery code."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Code",
            max_length=20,
            widget=CODE,
            help_text="Les 6 chiffres de votre application, ou l’un de vos codes de secours.",
        )

    def clean_code(self) -> str:
        key = take_code_try(self.user)
        found = accept_code(self.user, self.cleaned_data["code"])
        if found is None:
            raise ValidationError(WRONG_CODE)
        forgive(key)
        self.authenticator = found
        return str(self.cleaned_data["code"])


class CodeForm(OneUseCode, AuthenticateForm):
    """At login."""


class ProofCodeForm(OneUseCode, ReauthenticateForm):
    """Before a sensitive change."""


class ActivateAppForm(ActivateTOTPForm):
    """The first code of the application shows that it holds the secret; it serves once, like the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(label="Code à 6 chiffres", max_length=20, widget=CODE)

    def clean_code(self) -> str:
        key = take_code_try(self.user)
        self.step = step_of(self.secret, self.cleaned_data["code"])
        if self.step is None:
            raise ValidationError("Ce code n’est pas le bon : vérifiez l’heure de votre téléphone, puis réessayez.")
        forgive(key)
        return str(self.cleaned_data["code"])


class AddKeyForm(AddWebAuthnForm):
    """A new passkey: its name, and whether it may open the account without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="Nom de la clé",
            max_length=60,
            required=False,
            help_text="Pour la reconnaître : « ordinateur du bureau », « téléphone »…",
        )
        self.fields["passwordless"].label = "Me connecter avec cette clé, sans mot de passe"
        self.fields["passwordless"].help_text = "Elle demandera votre empreinte, votre visage ou son code."


class RenameKeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label="Nom de la clé", max_length=60)


class CountedKey(forms.Form):
    """The answer of a key is judged within the same tries as the codes."""

    user: User

    def clean_credential(self) -> Authenticator:
        key = take_code_try(self.user)
        found: Authenticator = super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        forgive(key)
        return found


class KeyForm(CountedKey, AuthenticateWebAuthnForm):
    """At login, after the password."""


class ProofKeyForm(CountedKey, ReauthenticateWebAuthnForm):
    """Before a sensitive change."""


class KeyLoginForm(LoginWebAuthnForm):
    """At login, instead of the password: nothing can be guessed here, so nobody is counted."""
