"""The card payments of the demo: one that went through, one refused, one of another sum, one that came too late."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import provider
from egide.cards.models import CardPayment
from egide.cards.rules import open_checkout, receive
from egide.demo.card_bank.bank import HEADER, Account, LocalBank
from egide.demo.clock import at
from egide.demo.invoices import issue, settle
from egide.invoicing.models import Invoice
from egide.members.models import Member

BY_CARD = (10042, 10158, 10166, 10174)
LINE = ("Duplicata d’attestations", 1, Decimal("35.00"))


def pay(members: list[Member], armand: User, now: datetime) -> None:
    """Four companies have the same small invoice; the last has paid it by transfer too, while its notice was lost."""
    if provider() is None:
        return
    when, bank = now - timedelta(days=7), LocalBank(carry=_by_hand)
    invoices = [issue(member, armand, when, Invoice.Kind.OTHER, f"Année {when.year}", LINE) for member in members]
    with at(now - timedelta(days=5)):
        paid, refused, late = (_page(bank, invoice) for invoice in (invoices[0], invoices[1], invoices[3]))
        bank.send(paid, bank.pay(paid)["id"])
        bank.send(refused, bank.refuse(refused, "provision insuffisante")["id"])
        lost = bank.pay(late)["id"]
    with at(now - timedelta(days=3)):
        settle(invoices[3], armand, timezone.localdate(), f"VIR {invoices[3].number}")
        bank.send(late, lost)
    with at(now - timedelta(days=1)):
        short = _page(bank, invoices[2])
        bank.send(short, bank.pay(short, cents=short.cents - 100)["id"])


def _page(bank: LocalBank, invoice: Invoice) -> Account:
    """Somebody of the company has chosen this invoice and left for the page of the bank."""
    access = invoice.member.accesses.filter(revoked_at=None, role="administrator").select_related("user").get()
    opened = open_checkout(invoice.member, [invoice], by=access.user, return_url=_back)
    return next(account for account in bank.accounts() if account.order == opened.reference)


def _back(opened: CardPayment) -> str:
    page = reverse("portal:card-payment", args=[opened.member.number, opened.pk])
    return f"{settings.SITE_URL}{page}?retour=1"


def _by_hand(body: bytes, signature: str) -> int:
    """What the doorstep does with a notice: no server listens yet."""
    told = LocalBank().read(body, {HEADER: signature}, timezone.now())
    receive(told, LocalBank.name)
    return 204
