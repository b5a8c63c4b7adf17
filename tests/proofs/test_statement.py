"""The statement of account: the same figures for Martine and for Armand, over the period that they ask."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from egide.invoicing.statement import account_of, balance_of
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, words_of

pytestmark = pytest.mark.django_db
PAGES = ("/adherents/10042/mes-factures/releve/", "/service/adherents/10042/factures/releve/")


@pytest.fixture
def account(ours: Member) -> Member:
    """Two invoices of 1 200 and 600 euros, the first forty days ago, of which 1 000 are paid today."""
    today = timezone.localdate()
    old = factories.an_invoice(ours, on=today - timedelta(40))
    factories.an_invoice(ours, "500.00")
    factories.a_payment(ours, "1000.00").allocate(by=None, invoice=old, amount=Decimal(1000))
    return ours


def test_a_period_opens_on_what_was_owed_and_closes_on_what_is(account: Member) -> None:
    today = timezone.localdate()
    told = account_of(account, today - timedelta(30), today)
    assert told.opening == Decimal(1200)
    assert sorted(line.debit - line.credit for line in told.movements) == [Decimal(-1000), Decimal(600)]
    assert told.closing == Decimal(800) == balance_of(account).due
    before = account_of(account, today - timedelta(90), today - timedelta(30))
    assert (before.opening, before.closing) == (Decimal(0), told.opening)


def test_both_faces_show_the_period_and_keep_a_wrong_one_to_mend(
    as_martine: Client, as_armand: Client, account: Member
) -> None:
    today = timezone.localdate()
    for client, page in zip((as_martine, as_armand), PAGES, strict=True):
        seen = client.get(page, {"du": str(today - timedelta(30)), "au": str(today)})
        lines = list(seen.context["account"].lines())
        assert (lines[0][1], lines[0][4], len(lines)) == ("Solde au début de la période", Decimal(1200), 4)
        assert "Solde au début de la période" in seen.content.decode()
        wrong = client.get(page, {"du": str(today), "au": str(today - timedelta(1))}).content.decode()
        assert "Le dernier jour vient après le premier." in wrong


def test_it_leaves_as_a_paper_and_as_files(as_martine: Client, as_armand: Client, account: Member) -> None:
    asked = {"du": str(timezone.localdate() - timedelta(90))}
    for client, page in zip((as_martine, as_armand), PAGES, strict=True):
        pdf = client.get(f"{page}pdf/", asked).content
        assert is_accessible(pdf)
        text = words_of(pdf)
        assert "Relevé de compte" in text
        assert "Charpentes Aubert" in text
        lines = client.get(f"{page}export/csv/", asked).content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Date;Libellé;Débit;Crédit;Solde"
        assert lines[-1].endswith(";;;800,00")
        assert client.get(f"{page}export/xlsx/", asked).status_code == 200
        assert client.get(f"{page}export/exe/", asked).status_code == 404


def test_the_year_is_told_when_nothing_is_asked(as_martine: Client, account: Member) -> None:
    today = timezone.localdate()
    seen = as_martine.get(PAGES[0]).context["account"]
    assert (seen.first, seen.last) == (today.replace(month=1, day=1), today)
