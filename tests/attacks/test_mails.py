"""Rows 18 and 42: a mail goes to those who may know, and only if what it tells has happened."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.members.models import Mandate
from egide.notifications import outbox
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.world import World


@pytest.fixture
def readable(world: World) -> World:
    """Everybody has a confirmed address: only the right decides who is written to."""
    for user in User.objects.all():
        address = f"{user.username}@essai.example"
        User.objects.filter(pk=user.pk).update(email=address)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
    Outbox.objects.all().delete()
    return world


def told() -> set[str]:
    return set(Outbox.objects.values_list("recipient", flat=True))


def people(*who: str) -> set[str]:
    return {f"{name}@essai.example" for name in who}


def test_row_18_a_refusal_is_told_to_those_who_may_read_it_and_nobody_else(readable: World) -> None:
    """Wagtail CVE-2022-21683: everybody who had ever written was told. Ours: the right, today, in this company."""
    appointment = Appointment.objects.get(pk=readable.ours.ids["appointment_id"])
    appointment.take_up(by=None)
    appointment.refuse(by=None, answer="Déjà vue")
    expected = people("administrateur.essai", "rh.essai", "lecture.essai", "cabinet-rendez-vous.essai")
    assert told() == expected | people("u10042", "jamais.active")  # two more users of that company


def test_row_18_an_invoice_is_not_told_to_who_cannot_read_invoices(readable: World) -> None:
    factories.an_invoice(readable.ours.member)
    expected = people("administrateur.essai", "facturation.essai", "cabinet-factures.essai", "jamais.active")
    assert told() == expected


def test_row_18_who_has_left_is_told_nothing(readable: World) -> None:
    User.objects.filter(username="rh.essai").update(is_active=False)
    Mandate.objects.get(delegate__name="Cabinet cabinet-rendez-vous").revoke(by=None)
    Outbox.objects.all().delete()
    Appointment.objects.get(pk=readable.ours.ids["planned_id"]).cancel_for_service(by=None, reason="Médecin absent")
    assert not told() & people("rh.essai", "cabinet-rendez-vous.essai", "ancien.essai", "invitee.essai")


def test_row_42_no_mail_leaves_for_what_did_not_happen(readable: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """dis-wagtail PR 826: the mail was gone when the transaction failed."""
    woken = []
    monkeypatch.setattr(outbox, "_wake_the_worker", lambda: woken.append(1))
    appointment = Appointment.objects.get(pk=readable.ours.ids["planned_id"])

    def act_and_break() -> None:
        with transaction.atomic():
            appointment.cancel_for_service(by=None, reason="Médecin absent")
            assert Outbox.objects.exists()
            raise RuntimeError("something breaks after the mail is written")

    with pytest.raises(RuntimeError):
        act_and_break()
    assert not Outbox.objects.exists()
    assert not woken


@pytest.mark.parametrize(
    "typed", ["a@b.example\r\nBcc: tous@x.example", "a@b.example,c@d.example", "a@b.example%0aBcc:c"]
)
def test_an_address_of_two_lines_is_no_address(typed: str, readable: World) -> None:
    """V1.3.11: no header is smuggled by a field."""
    page = readable.browser_of("administrateur").post(
        "/adherents/10042/mon-entreprise/utilisateurs/invitation/",
        {"first_name": "A", "last_name": "B", "email": typed, "role": "reader"},
    )
    assert page.status_code == 200
    assert told() == set()


def test_a_name_of_two_lines_stays_out_of_the_headers(readable: World) -> None:
    readable.ours.member.correct_identity(by=None, name="Aubert\r\nBcc: tous@x.example")
    Appointment.objects.get(pk=readable.ours.ids["planned_id"]).cancel_for_service(by=None, reason="Absent")
    assert told()
    assert all("\n" not in mail.subject and "\r" not in mail.subject for mail in Outbox.objects.all())
