"""The journals that accounting hands to its own software: every paper and all money of a period, in balanced entries.

Source: livre des procédures fiscales, A.47 A-1, VII (columns, signs, dates); plan comptable général (accounts).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from egide.centres.models import Service
from egide.invoicing.models import Invoice, Payment, Refund
from egide.members.models import Member

ZERO = Decimal(0)
COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate",
    "Montantdevise", "Idevise",
)  # fmt: skip
SALES, BANK, CASH = ("VE", "Ventes"), ("BQ", "Banque"), ("CA", "Caisse")
MEMBERS, REVENUE, VAT, AT_BANK, AT_HAND = "members", "sales", "vat", "bank", "cash"
# Each account: the column of the service that holds its number, and its name in the file.
ACCOUNTS = {
    MEMBERS: ("members_account", "Adhérents"),
    REVENUE: ("sales_account", "Cotisations et prestations"),
    VAT: ("vat_account", "TVA collectée"),
    AT_BANK: ("bank_account", "Banque"),
    AT_HAND: ("cash_account", "Caisse"),
}
SEPARATOR, ENDING, CHARSET = "\t", "\r\n", "iso8859-15"
FORMULAS = "=+-@ "


@dataclass(frozen=True)
class Line:
    """One account of an entry: a debit or a credit in euros, the other being zero."""

    account: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO


@dataclass(frozen=True)
class Entry:
    """An écriture: its lines balance; `number` is the same at each export, as is what it stands for."""

    journal: tuple[str, str]
    number: str
    on: date
    piece: str
    piece_on: date
    label: str
    member: Member
    lines: list[Line] = field(default_factory=list)


def entries(first: date, last: date) -> Iterator[Entry]:
    """From `first` to `last`, both included: sales, then bank, then cash, each in the order of days.

    Papers of the former software are left out: the software that issued them has booked them.
    """
    yield from _in_order(_sales(first, last))
    money = list(_money(first, last))
    for journal in (BANK, CASH):
        yield from _in_order(entry for entry in money if entry.journal == journal)


def rows(found: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """The lines of `found` under `COLUMNS`; amounts with a comma, days as AAAAMMJJ."""
    service = Service.current()
    for entry in found:
        for line in entry.lines:
            column, name = ACCOUNTS[line.account]
            member = entry.member if line.account == MEMBERS else None
            yield (
                *entry.journal,
                entry.number,
                _day(entry.on),
                getattr(service, column),
                name,
                str(member.number) if member else "",
                plain(member.name) if member else "",
                plain(entry.piece),
                _day(entry.piece_on),
                plain(entry.label),
                _amount(line.debit),
                _amount(line.credit),
                "",
                "",
                _day(entry.on),
                "",
                "",
            )


def as_file(found: Iterable[Entry]) -> bytes:
    """As the law describes the file: names of the columns first, one separator, ISO 8859-15."""
    lines = (SEPARATOR.join(row) + ENDING for row in (COLUMNS, *rows(found)))
    return "".join(lines).encode(CHARSET, errors="replace")


def summed(found: Iterable[Entry]) -> list[tuple[str, str, Decimal, Decimal]]:
    """What each account receives: its number, its name, its debits and its credits."""
    service, sums = Service.current(), {name: [ZERO, ZERO] for name in ACCOUNTS}
    for entry in found:
        for line in entry.lines:
            sums[line.account][0] += line.debit
            sums[line.account][1] += line.credit
    moved = [(name, debit, credit) for name, (debit, credit) in sums.items() if debit or credit]
    return [(getattr(service, ACCOUNTS[name][0]), ACCOUNTS[name][1], debit, credit) for name, debit, credit in moved]


def plain(words: str) -> str:
    """One line, without the separator, and nothing that a spreadsheet would run."""
    return " ".join(words.replace("\0", " ").split()).lstrip(FORMULAS)


def _sales(first: date, last: date) -> Iterator[Entry]:
    issued = Invoice.objects.issued().filter(issued_on__range=(first, last), is_history=False)
    for paper in issued.select_related("member", "corrects").order_by("issued_on", "pk").iterator(chunk_size=2000):
        on = paper.issued_on or first
        credits = paper.nature == Invoice.Nature.CREDIT_NOTE
        owed = [(MEMBERS, paper.gross), (REVENUE, -paper.net), (VAT, -paper.vat)]
        lines = [_line(account, -amount if credits else amount) for account, amount in owed if amount]
        said = f"{paper}, {paper.get_kind_display()}" if not credits else f"{paper} sur {paper.corrects}"
        yield Entry(SALES, paper.number, on, paper.number, on, said, paper.member, lines)


def _money(first: date, last: date) -> Iterator[Entry]:
    """What came in, what was taken back because the bank or a hand had been wrong, what was given back."""
    every = Payment.objects.select_related("member").order_by("received_on", "pk")
    for payment in every.filter(received_on__range=(first, last)):
        yield _received(payment, f"R{payment.pk}", payment.received_on, payment.amount, str(payment))
    for payment in every.exclude(cancelled_at=None):
        on = _cancelled_on(payment)
        if first <= on <= last:
            said = f"Annulation : {payment}, {payment.cancelled_because}"
            yield _received(payment, f"X{payment.pk}", on, -payment.amount, said)
    refunds = Refund.objects.select_related("member", "payment").filter(refunded_on__range=(first, last))
    for refund in refunds.order_by("refunded_on", "pk"):
        said = f"Remboursement {refund.reference}".strip()
        lines = [_line(MEMBERS, refund.amount), _line(AT_BANK, -refund.amount)]
        piece, on = f"D{refund.pk}", refund.refunded_on
        yield Entry(BANK, piece, on, refund.reference or piece, on, said, refund.member, lines)


def _received(payment: Payment, number: str, on: date, amount: Decimal, said: str) -> Entry:
    by_hand = payment.mode == Payment.Mode.CASH
    lines = [_line(AT_HAND if by_hand else AT_BANK, amount), _line(MEMBERS, -amount)]
    journal, piece = CASH if by_hand else BANK, payment.reference or f"R{payment.pk}"
    label = f"{payment.get_mode_display()}, {said}"
    return Entry(journal, number, on, piece, payment.received_on, label, payment.member, lines)


def _cancelled_on(payment: Payment) -> date:
    """Never before it came in, whatever day somebody has typed."""
    on = timezone.localdate(payment.cancelled_at) if payment.cancelled_at else payment.received_on
    return max(on, payment.received_on)


def _line(account: str, amount: Decimal) -> Line:
    """`amount` above zero is a debit."""
    return Line(account, debit=amount) if amount > 0 else Line(account, credit=-amount)


def _in_order(found: Iterable[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: (entry.on, entry.number))


def _day(on: date) -> str:
    return f"{on:%Y%m%d}"


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
