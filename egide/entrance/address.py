"""The recovery address: the one in force stays until its successor is confirmed by the link that it receives."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.accounts.models import User
from egide.accounts.recovery import address_in_force, propose
from egide.accounts.throttling import MAILS, take_try
from egide.entrance.forms import AddressForm
from egide.entrance.requests import PersonRequest
from egide.entrance.second_factor.proof import proof_required

ENOUGH = "Plusieurs liens viennent de partir : attendez une heure, ou appelez l’assistance."


def address_to_confirm(user: User) -> EmailAddress | None:
    return EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()


def forget_all_but(user: User, email: str) -> None:
    """Nothing is sent any more to the other addresses, the one in force included."""
    EmailAddress.objects.filter(user=user).exclude(email=email.lower()).delete()


@receiver(email_confirmed)
def put_in_force(email_address: EmailAddress, **_: object) -> None:
    """The account's own copy follows the address that was confirmed."""
    user = User.objects.get(pk=email_address.user_id)
    user.give_address(by=user, email=email_address.email)
    user.trusted_devices.all().delete()


@proof_required
def change(request: PersonRequest) -> HttpResponse:
    """Give another address: typed twice, like the first one."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        if take_try([(f"confirmation:{request.user.pk}", MAILS)]):
            propose(request, request.user, form.cleaned_data["email1"], by=request.user)
            messages.success(request, "Un lien de confirmation part à cette adresse : il est valable 24 heures.")
        else:
            messages.error(request, ENOUGH)
        return redirect("account")
    return render(request, "entrance/address.html", {"form": form, "back": reverse("account")})


def confirmation(request: PersonRequest) -> HttpResponse:
    """Send the link again."""
    waiting = address_to_confirm(request.user)
    if request.method == "POST" and waiting is not None:
        if take_try([(f"confirmation:{request.user.pk}", MAILS)]):
            waiting.send_confirmation(request)
            messages.success(request, f"Un nouveau lien part à l’adresse {waiting.email}.")
        else:
            messages.error(request, ENOUGH)
    return redirect("account")


def withdrawal(request: PersonRequest) -> HttpResponse:
    """Give up the change: the address in force stays."""
    if request.method == "POST" and address_in_force(request.user):
        EmailAddress.objects.filter(user=request.user, verified=False).delete()
        messages.success(request, "Votre adresse ne change pas.")
    return redirect("account")
