"""Where an invoice stands is one word: the lists, the windows and the files of both faces say the same."""

import csv
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories

MINE, OFFICE = "/adherents/10042/mes-factures/", "/service/factures/"
STATUS = re.compile(r'<span class="st"[^>]*>(?:<svg.*?</svg>)?(.*?)</span>', re.DOTALL)


def late(member: Member) -> Invoice:
    day = timezone.localdate()
    return factories.an_invoice(member, "100.00", on=day - timedelta(days=60), due_on=day - timedelta(days=30))


def paid(member: Member, amount: str) -> Invoice:
    invoice = factories.an_invoice(member, "100.00")
    factories.a_payment(member, amount).settle_in_order(by=None, invoices=[invoice])
    return Invoice.objects.get(pk=invoice.pk)


def corrected(invoice: Invoice, amount: str) -> Invoice:
    invoice.correct(by=None, reason="Effectif", parts={invoice.lines.get().pk: Decimal(amount)})
    return invoice


def late_and_paid_in_part(member: Member) -> Invoice:
    invoice = late(member)
    factories.a_payment(member, "20.00").settle_in_order(by=None, invoices=[invoice])
    return Invoice.objects.get(pk=invoice.pk)


def paid_and_credited_in_part(member: Member) -> Invoice:
    return corrected(paid(member, "20.00"), "30.00")


PAPERS: list[tuple[str, Callable[[Member], Invoice]]] = [
    ("À régler", factories.an_invoice),
    ("Échue", late),
    ("Échue", late_and_paid_in_part),
    ("Réglée en partie", lambda member: paid(member, "20.00")),
    ("Réglée en partie", paid_and_credited_in_part),
    ("Créditée en partie", lambda member: corrected(factories.an_invoice(member, "100.00"), "30.00")),
    ("Acquittée", lambda member: paid(member, "120.00")),
    ("Annulée par un avoir", lambda member: corrected(factories.an_invoice(member, "100.00"), "100.00")),
    ("Avoir", lambda member: corrected(factories.an_invoice(member, "100.00"), "100.00").corrections.get()),
    ("Avoir", lambda member: corrected(factories.an_invoice(member, "100.00"), "30.00").corrections.get()),
]
each_paper = pytest.mark.parametrize(("word", "made"), PAPERS)


def row_of(page: str, number: str) -> str:
    """The only row of a list whose head is this number, on one line."""
    rows = [" ".join(row.split()) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    (found,) = [row for row in rows if re.search(rf"<th[^>]*>.*?\b{number}\b.*?</th>", row)]
    return found


def status_in(part: str) -> str:
    (said,) = STATUS.findall(part)
    return str(said).strip()


def in_files(client: Client, address: str, number: str) -> set[str]:
    """What the column « État » of both files says of one paper."""
    text = client.get(f"{address}export/csv/").content.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{address}export/xlsx/").content))
    head, *rows = book.get_sheet_by_index(0).to_python()
    lines = [*csv.DictReader(StringIO(text), delimiter=";"), *(dict(zip(head, row, strict=True)) for row in rows)]
    found = [str(line["État"]) for line in lines if line["N°"] == number]
    assert len(found) == 2
    return set(found)


@each_paper
def test_armand_reads_one_word_in_the_list_the_window_and_the_files(
    word: str, made: Callable[[Member], Invoice], as_armand: Client, ours: Member
) -> None:
    invoice = made(ours)
    page = as_armand.get(OFFICE).content.decode()
    assert status_in(row_of(page, invoice.number)) == word
    card = as_armand.get(f"{OFFICE}{invoice.pk}/").content.decode().partition(">Règlement</h2>")[2]
    assert status_in(card.partition('class="card__body"')[0]) == word
    assert in_files(as_armand, OFFICE, invoice.number) == {word}


@each_paper
def test_martine_reads_the_same_and_the_day_that_goes_with_it(
    word: str, made: Callable[[Member], Invoice], as_martine: Client, ours: Member
) -> None:
    invoice = made(ours)
    due, note = f"{invoice.due_on:%d/%m/%Y}" if invoice.due_on else "", invoice.corrections.first()
    dated = {
        "À régler": f"À régler au {due}",
        "Échue": f"Échue le {due}",
        "Acquittée": f"Acquittée le {timezone.localdate():%d/%m/%Y}",
        "Annulée par un avoir": f"Annulée par l’avoir {note.number if note else ''}",
        "Avoir": "Avoir",
    }
    page = as_martine.get(MINE).content.decode()
    assert status_in(row_of(page, invoice.number)) == dated.get(word, f"{word}, le reste au {due}")
    window = " ".join(as_martine.get(f"{MINE}{invoice.pk}/reglement/").content.decode().split())
    assert f"<dt>État</dt> <dd>{word}</dd>" in window
    assert in_files(as_martine, MINE, invoice.number) == {word}


def test_a_draft_stands_nowhere(ours: Member) -> None:
    with pytest.raises(ValueError, match="Brouillon"):
        _ = factories.an_invoice(ours, issue=False).standing
