"""Whose money a line is and which invoices it pays: proposed with its reason, never done; a person confirms.

In this order: the invoices that the text names; an account that has paid before; the only member of that name, or whose
number is told, with an invoice of that amount.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from egide.banking.likeness import words_in
from egide.banking.models import BankLine
from egide.banking.numbers import numbers_in
from egide.common.french import shown_euros
from egide.invoicing.amounts import HALF_A_CENT
from egide.invoicing.models import Invoice
from egide.invoicing.models.payment import Share, shared_out
from egide.invoicing.queries import REMAINING
from egide.members.models import Member

COMMON = frozenset({"SARL", "SAS", "SASU", "EURL", "SCI", "SNC", "ETS", "STE", "SOCIETE", "ENTREPRISE", "LES", "DES"})
MOST_OF_ONE_MEMBER = 50


@dataclass(frozen=True)
class Proposal:
    """`invoices` in the order in which they take the money, none for an advance; `why` in French."""

    member: Member
    invoices: list[Invoice]
    why: str
    amount: Decimal

    @property
    def shares(self) -> list[Share]:
        return shared_out(self.amount, self.invoices)

    @property
    def left(self) -> Decimal:
        """What would be the member's credit."""
        return self.amount - sum((share for _, share in self.shares), Decimal(0))

    @property
    def said(self) -> str:
        """What the person confirms, in one word: a proposal that has changed meanwhile is not the one that was read."""
        shares = ",".join(f"{invoice.pk}={share}" for invoice, share in self.shares)
        return f"{self.member.pk}:{shares}"


@dataclass
class _Known:
    """What the lines of one page need, each read once."""

    by_number: dict[str, Invoice] = field(default_factory=dict)
    payer: dict[str, Member] = field(default_factory=dict)
    due: dict[int, list[Invoice]] = field(default_factory=lambda: defaultdict(list))
    by_rest: dict[Decimal, list[Invoice]] = field(default_factory=lambda: defaultdict(list))


def proposals(lines: Sequence[BankLine]) -> dict[int, Proposal]:
    """By the key of the line; a line that nothing explains has none."""
    known = _known(lines)
    found = {line.pk: _named(line, known) or _of_payer(line, known) or _of_name(line, known) for line in lines}
    return {key: proposal for key, proposal in found.items() if proposal}


def proposal_for(line: BankLine) -> Proposal | None:
    return proposals([line]).get(line.pk)


def _known(lines: Sequence[BankLine]) -> _Known:
    known = _Known()
    numbers = {number for line in lines for number in numbers_in(line.text)}
    invoices = Invoice.objects.filter(nature=Invoice.Nature.INVOICE, number__in=numbers).exclude(state="draft")
    known.by_number = {invoice.number: invoice for invoice in invoices.select_related("member").order_by("pk")}
    known.payer = _payers({line.payer for line in lines if line.payer})
    owed = Invoice.objects.to_pay().filter(member__in={member.pk for member in known.payer.values()})
    for invoice in owed.select_related("member"):
        known.due[invoice.member_id].append(invoice)
    for invoice in _of_amounts({line.amount for line in lines}):
        known.by_rest[invoice.remaining].append(invoice)
    return known


def _payers(prints: set[str]) -> dict[str, Member]:
    """Who was last matched with each account; an account that has paid for several members (a group) says nothing."""
    matched = BankLine.objects.filter(payer__in=prints, payment__cancelled_at=None, payment__isnull=False)
    found: dict[str, set[Member]] = defaultdict(set)
    for line in matched.select_related("payment__member").order_by("pk"):
        if line.payment:
            found[line.payer].add(line.payment.member)
    return {payer: members.pop() for payer, members in found.items() if len(members) == 1}


def _of_amounts(amounts: set[Decimal]) -> Iterable[Invoice]:
    """Invoices to pay of which exactly one of these amounts remains due."""
    if not amounts:
        return []
    near = Q()
    for amount in amounts:
        near |= Q(rest__gt=amount - HALF_A_CENT, rest__lt=amount + HALF_A_CENT)
    owed = Invoice.objects.to_pay().annotate(rest=REMAINING)
    return owed.filter(near).select_related("member")


def _named(line: BankLine, known: _Known) -> Proposal | None:
    cited = [known.by_number[number] for number in numbers_in(line.text) if number in known.by_number]
    members = {invoice.member_id for invoice in cited}
    if len(members) != 1:  # none, or a firm that pays for several: somebody must share it out
        return None
    due = sorted((one for one in cited if one.remaining), key=lambda one: (one.due_on or line.booked_on, one.number))
    why = f"Le libellé cite {', '.join(invoice.number for invoice in cited)}"
    if not due:
        why += ", où plus rien n’est dû"
    return Proposal(cited[0].member, due, f"{why}.", line.amount)


def _of_payer(line: BankLine, known: _Known) -> Proposal | None:
    member = known.payer.get(line.payer)
    if member is None:
        return None
    due = known.due[member.pk][:MOST_OF_ONE_MEMBER]
    exact = [invoice for invoice in due if invoice.remaining == line.amount]
    if exact:
        return Proposal(member, exact[:1], "Compte qui a déjà payé pour cet adhérent, et montant exact.", line.amount)
    owed = sum((invoice.remaining for invoice in due), Decimal(0))
    whole = "et tout ce qu’il doit" if owed == line.amount else "les plus anciennes d’abord"
    return Proposal(member, due, f"Compte qui a déjà payé pour cet adhérent, {whole}.", line.amount)


def _of_name(line: BankLine, known: _Known) -> Proposal | None:
    """Only when one invoice agrees: two members of one name, or two invoices of one amount, prove nothing."""
    said, numbers = _words(f"{line.name} {line.text}"), numbers_in(line.text)
    found = [
        invoice
        for invoice in known.by_rest[line.amount]
        if _is_in(invoice.member.name, said) or str(invoice.member.number) in numbers
    ]
    if len({invoice.member_id for invoice in found}) != 1:
        return None
    why = f"Même nom ou n° d’adhérent, et {shown_euros(line.amount)} restent dus sur cette facture."
    return Proposal(found[0].member, found[:1], why, line.amount)


def _is_in(name: str, said: set[str]) -> bool:
    words = _words(name)
    return bool(words) and words <= said


def _words(text: str) -> set[str]:
    """Without what every company is called."""
    return words_in(text) - COMMON
