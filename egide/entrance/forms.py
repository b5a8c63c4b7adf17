"""What people type on the doorstep, and what each mistake says."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm, default_token_generator
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from egide.accounts.models import User
from egide.accounts.passwords import help_text, minimum_for
from egide.common.errors import Refused
from egide.members.forms import ScopesField
from egide.notifications.topics import Topic
from egide.ui.fields import offer

CURRENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}
EMAIL = {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}


class LoginForm(AllauthLoginForm):
    """« Code utilisateur » and « Mot de passe »: never says which of the two is wrong, nor how many tries remain."""

    label = "Code utilisateur"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = self.label, "Mot de passe", ""
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = dict(CURRENT)


class DelegateLoginForm(LoginForm):
    """The accountant's page says « Nom utilisateur »."""

    label = "Nom utilisateur"


class ProofForm(ReauthenticateForm):
    """The password once more, before a sensitive change; the tries are those of the login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label="Mot de passe", widget=forms.PasswordInput(attrs=CURRENT), strip=False
        )


class NewPasswordForm(forms.Form):
    """A password typed twice, checked by the policy of its owner."""

    password1 = forms.CharField(label="Nouveau mot de passe", widget=forms.PasswordInput(attrs=NEW), strip=False)
    password2 = forms.CharField(label="Validation mot de passe", widget=forms.PasswordInput(attrs=NEW), strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = help_text(user)
        self.minimum = minimum_for(user)
        self.fields["password1"].widget.attrs["data-minimum"] = self.minimum

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        password = str(self.cleaned_data["password2"])
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError("Les deux mots de passe ne sont pas les mêmes : retapez le second.")
        return password

    def save(self) -> None:
        get_adapter().set_password(self.user, self.cleaned_data["password1"])


class ChangePasswordForm(NewPasswordForm):
    """From Mon compte: the current password first, within the tries of the login."""

    oldpassword = forms.CharField(label="Mot de passe actuel", widget=forms.PasswordInput(attrs=CURRENT), strip=False)
    field_order: tuple[str, ...] = ("oldpassword", "password1", "password2")

    def clean_oldpassword(self) -> str:
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class ResetPasswordForm(NewPasswordForm):
    """By the link of the mail; `temp_key` is its secret, checked before this form is shown."""

    def __init__(self, *args: Any, temp_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.temp_key = temp_key

    def save(self) -> None:
        """Checked again with the account locked: two people who hold the link cannot both choose."""
        with transaction.atomic():
            current = User.objects.select_for_update().get(pk=self.user.pk)
            if not default_token_generator.check_token(current, self.temp_key):
                raise Refused("Ce lien a déjà servi : demandez-en un autre.")
            super().save()


class AddressForm(forms.Form):
    """An address typed twice."""

    email1 = forms.EmailField(
        label="Adresse de récupération",
        help_text="Elle sert à retrouver votre mot de passe. Un lien de confirmation y est envoyé.",
        widget=forms.EmailInput(attrs=EMAIL),
    )
    email2 = forms.EmailField(label="Validation de l’adresse", widget=forms.EmailInput(attrs=EMAIL))

    def clean_email2(self) -> str:
        email = str(self.cleaned_data["email2"])
        if email.lower() != str(self.cleaned_data.get("email1", email)).lower():
            raise ValidationError("Les deux adresses ne sont pas les mêmes : retapez la seconde.")
        return email


class FirstLoginForm(AddressForm, NewPasswordForm):
    """The leaflet's four fields."""

    field_order: tuple[str, ...] = ("password1", "password2", "email1", "email2")


class FirstAdministratorForm(FirstLoginForm):
    """The four fields, and who this is: nobody has written it down before."""

    first_name = forms.CharField(label="Prénom", max_length=80, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput({"autocomplete": "family-name"}))
    field_order = ("first_name", "last_name", *FirstLoginForm.field_order)


class ForgottenPasswordForm(forms.Form):
    code_or_address = forms.CharField(
        label="Code utilisateur ou adresse de récupération",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class MandateRequestForm(forms.Form):
    """A firm names the member it wants to act for; the answer is the same whether it exists or not."""

    number = forms.IntegerField(
        label="N° d’adhérent",
        min_value=1,
        max_value=2_000_000_000,
        help_text="Il figure sur les factures et les convocations de l’adhérent.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label="Raison sociale", max_length=200, help_text="Telle qu’elle figure sur ses factures.")
    scopes = ScopesField("Domaines demandés")


class MailChoicesForm(forms.Form):
    """The subjects that this person may be told of, ticked when they are wanted."""

    wanted = forms.MultipleChoiceField(
        label="Recevoir un courriel pour", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, topics: list[Topic], unwanted: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics, self.left_as_they_are = topics, [topic for topic in unwanted if topic not in topics]
        offer(self, wanted=[(topic.value, topic.label) for topic in topics])
        self.fields["wanted"].initial = [topic.value for topic in topics if topic not in unwanted]

    @property
    def unwanted(self) -> list[str]:
        """What is offered and not ticked, and what was refused before and is not offered today."""
        refused = [topic.value for topic in self.topics if topic.value not in self.cleaned_data["wanted"]]
        return sorted(refused + self.left_as_they_are)
