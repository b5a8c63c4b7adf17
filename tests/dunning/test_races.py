"""Two workers send at the same time: each invoice is reminded once, each mail is written once."""

import threading

import pytest
from django.db import connection

from egide.dunning.models import DunnedInvoice, DunningLetter
from egide.dunning.sending import send_all
from egide.notifications.models import Outbox
from tests import factories
from tests.dunning.hands import an_overdue, noon

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_workers_at_once_none_sends_twice(service: None) -> None:
    for number in range(10001, 10007):
        member = factories.a_member(number)
        person = factories.a_person(f"u{number}", email=f"u{number}@exemple.example")
        factories.an_address(person)
        factories.an_access(person, member)
        an_overdue(member)
    Outbox.objects.all().delete()
    start, sent = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            sent.append(send_all(noon(8)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 6, sent
    assert DunnedInvoice.objects.count() == DunningLetter.objects.count() == Outbox.objects.count() == 6
