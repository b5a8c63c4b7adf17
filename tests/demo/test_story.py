"""The demo service is what the README promises, and holds together by the verbs that built it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.cards.models import CardNotice, CardPayment
from egide.centres.models import Centre, Physician
from egide.declarations.models import Declaration, DeclarationCampaign, Filing
from egide.demo import story
from egide.demo.build import build
from egide.demo.invoices import HISTORY
from egide.employees.models import Employee, HeldPaper, WorkStop
from egide.followup.models import FollowUp, Visit
from egide.invoicing.models import Invoice
from egide.library.models import Document
from egide.members.models import Establishment, Mandate, Member


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path) -> None:
    """With its bank for trying, as `make demo` has it."""
    settings.CARD_PROVIDER, settings.ROOT_URLCONF = "egide.demo.card_bank.bank.LocalBank", "config.urls_demo"
    settings.DATA_DIR = tmp_path
    settings.WITHHELD_ONE_IN = 2  # one in twelve in the demo, drawn anew by each
    build()


def test_the_demo_tells_all_its_story(demo: None) -> None:
    _has_its_places_and_people()
    _has_employees_to_look_after()
    _has_every_answer_of_the_service()
    _has_a_freed_slot_to_answer()
    _has_invoices_that_follow_their_dates()
    _has_declarations_in_every_state()
    _has_card_payments_with_their_accidents()


def _has_card_payments_with_their_accidents() -> None:
    """Paid, refused, of another sum that Armand finds, and paid twice: a credit."""
    assert set(CardPayment.objects.values_list("state", flat=True)) == {"confirmed", "refused", "held"}
    assert CardNotice.objects.anomalies().get().anomaly == CardNotice.Anomaly.AMOUNT
    assert sum(payment.credit for payment in CardPayment.objects.all()) > 0
    assert all(payment.opened_at.date() < timezone.localdate() for payment in CardPayment.objects.all())


def _has_declarations_in_every_state() -> None:
    """A campaign open now, and last year's to compare with."""
    campaign = DeclarationCampaign.objects.get(state=DeclarationCampaign.State.OPEN)
    assert set(campaign.declarations.values_list("state", flat=True)) == set(Declaration.State.values)
    assert campaign.declarations.filter(reminders__isnull=False).exists()
    assert Filing.objects.exclude(declaration__campaign=campaign).count() > 4


def _has_a_freed_slot_to_answer() -> None:
    """Martine's page of an offer, whatever moments the service withholds from her."""
    assert [offer.is_open for offer in Member.objects.get(number=10042).slotoffers.all()] == [True]


def _has_its_places_and_people() -> None:
    assert Centre.objects.count() == 3
    assert Physician.objects.filter(profession=Physician.Profession.PHYSICIAN).count() == 4
    assert User.objects.filter(staff_role=StaffRole.ASSISTANT).count() == 6
    assert Member.objects.count() == 12
    assert not Member.objects.exclude(physician__profession=Physician.Profession.PHYSICIAN)
    for username in ("martine", "karim", "claire", "sophie", "armand", "nadia"):
        assert User.objects.get(username=username).check_password(story.PASSWORD)
    assert InitialPassword.objects.get(user__username="nouveau").open_with(story.FIRST_PASSWORD)
    assert {mandate.member.number for mandate in Mandate.objects.filter(state="active")} == {10042, 10113}
    waiting = User.objects.filter(password__startswith="!", initial_password=None, staff_role="")
    assert waiting.count() > 3  # letters to print, for a selection
    assert Establishment.objects.filter(member__number=10042).count() == 2
    assert len(set(Member.objects.values_list("phone", flat=True))) == 12


def _has_employees_to_look_after() -> None:
    staffs = [member.employees.count() for member in Member.objects.all()]
    assert (min(staffs), max(staffs)) == (3, 180)
    assert Employee.objects.exclude(pcs_code="").exclude(determinants=None).exists()
    assert Visit.objects.filter(held_on__lt=timezone.localdate() - timedelta(days=365)).count() > 50
    assert set(WorkStop.objects.values_list("cause", flat=True)) >= {"illness", "work_accident"}
    assert FollowUp.objects.filter(next_kind="reprise", member__number=10042).exists()
    assert HeldPaper.objects.filter(member__number=10042).exists()
    assert Document.objects.values("theme").distinct().count() >= 3


def _has_every_answer_of_the_service() -> None:
    assert set(Appointment.objects.values_list("state", flat=True)) == set(State.values)
    late = Appointment.objects.filter(state=State.CANCELLED_BY_EMPLOYER, fee_decided_at=None)
    assert late.exclude(fee=None).exists()


def _has_invoices_that_follow_their_dates() -> None:
    ours = Invoice.objects.filter(number__contains="-").order_by("number")
    dates = [day for day in ours.values_list("issued_on", flat=True) if day]
    assert len(dates) == ours.count()
    assert dates == sorted(dates)
    leaflet = Invoice.objects.filter(number__in=[facts[0] for facts in HISTORY])
    assert {invoice.state for invoice in leaflet} == {Invoice.State.SETTLED}
    assert leaflet.count() == 3
