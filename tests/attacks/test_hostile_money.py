"""One member, or one file, that is made to stop the money of all the others, or to have it taken twice."""

from itertools import repeat

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.banking import tables
from egide.banking.models import CsvLayout
from egide.banking.reading import MOST_LINES, Unreadable, keyed, one_line
from egide.cards.models import CardPayment
from egide.debits.models import DebitMandate, DebitOrder
from egide.debits.models.batch import earliest_day
from egide.debits.pain import latin
from egide.debits.rules import announce, hand_over, plan_batch, sign_mandate
from egide.invoicing import ledger
from egide.members.models import Member
from tests import factories
from tests.attacks.test_exports import FORMULAS
from tests.cards.hands import a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db
SIGNATURE = "/adherents/10042/mes-factures/prelevement/signature/"
IBAN = "FR1420041010050500013M02606"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DEBTORS = ["Dupont\x01\x1b", "👷🏗️", "株式会社", "<b>&amp;</b>]]>", "é" * 70, "ﷺ" * 70, "\u202e\u200b"]


@pytest.mark.parametrize("debtor", DEBTORS)
def test_a_debtor_that_no_bank_can_read_stops_nobody_elses_debit(
    debtor: str, ours: Member, theirs: Member, martine: User, karim: User
) -> None:
    """The file of the whole service was refused for the name that one of its members had signed under."""
    factories.open_debits()
    factories.a_debit_mandate(theirs, karim)
    sign_mandate(ours, by=martine, address="192.0.2.7", iban=IBAN, bic="", debtor=debtor)
    for member in (ours, theirs):
        factories.an_invoice(member, due_on=timezone.localdate())
    day = earliest_day(timezone.localdate())
    batch = plan_batch(day, "CORE", by=None, seen=factories.seen_for(day))
    announce(batch)
    hand_over(batch, by=None)
    assert batch.file.content.count("<EndToEndId>") == 2
    assert batch.file.content.isascii()


def test_the_name_of_a_debtor_is_told_as_banks_write_it() -> None:
    assert latin("Menuiserie Lefèvre & Fils, cœur d’Ay") == "Menuiserie Lefevre + Fils, coeur d'Ay"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"iban": IBAN[:2] + IBAN[2:].translate(WIDE)}, "Cet IBAN n’existe pas"),
        ({"debtor": "株式会社"}, "en lettres latines"),
        ({"debtor": "Charpentes\x07 Aubert"}, "signe invisible"),
    ],
)
def test_what_no_bank_could_read_is_told_to_whoever_signs(
    typed: dict[str, str], sentence: str, as_martine: Client, ours: Member
) -> None:
    factories.open_debits()
    form = {"debtor": "Charpentes Aubert", "iban": IBAN, "bic": "", "agreed": "on"}
    assert sentence in as_martine.post(SIGNATURE, form | typed).content.decode()
    assert not DebitMandate.objects.exists()


@pytest.mark.parametrize("name", [*FORMULAS, "= =cmd", "=+ -@ =HYPERLINK(1)", "-\N{NO-BREAK SPACE}=1+1"])
def test_row_46_no_name_becomes_a_formula_in_the_file_of_the_law(name: str) -> None:
    assert not ledger.plain(name).startswith(("=", "+", "-", "@"))


def test_a_statement_made_of_empty_lines_is_not_read_to_its_end() -> None:
    with pytest.raises(Unreadable, match="lignes"):
        list(tables.movements_of(b"\n" * 5_000_000, CsvLayout()))


def test_a_statement_of_endless_credits_is_left_at_its_limit() -> None:
    fact = next(tables.movements_of("Date;Libellé;Montant\n01/02/2026;A;1".encode(), CsvLayout()))
    with pytest.raises(Unreadable, match=str(MOST_LINES)):
        keyed(repeat(fact))


def test_the_words_of_a_transfer_come_without_what_nobody_sees() -> None:
    assert one_line("VIR\x1b[31m\x00 AUBERT\x85\x07") == "VIR [31m AUBERT"
    assert one_line("\x01") == ""


def test_an_invoice_being_paid_by_card_is_not_debited_too(ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    invoice, today = factories.an_invoice(ours, due_on=timezone.localdate()), timezone.localdate()
    paid = a_card_payment(invoice, by=martine)
    assert factories.seen_for(earliest_day(today))[0] == 0
    CardPayment.objects.get(pk=paid.pk).expire(by=None)
    assert factories.seen_for(earliest_day(today))[0] == 1


def test_a_card_payment_that_accounting_holds_leaves_the_batch(ours: Member, martine: User) -> None:
    """Opened in the very second in which the batch was planned; its money may well be there."""
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    invoice = factories.an_invoice(ours, due_on=timezone.localdate())
    factories.a_debit_batch(ours)
    order = DebitOrder.objects.get(invoice=invoice)
    send(a_notice(a_card_payment(invoice, by=martine), amount=100))
    hand_over(order.batch, by=None)
    order.refresh_from_db()
    assert (order.state, order.withdrawn_because) == ("withdrawn", "paiement par carte en cours")
    assert order.batch.orders.planned().count() == 1


@pytest.mark.parametrize("word", ["9" * 30, "²", "-1", "", "1e400", "\udce9"])
def test_no_address_of_money_breaks_by_its_words(word: str, as_armand: Client, as_martine: Client) -> None:
    line = factories.a_bank_line()
    for client, page, name in (
        (as_armand, f"/service/factures/releves/{line.pk}/", "adherent"),
        (as_armand, "/service/factures/prelevements/nouvelle/", "le"),
        (as_armand, "/service/factures/ecritures/", "du"),
        (as_martine, "/adherents/10042/mes-factures/carte/", "facture"),
        (as_martine, "/adherents/10042/mes-factures/releve/", "au"),
    ):
        assert client.get(page, {name: word.encode("utf-8", "surrogateescape")}).status_code == 200, page
