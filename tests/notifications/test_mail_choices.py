"""Wanted mails: a refused subject writes to nobody else, a security notice is no subject."""

from egide.accounts.models import User
from egide.members.models import Mandate, Member
from egide.notifications.models import MailChoices, Outbox
from egide.notifications.topics import Topic, topics_of
from tests import factories


def refuse(user: User, *topics: Topic) -> None:
    MailChoices(user=user).choose(by=user, unwanted=[topic.value for topic in topics])


def test_an_invoice_is_not_told_to_who_refused_it(martine: User, claire: User, mandate: Mandate, ours: Member) -> None:
    for user in (martine, claire):
        factories.an_address(user)
    refuse(martine, Topic.INVOICES)
    factories.an_invoice(ours)
    assert [mail.recipient for mail in Outbox.objects.all()] == [claire.email]


def test_what_was_not_refused_is_told(martine: User, ours: Member) -> None:
    factories.an_address(martine)
    refuse(martine, Topic.APPOINTMENTS, Topic.MANDATES)
    factories.an_invoice(ours)
    assert Outbox.objects.count() == 1


def test_a_firm_that_refuses_mandates_is_not_told_of_them(claire: User, mandate: Mandate) -> None:
    factories.an_address(claire)
    refuse(claire, Topic.MANDATES)
    mandate.revoke(by=None)
    assert not Outbox.objects.exists()


def test_one_is_offered_what_one_may_be_told(martine: User, claire: User, sophie: User, mandate: Mandate) -> None:
    assert topics_of(martine) == list(Topic)
    assert Topic.COMPANY not in topics_of(claire)
    assert Topic.MANDATES in topics_of(claire)
    assert topics_of(sophie) == []
