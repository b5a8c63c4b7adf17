"""The recovery address: the one in force stays until its successor is confirmed by the link that it receives."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from egide.accounts.models import User
from egide.common.events import Actor


def address_in_force(user: User) -> EmailAddress | None:
    """The confirmed address: the only one to which a new password may be sent."""
    return EmailAddress.objects.filter(user=user, primary=True, verified=True).first()


def propose(request: HttpRequest, user: User, email: str, *, by: Actor) -> None:
    """Writes the address down and sends its link (24 hours); the former one is told, and stays until then.

    `by` is the person, or somebody of the service who has heard them: neither puts an address in force.
    """
    email = email.lower()
    EmailAddress.objects.filter(user=user, verified=False).exclude(email=email).delete()
    former = address_in_force(user)
    address, _ = EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": former is None})
    if former is None:
        user.give_address(by=by, email=email)
    elif former.email != email:
        user.ask_for_address(by=by, former=former.email, email=email)
        told = {"new_address": email}
        get_adapter(request).send_notification_mail("account/email/address_asked", user, told, email=former.email)
    if not address.verified:
        address.send_confirmation(request)
