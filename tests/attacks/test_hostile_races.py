"""What serves once serves once, however many hands hold it: invitations, letters, links, codes, money, credit notes."""

from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.test import Client

from egide.accounts.models import InitialPassword, User
from egide.common.errors import Refused
from egide.entrance.second_factor.codes import accept_code
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Access, Invitation, Member
from tests import factories
from tests.attacks.hands import rounds, same_session, statuses, together
from tests.entrance.mails import last_mail, link_in

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = rounds(4, 30)
OWN = "tuile cuivre rame douze"


def offered(ours: Member) -> str:
    place = Invitation(member=ours, email="eve@x.example", first_name="Ève", last_name="V", role="reader")
    return f"/invitation/{place.send(by=None)}/"


def test_row_36_one_invitation_makes_one_account(ours: Member) -> None:
    link, before = offered(ours), User.objects.count()
    form = {"password1": OWN, "password2": OWN}
    answers = together(*[lambda: Client(raise_request_exception=False).post(link, form)] * HANDS)
    assert max(statuses(answers)) < 500
    assert User.objects.count() == before + 1
    assert Access.objects.filter(member=ours, role="reader").count() == 1


def test_row_36_one_invitation_opens_to_one_person(as_karim: Client, as_sophie: Client, ours: Member) -> None:
    """Two people who have accounts share the link: one of them enters."""
    link = offered(ours)
    answers = together(*[lambda who=who: same_session(who).post(link) for who in (as_karim, as_sophie)])
    assert max(statuses(answers)) < 500
    assert Access.objects.filter(member=ours, role="reader").count() == 1


def test_row_36_one_invitation_adds_one_place_to_an_account(as_karim: Client, ours: Member, karim: User) -> None:
    link = offered(ours)
    answers = together(*[lambda: same_session(as_karim).post(link)] * HANDS)
    assert max(statuses(answers)) < 500
    assert Access.objects.filter(member=ours, user=karim).count() == 1


def test_row_08_one_letter_opens_one_first_login(ours: Member) -> None:
    person = factories.a_person("nouvelle")
    factories.an_access(person, ours)
    secret = InitialPassword.issue(person, by=None)
    form = {"login": "nouvelle", "password": secret}
    answers = together(*[lambda: Client(raise_request_exception=False).post("/connexion/", form)] * HANDS)
    assert sorted(statuses(answers)) == [200] * (HANDS - 1) + [302]


def test_row_08_the_first_administrators_link_opens_to_one_person(capsys: pytest.CaptureFixture[str]) -> None:
    """Two hands hold the link that the command printed: one chooses the password, the name and the address."""
    call_command("premier_administrateur")
    path = capsys.readouterr().out.split("127.0.0.1:8000")[1].strip()

    def form(number: int) -> dict[str, str]:
        word, address = f"tuile cuivre rame numéro {number}", f"n{number}@x.example"
        twice = {"password1": word, "password2": word, "email1": address, "email2": address}
        return twice | {"first_name": f"Nadia {number}", "last_name": "Ferhat"}

    browsers = [Client(raise_request_exception=False) for _ in range(HANDS)]
    answers = together(*[
        lambda browser=browser, number=number: browser.post(path, form(number))
        for number, browser in enumerate(browsers)
    ])  # fmt: skip
    assert sorted(statuses(answers)) == [302] + [404] * (HANDS - 1)
    winner = statuses(answers).index(302)
    user = User.objects.get()
    assert (user.first_name, user.email) == (f"Nadia {winner}", f"n{winner}@x.example")
    assert user.check_password(f"tuile cuivre rame numéro {winner}")


def test_row_25_one_link_chooses_one_password(martine: User) -> None:
    factories.an_address(martine)
    Client().post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    path = link_in(last_mail(martine.email).text, "/mot-de-passe-oublie/")
    browsers = [Client(raise_request_exception=False) for _ in range(HANDS)]
    forms = [browser.get(path, follow=True).request["PATH_INFO"] for browser in browsers]
    chosen = [f"tuile cuivre rame numéro {n}" for n in range(HANDS)]
    answers = together(*[
        lambda browser=browser, form=form, word=word: browser.post(form, {"password1": word, "password2": word})
        for browser, form, word in zip(browsers, forms, chosen, strict=True)
    ])  # fmt: skip
    assert max(statuses(answers)) < 500
    assert [answer.headers.get("Location") for answer in answers].count("/mot-de-passe-change/") == 1


def test_row_30_a_recovery_code_serves_once(martine: User) -> None:
    codes = RecoveryCodes.activate(martine)
    code = codes.get_unused_codes()[0]
    outcomes = together(*[lambda: accept_code(martine, code)] * HANDS)
    assert [isinstance(outcome, Authenticator) for outcome in outcomes].count(True) == 1
    assert len(RecoveryCodes(Authenticator.objects.get(user=martine)).get_unused_codes()) == 9


def test_row_40_one_invoice_is_credited_once(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    rows = [Invoice.objects.get(pk=invoice.pk) for _ in range(HANDS)]
    outcomes = together(*[lambda row=row: row.credit(by=None, reason="Erreur") for row in rows])
    assert outcomes.count(None) == 1
    assert [type(outcome) for outcome in outcomes].count(Refused) == HANDS - 1
    assert Invoice.objects.filter(nature=Invoice.Nature.CREDIT_NOTE).count() == 1


@pytest.mark.parametrize("part", [60, 20])
def test_row_40_a_part_credited_at_once_is_credited_once(part: int, ours: Member) -> None:
    """The same part of a hundred euros, by several hands: one avoir, even where the line would bear them all."""
    invoice = factories.an_invoice(ours, "100.00")
    parts = {invoice.lines.get().pk: Decimal(part)}
    rows = [Invoice.objects.get(pk=invoice.pk) for _ in range(HANDS)]
    outcomes = together(*[lambda row=row: row.correct(by=None, reason="Erreur", parts=parts) for row in rows])
    assert outcomes.count(None) == 1
    assert [type(outcome) for outcome in outcomes].count(Refused) == HANDS - 1
    invoice.refresh_from_db()
    assert (invoice.credited, invoice.corrections.count()) == (Decimal(part) * Decimal("1.20"), 1)


def test_row_40_money_is_put_down_once(ours: Member) -> None:
    """One payment on two invoices at once, and two payments on one invoice: neither gives more than there is."""
    invoices = [factories.an_invoice(ours, "100.00") for _ in range(HANDS)]
    payment = factories.a_payment(ours, "120.00")
    rows = [Payment.objects.get(pk=payment.pk) for _ in range(HANDS)]
    together(*[
        lambda row=row, invoice=invoice: row.allocate(by=None, invoice=invoice, amount=Decimal("120.00"))
        for row, invoice in zip(rows, invoices, strict=True)
    ])  # fmt: skip
    payment.refresh_from_db()
    assert payment.unallocated == 0
    assert sum(Invoice.objects.get(pk=invoice.pk).settled for invoice in invoices) == Decimal("120.00")

    due = factories.an_invoice(ours, "100.00")
    given = [factories.a_payment(ours, "120.00") for _ in range(HANDS)]
    together(*[
        lambda row=row: row.allocate(by=None, invoice=Invoice.objects.get(pk=due.pk), amount=Decimal("120.00"))
        for row in given
    ])  # fmt: skip
    due.refresh_from_db()
    assert due.settled == due.gross == Decimal("120.00")


def test_row_40_the_same_money_is_given_back_once(ours: Member) -> None:
    payment = factories.a_payment(ours, "100.00")
    rows = [Payment.objects.get(pk=payment.pk) for _ in range(HANDS)]
    facts = {"amount": Decimal("100.00"), "on": payment.received_on, "reference": "VIR"}
    together(*[lambda row=row: row.give_back(by=None, **facts) for row in rows])
    assert payment.refunds.count() == 1
