"""Drill R4, the money: each form that makes money move, sent by many hands at once with one token, does one thing."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.common.models import Submission
from egide.invoicing.models import Allocation, Invoice, InvoiceSeries, Payment, Refund
from egide.members.models import Member
from egide.proofs.models import Certificate
from tests import factories
from tests.attacks.hands import note_figures, rounds, same_session, statuses, together

pytestmark = pytest.mark.django_db(transaction=True)
Made = tuple[str, dict[str, Any], Callable[[], int]]
HANDS = rounds(8, 50)


def forms(member: Member) -> dict[str, Made]:
    """Page, what is posted, and how many rows there are."""
    invoice, spare = factories.an_invoice(member), factories.a_payment(member, "90.00")
    today = f"{timezone.localdate()}"
    paid = {"received_on": today, "mode": "transfer", "amount": "100,00", "reference": "VIR 1"}
    home = "/service/factures"
    return {
        "règlement d’une facture": (f"{home}/{invoice.pk}/reglement/", paid, Payment.objects.count),
        "avoir": (f"{home}/{invoice.pk}/avoir/", {"reason": "Erreur"}, Invoice.objects.count),
        "imputation": (f"{home}/reglements/{spare.pk}/imputation/", {"invoice": invoice.pk, "amount": "50,00"},
                       Allocation.objects.count),
        "remboursement": (f"{home}/reglements/{spare.pk}/remboursement/",
                          {"amount": "50,00", "on": today, "reference": "R1"}, Refund.objects.count),
        "attestation": (f"/service/adherents/{member.number}/factures/attestations/", {"kind": "membership"},
                        Certificate.objects.count),
    }  # fmt: skip


@pytest.mark.parametrize("what", ["règlement d’une facture", "avoir", "imputation", "remboursement", "attestation"])
def test_r4_money_moves_once_however_often_it_is_sent(what: str, as_armand: Client, ours: Member) -> None:
    page, form, count = forms(ours)[what]
    form, before = form | {"form_token": str(uuid.uuid4())}, count()
    answers = together(*[lambda: same_session(as_armand).post(page, form)] * HANDS)
    shown = [answer.content.decode()[:3000] for answer in answers if answer.status_code != 302]
    assert set(statuses(answers)) == {302}, shown[:1]
    assert len({answer.headers["Location"] for answer in answers}) == 1, "the same answer for all"
    assert count() == before + 1
    assert Submission.objects.count() == 1
    again = same_session(as_armand).post(page, form)  # F5, a day later
    assert again.headers["Location"] == answers[0].headers["Location"]
    assert count() == before + 1
    assert_the_account_adds_up()
    note_figures(f"R4 {what}", hands=HANDS, rows=count() - before)


def assert_the_account_adds_up() -> None:
    """What is settled of each invoice is what its allocations say; numbers follow one another."""
    for invoice in Invoice.objects.all():
        live = sum((one.amount for one in invoice.allocations.live()), Decimal(0))
        assert live == invoice.settled
    assert InvoiceSeries.objects.get().last == Invoice.objects.count()
