"""The bank statement of the demo: what Armand finds to confirm, and what no invoice explains."""

from datetime import datetime, timedelta
from decimal import Decimal

from egide.accounts.models import User
from egide.banking.matching import proposal_for
from egide.banking.models import BankLine
from egide.banking.reading import Balances, Content, Fact, keyed
from egide.banking.rules import take_in
from egide.demo.clock import at
from egide.demo.invoices import PER_HEAD, issue
from egide.demo.story import SERVICE
from egide.invoicing.models import Invoice
from egide.members.models import Member

IBAN = "FR7610107001011234567890129"


def statement(members: list[Member], armand: User, now: datetime) -> None:
    """Three more invoices to pay; transfers that cite one (with the bank's spaces), agree with another, or neither;
    what went out, and a line that a second file says again."""
    when = now - timedelta(days=8)
    line = ("Régularisation", 1, PER_HEAD)
    kind, period = Invoice.Kind.ADJUSTMENT, f"Année {when.year}"
    cited, agreed, paid = (issue(member, armand, when, kind, period, line) for member in (members[6], *members[3:5]))
    day = (now - timedelta(days=2)).date()
    number = f"{cited.number[:4]} - {cited.number[5:8]} {cited.number[8:]}"
    facts = [
        Fact(SERVICE["iban"], day, cited.gross, "VB1", "PLOMBERIE LENOIR SARL", IBAN, f"VIR INST FACT {number} MERCI"),
        Fact(SERVICE["iban"], day, agreed.gross, "VB2", "MACONNERIE ROUSSEL", "", "COTISATION SANTE AU TRAVAIL"),
        Fact(SERVICE["iban"], day, Decimal("350.00"), "VB3", "ATELIERS DU LAVOIR", "", "REGLEMENT"),
        Fact(SERVICE["iban"], day, paid.gross, "VB4", "ELECTRICITE DELMAS", "", f"FACTURE {paid.number}"),
        Fact(SERVICE["iban"], day, Decimal("412.80"), "VB5", text="PRLV FOURNITURES DE BUREAU", is_outgoing=True),
    ]
    with at(now - timedelta(days=1)):
        money_in, money_out = (sum(one.amount for one in facts if one.is_outgoing == out) for out in (False, True))
        before = Decimal("18250.40")
        balances = Balances(before, before + money_in - money_out)
        take_in("releve-camt053.xml", Content("", keyed(facts), balances), by=armand)
        again = Fact("", day, Decimal("350.00"), text="VIR SEPA RECU ATELIERS DU LAVOIR")
        take_in("export-banque.csv", Content("", keyed([again])), by=armand)
        mine = BankLine.objects.get(name="ELECTRICITE DELMAS")
        if proposal := proposal_for(mine):
            mine.match(by=armand, member=proposal.member, invoices=proposal.invoices)
