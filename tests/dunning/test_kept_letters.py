"""A letter sent stays as it is: its paper in a year, its rows whoever asks, the fee that it claims, once an invoice."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.dunning.models import DunnedInvoice, DunningLetter
from egide.dunning.papers import letter_pdf
from egide.dunning.sending import send_now
from egide.invoicing.statement import account_of
from egide.members.models import Member
from tests import factories
from tests.dunning.hands import an_overdue, morning
from tests.papers import words_of

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def letter(ours: Member) -> DunningLetter:
    an_overdue(ours)
    morning(8)
    return DunningLetter.objects.get()


def test_its_paper_is_the_same_when_the_service_has_moved(letter: DunningLetter) -> None:
    before = letter_pdf(letter)
    Service.objects.get(pk=1).configure(
        by=None, name="Autre nom", address="9 rue Neuve", assistance_phone="01 02 03 04 05", siren="732829320"
    )
    assert letter_pdf(DunningLetter.objects.get()) == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE dunning_dunningletter SET sent_on = '2020-01-01'", "UPDATE dunning_dunningletter SET content = '{}'",
     "UPDATE dunning_dunnedinvoice SET fee = 80", "DELETE FROM dunning_dunnedinvoice"],
)  # fmt: skip
def test_no_hand_changes_or_deletes_it(letter: DunningLetter, statement: str) -> None:
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_fee_of_an_invoice_is_claimed_once_and_named_again(ours: Member) -> None:
    invoice = an_overdue(ours)
    for day in (8, 30, 60):
        morning(day)
    assert [row.fee for row in invoice.dunned.order_by("rank")] == [Decimal(0), Decimal(40), Decimal(0)]
    for letter in DunningLetter.objects.order_by("pk")[1:]:
        words = " ".join(words_of(letter_pdf(letter)).split())
        assert "40,00" in words
        assert "80,00" not in words
    again = invoice.dunned.get(rank=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        DunnedInvoice.objects.bulk_create(
            [DunnedInvoice(member=ours, letter=again.letter, invoice=invoice, rank=3, sent_on=again.sent_on,
                           remaining=1, fee=40)]
        )  # fmt: skip


def test_what_a_second_invoice_adds_is_counted_beside_the_first(ours: Member) -> None:
    an_overdue(ours)
    morning(30)
    an_overdue(ours, "50.00")
    for day in (38, 60, 82):
        morning(day)
    assert sum(DunnedInvoice.objects.values_list("fee", flat=True)) == Decimal(80)
    assert "80,00" in str(DunningLetter.objects.order_by("-pk")[0].content["fees"]).replace("\N{NO-BREAK SPACE}", " ")


def test_letter_window_and_statement_claim_the_same_sum(as_martine: Client, ours: Member) -> None:
    today = timezone.localdate()
    days: dict[str, Any] = {"on": today - timedelta(days=90), "due_on": today - timedelta(days=40)}
    first, second = (factories.an_invoice(ours, "100.00", **days) for _ in range(2))
    for _ in range(2):
        send_now(first, today, by=None)
    for _ in range(3):
        send_now(second, today, by=None)
    claimed = "80,00 €"
    assert claimed in plain(str(DunningLetter.objects.order_by("-pk")[0].content["fees"]))
    page = "/adherents/10042/mes-factures/"
    assert f"S’y ajoutent {claimed} d’indemnités" in plain(as_martine.get(f"{page}releve/").content.decode())
    for invoice in (first, second):
        window = plain(as_martine.get(f"{page}{invoice.pk}/reglement/").content.decode())
        assert window.count("indemnité de 40,00 €") == 1
    factories.a_payment(ours, "120.00").allocate(by=None, invoice=first, amount=first.remaining)
    assert account_of(ours, today, today).claimed == 40


def test_a_letter_is_drawn_from_what_it_kept_alone(letter: DunningLetter) -> None:
    assert {"name", "address", "legal", "contact", "demo"} <= set(letter.content["service"])
