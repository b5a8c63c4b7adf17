"""The first morning: nobody is asked for years of unpaid history at once; the service says from when it reminds."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.dunning.models import DunningLetter
from egide.dunning.sending import send_now
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.dunning.hands import DUE, an_overdue, morning, noon, reached

pytestmark = pytest.mark.django_db
SETTINGS = "/service/parametres/service/envoi-des-relances/"


def begins(on: date) -> None:
    Service.objects.get(pk=1).configure(by=None, dunning_since=on)


def told(client: Client, url: str) -> str:
    return client.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def old(ours: Member) -> Invoice:
    """Of years before."""
    return an_overdue(ours, "75.00", due_on=date(2024, 3, 31))


def test_a_service_begins_on_the_day_it_is_opened() -> None:
    Service(pk=1).configure(by=None, name="Neuf")
    assert Service.objects.get().dunning_since == timezone.localdate()


def test_turned_on_again_it_begins_that_day_unless_another_is_chosen(service: Service) -> None:
    service.configure(by=None, dunning_by_itself=False)
    assert service.dunning_since == date(2020, 1, 1)
    service.configure(by=None, dunning_by_itself=True, dunning_since=date(2020, 1, 1))
    assert service.dunning_since == timezone.localdate()
    service.configure(by=None, dunning_by_itself=False)
    service.configure(by=None, dunning_by_itself=True, dunning_since=date(2026, 2, 1))
    assert service.dunning_since == date(2026, 2, 1)


def test_what_is_older_is_neither_reminded_nor_named(ours: Member, old: Invoice) -> None:
    begins(date(2026, 1, 1))
    assert morning(8) == 0
    recent = an_overdue(ours)
    assert morning(8) == 1
    assert reached(recent) == [(1, 8)]
    content = str(DunningLetter.objects.get().content)
    assert recent.number in content
    assert old.number not in content


def test_by_hand_it_is_reminded_and_then_goes_its_way(old: Invoice) -> None:
    begins(date(2026, 1, 1))
    with time_machine.travel(noon(8), tick=False):
        send_now(old, noon(8).date(), by=None)
    assert morning(30) == 1
    assert [rank for rank, _ in reached(old)] == [1, 2]


def test_what_was_on_its_way_before_stays_on_it(ours: Member) -> None:
    invoice = an_overdue(ours)
    morning(8)
    begins(DUE)
    morning(30)
    assert [rank for rank, _ in reached(invoice)] == [1, 2]


def test_nadia_reads_how_much_would_leave_before_she_decides(as_nadia: Client, as_armand: Client, ours: Member) -> None:
    today = timezone.localdate()
    for _ in range(2):
        factories.an_invoice(ours, on=today - timedelta(days=50), due_on=today - timedelta(days=20))
    assert "Demain, 2 factures seraient à relancer, chez un adhérent" in told(as_nadia, SETTINGS)
    form = {"dunning_by_itself": "on", "dunning_since": f"{today}", "version": Service.objects.get().version}
    assert as_nadia.post(SETTINGS, form).status_code == 302
    assert "Demain, aucune facture" in told(as_nadia, SETTINGS)
    page = told(as_armand, "/service/factures/relances/")
    assert "À la main seulement" in page
    assert "Relancer 2 factures" not in page


def test_the_page_says_from_which_day_and_who_may_change_it_finds_where(as_nadia: Client, as_armand: Client) -> None:
    begins(date(2026, 1, 1))
    said = "Celles émises avant le 01/01/2026 ne le sont qu’à la main."
    assert said in told(as_armand, "/service/factures/relances/")
    page = told(as_nadia, "/service/factures/relances/")
    assert said in page
    assert f'href="{SETTINGS}"' in page
