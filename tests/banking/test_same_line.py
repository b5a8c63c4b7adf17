"""The same days as camt.053 and as CSV: what one file has said is not money twice; a person may say otherwise."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from egide.banking.models import BankLine
from egide.banking.reading import Content, Fact, keyed
from egide.banking.rules import take_in
from egide.common.errors import Refused
from egide.invoicing.models import Payment
from tests.banking import files

pytestmark = pytest.mark.django_db
LINES, DAY = "/service/factures/releves/", date(2026, 11, 20)
CAMT = Fact(files.OURS, DAY, Decimal(1200), "REF1", "CHARPENTES AUBERT", files.THEIRS, "FACT 2026-00012")


def taken(*facts: Fact, name: str = "releve") -> list[str]:
    """The states of the lines that this file brings."""
    return [line.state for line in take_in(name, Content("", keyed(facts)), by=None).lines.order_by("pk")]


def csv(text: str, amount: str = "1200.00", on: date = DAY) -> Fact:
    return Fact("", on, Decimal(amount), text=text)


@pytest.mark.parametrize(
    "text", ["VIR SEPA RECU AUBERT CHARPENTES", "VIREMENT DE SARL AUBERT MOTIF 2026 00012 MERCI", "VIREMENT RECU", ""]
)
def test_what_a_camt_has_said_a_csv_says_again(text: str) -> None:
    assert taken(CAMT) == ["to_match"]
    assert taken(csv(text)) == ["seen_before"]
    assert BankLine.objects.get(state="seen_before").same_as == BankLine.objects.get(state="to_match")


@pytest.mark.parametrize(
    "other",
    [csv("VIR SEPA MACONNERIE ROUSSEL"), csv("AUBERT", "1200.01"), csv("AUBERT", on=date(2026, 11, 21)),
     Fact(files.OURS, DAY, Decimal(1200), "REF2", "CHARPENTES AUBERT", files.THEIRS, "FACT 2026-00012"),
     Fact(files.THEIRS, DAY, Decimal(1200), "", "CHARPENTES AUBERT", "", "FACT 2026-00012")],
)  # fmt: skip
def test_another_payer_amount_day_number_or_account_is_another_line(other: Fact) -> None:
    taken(CAMT)
    assert taken(other) == ["to_match"]


def test_two_transfers_alike_answer_for_two_and_a_third_is_new() -> None:
    twice = [Fact(**{**vars(CAMT), "reference": f"R{n}"}) for n in (1, 2)]
    assert taken(*twice) == ["to_match", "to_match"]
    assert taken(csv("AUBERT"), csv("AUBERT"), csv("AUBERT")) == ["seen_before", "seen_before", "to_match"]


def test_a_csv_first_and_the_camt_after_it_too() -> None:
    taken(csv("VIR CHARPENTES AUBERT"))
    assert taken(CAMT) == ["seen_before"]


def test_the_same_bytes_are_refused_under_any_name() -> None:
    content = Content("c" * 64, keyed([CAMT]))
    take_in("novembre.xml", content, by=None)
    with pytest.raises(Refused, match="déjà déposé"):
        take_in("copie.xml", content, by=None)


def test_armand_decides_that_it_is_another_transfer(as_armand: Client) -> None:
    today = timezone.localdate()
    as_armand.post(f"{LINES}depot/", {"upload": SimpleUploadedFile("r.xml", files.camt(files.entry(day=f"{today}")))})
    table = files.table(f"{today:%d/%m/%Y};VIR CHARPENTES AUBERT;1200,00")
    page = as_armand.post(f"{LINES}depot/", {"upload": SimpleUploadedFile("r.csv", table)}, follow=True)
    assert "semble déjà lue" in page.content.decode()
    line = BankLine.objects.get(state="seen_before")
    assert f"{LINES}{line.same_as_id}/" in as_armand.get(f"{LINES}?etat=deja-lues").content.decode()
    assert as_armand.get(f"{LINES}{line.pk}/").status_code == 200
    assert not Payment.objects.exists()
    as_armand.post(f"{LINES}{line.pk}/distinction/")
    line.refresh_from_db()
    assert line.state == "to_match"
    as_armand.post(f"{LINES}{line.pk}/distinction/")
    assert BankLine.objects.filter(state="to_match").count() == 2
