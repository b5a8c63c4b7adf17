"""An avoir on a part of an invoice: what is left is due, what was paid beyond it is the member's, the cents add up."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.invoicing.amounts import totals_beyond, totals_of
from egide.invoicing.models import Invoice
from egide.invoicing.papers import invoice_pdf
from egide.invoicing.statement import balance_of, statement_of
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.papers import words_of

MONEY = "/service/factures/"


@pytest.fixture
def billed(ours: Member) -> Invoice:
    """A hundred euros of dues and thirty-three of brochures: 120,00 + 34,82 with VAT."""
    invoice = factories.an_invoice(ours, "100.00", issue=False)
    facts: dict[str, Any] = {"label": "Brochures", "quantity": Decimal(3), "unit_price": Decimal("11.00")}
    invoice.add_line(by=None, **facts, vat_rate=Decimal("5.50"))
    invoice.issue(by=None)
    return invoice


def take_off(invoice: Invoice, dues: str = "0", brochures: str = "0") -> Invoice:
    """An avoir of these amounts without VAT."""
    first, second = invoice.lines.values_list("pk", flat=True)
    parts = {key: Decimal(net) for key, net in ((first, dues), (second, brochures)) if Decimal(net)}
    invoice.correct(by=None, reason="Effectif compté deux fois", parts=parts)
    return invoice.corrections.latest("pk")


def test_what_is_left_is_still_due(billed: Invoice) -> None:
    note = take_off(billed, dues="40")
    assert (note.net, note.vat, note.gross) == (Decimal("40.00"), Decimal("8.00"), Decimal("48.00"))
    assert (billed.state, billed.remaining) == (Invoice.State.ISSUED, Decimal("106.82"))
    assert balance_of(billed.member).due == Decimal("106.82")


def test_the_parts_add_up_to_the_invoice_to_the_cent(billed: Invoice) -> None:
    """5,5 % of 11 euros is 0,605: rounded three times, the VAT would be 0,03 too much."""
    notes = [take_off(billed, dues="33.33", brochures="11") for _ in range(2)]
    billed.credit(by=None, reason="Tout le reste")
    notes.append(billed.corrections.latest("pk"))
    for amount in ("net", "vat", "gross"):
        assert sum(getattr(note, amount) for note in notes) == getattr(billed, amount), amount
    assert (billed.state, billed.credited) == (Invoice.State.CREDITED, billed.gross)


@given(
    st.lists(
        st.tuples(st.decimals("0.01", "5000", places=2), st.sampled_from([Decimal("5.50"), Decimal(10), Decimal(20)])),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_the_parts_their_vat_is_that_of_the_whole(parts: list[tuple[Decimal, Decimal]]) -> None:
    told = [totals_beyond(parts[:count], [part]) for count, part in enumerate(parts)]
    assert sum(part.vat for part in told) == totals_of(parts).vat
    assert all(part.vat >= 0 for part in told)


def test_all_that_is_left_of_each_line_makes_the_invoice_void(billed: Invoice) -> None:
    take_off(billed, dues="40")
    take_off(billed, dues="60", brochures="33")
    assert (billed.state, billed.remaining) == (Invoice.State.CREDITED, Decimal(0))


def test_a_line_is_not_credited_beyond_what_is_left_of_it(billed: Invoice) -> None:
    take_off(billed, brochures="30")
    with pytest.raises(Refused, match="3,00"):
        take_off(billed, brochures="4")
    assert billed.corrections.count() == 1


def test_what_was_paid_beyond_becomes_the_members_credit(billed: Invoice) -> None:
    """Paid in two times: the last payment gives back first, and keeps the rest on the invoice."""
    for amount in ("100.00", "54.82"):
        factories.a_payment(billed.member, amount).allocate(by=None, invoice=billed, amount=Decimal(amount))
    take_off(billed, dues="50")
    assert (billed.state, billed.settled, billed.credited) == (
        Invoice.State.SETTLED,
        Decimal("94.82"),
        Decimal("60.00"),
    )
    assert balance_of(billed.member).credit == Decimal("60.00")
    assert sum(one.amount for one in billed.allocations.live()) == Decimal("94.82")


def test_a_part_paid_and_a_part_credited_settle_together(billed: Invoice) -> None:
    factories.a_payment(billed.member, "34.82").allocate(by=None, invoice=billed, amount=Decimal("34.82"))
    take_off(billed, dues="99.99")
    assert billed.remaining == Decimal("0.01")
    factories.a_payment(billed.member, "0.01").allocate(by=None, invoice=billed, amount=Decimal("0.01"))
    assert billed.state == Invoice.State.SETTLED


def test_the_statement_ends_on_what_is_owed(billed: Invoice) -> None:
    factories.a_payment(billed.member, "100.00").allocate(by=None, invoice=billed, amount=Decimal("100.00"))
    take_off(billed, dues="80")
    balance = balance_of(billed.member)
    assert statement_of(billed.member)[-1].after == balance.due - balance.credit == Decimal("-41.18")


def test_the_database_keeps_payments_and_credit_notes_within_the_invoice(billed: Invoice) -> None:
    take_off(billed, dues="40")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=billed.pk).update(settled=Decimal("106.83"))


def test_the_paper_tells_the_vat_that_the_note_counts(billed: Invoice) -> None:
    """Half up, 0,605 is 0,61 each time; on two of them the VAT is 1,21."""
    words = [words_of(invoice_pdf(take_off(billed, brochures="11"))) for _ in range(2)]
    assert "TVA 5,5 % sur 11,00 € 0,61 €" in words[0]
    assert "TVA 5,5 % sur 11,00 € 0,60 €" in words[1]
    assert "facture n°" in words[1]


def test_armand_writes_what_each_line_loses(as_armand: Client, billed: Invoice, martine: User) -> None:
    factories.an_address(martine)
    page = f"{MONEY}{billed.pk}/avoir/"
    dues, brochures = billed.lines.values_list("pk", flat=True)
    typed = {f"line-{dues}": "100,01", f"line-{brochures}": "", "reason": "Erreur d’effectif"}
    shown = as_armand.post(page, typed).content.decode()
    assert "à créditer sur cette ligne" in shown
    assert 'value="100,01"' in shown
    told = as_armand.post(page, typed | {f"line-{dues}": "25"}, follow=True).content.decode()
    note = billed.corrections.get()
    assert (note.gross, f"L’avoir {note.number}" in told) == (Decimal("30.00"), True)
    assert "Il diminue la facture" in Outbox.objects.get(subject__contains="avoir").text
    assert "Créditée en partie" in as_armand.get(f"{MONEY}{billed.pk}/").content.decode()


def test_armand_leaves_the_amounts_empty_to_void_the_invoice(as_armand: Client, billed: Invoice) -> None:
    as_armand.post(f"{MONEY}{billed.pk}/avoir/", {"reason": "Doublon"})
    billed.refresh_from_db()
    assert (billed.state, billed.corrections.get().gross) == (Invoice.State.CREDITED, billed.gross)


def test_a_second_accountant_is_told_of_the_first_before_the_same_mistake_is_corrected_twice(
    as_armand: Client, as_nadia: Client, billed: Invoice
) -> None:
    page = f"{MONEY}{billed.pk}/avoir/"
    opened = 'name="credited" value="0.00"'
    assert opened in as_nadia.get(page).content.decode()
    typed = {f"line-{billed.lines.earliest('pk').pk}": "40", "reason": "Doublon", "credited": "0.00"}
    as_armand.post(page, typed)
    told = as_nadia.post(page, typed).content.decode()
    assert "Un autre avoir vient d’être émis" in told
    assert 'name="credited" value="48.00"' in told
    assert billed.corrections.count() == 1
    as_nadia.post(page, typed | {"credited": "48.00"})
    assert billed.corrections.count() == 2


def test_an_amount_for_a_line_credited_meanwhile_does_not_void_the_whole_invoice(
    as_armand: Client, as_nadia: Client, billed: Invoice
) -> None:
    """The line has left the form, so that nothing would seem typed: « sans aucun montant » is not what she chose."""
    typed = {f"line-{billed.lines.earliest('pk').pk}": "100", "reason": "Doublon", "credited": "0.00"}
    for client in (as_armand, as_nadia):
        client.post(f"{MONEY}{billed.pk}/avoir/", typed)
    billed.refresh_from_db()
    assert (billed.state, billed.corrections.count()) == (Invoice.State.ISSUED, 1)


def test_martine_reads_what_remains_and_what_the_note_does(as_martine: Client, billed: Invoice) -> None:
    note = take_off(billed, dues="40")
    shown = as_martine.get("/adherents/10042/mes-factures/").content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert f"Diminue la facture {billed.number}" in shown
    assert "reste 106,82" in shown
    assert "Diminuée par" in as_martine.get(f"/adherents/10042/mes-factures/{billed.pk}/reglement/").content.decode()
    assert note.number in shown
