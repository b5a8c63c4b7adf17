"""One name, one title, one notice that nothing can print or carry: it spoils itself, never the work of others."""

from typing import Any

import pytest
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments import papers
from egide.cards import rules
from egide.cards.models import CardNotice
from egide.centres.models import Physician
from egide.common.errors import BUSY, Refused
from egide.common.typesetting import INSTEAD, NOT_DRAWN, drawable
from egide.debits.papers import mandate_pdf
from egide.employees.models import Employee
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member
from egide.notifications import outbox
from egide.notifications.models import Outbox
from egide.notifications.worker import carry_one
from tests import factories
from tests.cards.hands import a_card_payment, a_notice, send
from tests.papers import is_accessible, words_of

pytestmark = pytest.mark.django_db
# No font of ours draws the first ones; PDF/A takes none of the private signs that symbols pasted from Word are.
SIGNS = [
    "株式会社",
    "บริษัท",
    "ﷺ",
    "\ue000",
    "\U000f0000",
    "\u0378",
    "👷🏽\u200d♀️",
    "\u202eabc\u2066",
    "e" + "\u0301" * 40,
]


@pytest.mark.parametrize("sign", SIGNS, ids=range(len(SIGNS)))
def test_a_sign_that_no_font_draws_costs_itself_and_not_the_paper(sign: str, ours: Member, martine: User) -> None:
    ours.correct_identity(by=None, name=f"Aubert {sign} Ay")
    invoice = factories.an_invoice(Member.objects.get(pk=ours.pk))
    factories.open_debits()
    mandate = factories.a_debit_mandate(ours, martine)
    mandate.debtor = f"Aubert {sign} Ay"
    for pdf in (invoice_pdf(invoice), mandate_pdf(mandate)):
        told = words_of(pdf)
        assert is_accessible(pdf)
        assert "Aubert" in told
        assert "Ay" in told


def test_the_convocations_of_a_day_are_drawn_whatever_one_of_them_is_called(
    employee: Employee, ours: Member, physician: Physician
) -> None:
    hostile = factories.a_complete_employee(ours, "Autre")
    hostile.correct(by=None, last_name="株")
    visits = [
        factories.a_confirmed(employee, physician),
        factories.a_confirmed(hostile, physician, factories.in_days(20)),
    ]
    told = words_of(papers.notices(visits))
    assert "Girard Paul" in told
    assert INSTEAD in told


def test_every_sign_that_is_kept_is_drawn(ours: Member) -> None:
    """Else the second drawing would fail as the first one did."""
    every = "".join(chr(code) for code in range(0x20, 0x2200) if not NOT_DRAWN.match(chr(code)))
    assert drawable({"a": [every, 1]}) == {"a": [every, 1]}
    invoice = factories.an_invoice(ours)
    invoice.client = invoice.client | {
        "name": "株",
        "address": [every[start : start + 40] for start in range(0, 400, 40)],
    }
    assert "Œ" in words_of(invoice_pdf(invoice))


def test_a_mail_that_cannot_be_written_does_not_keep_the_others(mailoutbox: list[Any], service: object) -> None:
    """A title on two lines is a forged header: the library refuses to send it, each time, for ever."""
    Outbox.objects.create(recipient="a@essai.example", subject="Rappel\nBcc: tous@essai.example", text="x")
    outbox.write("b@essai.example", "Rappel\r\nBcc: tous@essai.example", "x")
    now = timezone.now()
    assert [carry_one(now), carry_one(now), carry_one(now)] == [True, True, False]
    assert [mail.to for mail in mailoutbox] == [["b@essai.example"]]
    assert mailoutbox[0].subject == "Rappel Bcc: tous@essai.example"
    assert Outbox.objects.undelivered().get().attempts == 1


def test_a_notice_whose_payment_is_in_other_hands_is_asked_for_again(
    ours: Member, martine: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was sent back to the page that asked, as a person is: the provider took it for an answer."""
    paid = a_card_payment(factories.an_invoice(ours), by=martine)
    notice = a_notice(paid)

    def busy(*_: object) -> None:
        raise Refused(BUSY)

    with monkeypatch.context() as patched:
        patched.setattr(rules, "receive", busy)
        assert send(notice) == 503
    assert send(notice) == 204
    assert CardNotice.objects.count() == 1
