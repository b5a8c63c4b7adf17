"""The service corrects the name or the recovery address of a member's user: the person is told, and confirms."""

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from egide.accounts.models import User
from egide.common.models import Event
from egide.members.models import Access
from egide.notifications.models import Outbox


def address_of(martine: User) -> str:
    return f"/service/adherents/acces/{Access.objects.get(user=martine).pk}/identite/"


def test_nadia_corrects_a_name_and_martine_is_told(as_nadia: Client, martine: User, nadia: User) -> None:
    EmailAddress.objects.create(user=martine, email=martine.email, primary=True, verified=True)
    posted = {"first_name": "Martine", "last_name": "Aubert-Klein", "email": martine.email}
    as_nadia.post(address_of(martine), posted)
    martine.refresh_from_db()
    assert martine.last_name == "Aubert-Klein"
    assert Event.objects.get(name="user.introduce").by == nadia
    assert "Aubert-Klein" in Outbox.objects.get(recipient=martine.email).text


def test_a_new_address_serves_only_once_martine_has_confirmed_it(
    as_nadia: Client, martine: User, nadia: User, mailoutbox: list[EmailMessage]
) -> None:
    former = martine.email
    EmailAddress.objects.create(user=martine, email=former, primary=True, verified=True)
    posted = {"first_name": martine.first_name, "last_name": martine.last_name, "email": "m.aubert@aubert.example"}
    as_nadia.post(address_of(martine), posted)
    martine.refresh_from_db()
    assert martine.email == former
    assert not EmailAddress.objects.get(email="m.aubert@aubert.example").verified
    assert Event.objects.get(name="user.ask_for_address").by == nadia
    assert not Event.objects.filter(name="user.introduce").exists()
    told = {mail.to[0] for mail in mailoutbox} | set(Outbox.objects.values_list("recipient", flat=True))
    assert told == {former, "m.aubert@aubert.example"}


def test_an_address_is_never_erased(as_nadia: Client, martine: User) -> None:
    posted = {"first_name": martine.first_name, "last_name": martine.last_name, "email": ""}
    shown = as_nadia.post(address_of(martine), posted).content.decode()
    assert "Écrivez une adresse" in shown
    martine.refresh_from_db()
    assert martine.email
