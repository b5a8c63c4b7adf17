"""A name misspelt, an address mistyped: the service corrects them, and the person is told."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from egide.accounts.models import User
from egide.accounts.recovery import propose
from egide.accounts.throttling import MAILS, take_try
from egide.backoffice.members.users import live_access, user_form
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.errors import Refused
from egide.ui.refusals import attempt

ENOUGH = "Plusieurs liens viennent de partir à cette personne : attendez une heure."


class PersonForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    email = forms.EmailField(
        label="Adresse de récupération",
        required=False,
        help_text="Un lien y part : elle ne sert qu’une fois confirmée. L’adresse actuelle est prévenue.",
    )

    def clean_email(self) -> str:
        """Kept as it was, nothing leaves; an address is changed, never erased."""
        email = str(self.cleaned_data["email"]).lower()
        if not email and self.initial["email"]:
            raise forms.ValidationError("Écrivez une adresse : le compte garde toujours un moyen d’y revenir.")
        return email


@requires(Right.MANAGE_USERS)
def identity(request: ServiceRequest, access_id: int) -> HttpResponse:
    access = live_access(access_id)
    user = access.user
    known = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email}
    form = PersonForm(request.POST or None, initial=known)
    if form.is_valid() and attempt(form, lambda: _correct(request, user, form)):
        messages.success(request, _said(user, form))
        return redirect("backoffice:member-access", access.member.number)
    told = {"text": "Vérifiez qui demande : rappelez la personne au numéro de l’entreprise.", "submit": "Corriger"}
    return user_form(request, form, f"Nom et adresse de {user}", access.member, told)


def _correct(request: ServiceRequest, user: User, form: PersonForm) -> None:
    said = form.cleaned_data
    if {"first_name", "last_name"} & set(form.changed_data):
        user.introduce(by=request.user, first_name=said["first_name"], last_name=said["last_name"])
    if "email" in form.changed_data:
        if not take_try([(f"confirmation:{user.pk}", MAILS)]):
            raise Refused(ENOUGH)
        propose(request, user, said["email"], by=request.user)


def _said(user: User, form: PersonForm) -> str:
    if "email" in form.changed_data:
        return f"Un lien de confirmation part à {form.cleaned_data['email']} : il est valable 24 heures."
    return f"{user} : le nom est corrigé, la personne est prévenue."
