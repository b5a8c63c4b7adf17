"""Payer par carte, as Martine lives it: invoices chosen, the provider's page, then what our page says of it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import EURO, Kind, Told
from egide.cards.models import CardPayment
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories
from tests.cards.hands import TestBank, a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db
LIST = "/adherents/10042/mes-factures/"
PAGE = f"{LIST}carte/"


def seen(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    """144 € with VAT."""
    return factories.an_invoice(ours, "120.00")


def test_martine_pays_two_invoices_at_once(as_martine: Client, invoice: Invoice, ours: Member) -> None:
    second, left = factories.an_invoice(ours, "80.00"), factories.an_invoice(ours, "50.00")
    assert "Payer par carte" in seen(as_martine, LIST)
    assert left.number in seen(as_martine, PAGE)
    answer = as_martine.post(PAGE, {"invoices": [invoice.pk, second.pk]})
    paid = CardPayment.objects.get()
    assert answer.headers["Location"] == f"{PAGE}{paid.pk}/", "forms only go to ourselves: a link leads to the provider"
    assert {part.invoice for part in paid.parts.all()} == {invoice, second}
    page = seen(as_martine, f"{PAGE}{paid.pk}/")
    assert f'href="{paid.checkout_url}"' in page
    assert "240,00" in page
    assert TestBank.opened[-1].return_url.endswith(f"{PAGE}{paid.pk}/?retour=1")


def test_coming_back_proves_nothing_and_the_notice_does(as_martine: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    back = f"{PAGE}{paid.pk}/?retour=1"
    page = seen(as_martine, back)
    assert "en cours de confirmation" in page
    assert 'hx-get="?retour=1&liste=1&fois=1"' in page
    assert not Payment.objects.exists()
    fresh = as_martine.get(f"{back}&liste=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fresh
    assert "en cours de confirmation" in fresh
    send(a_notice(paid))
    page = seen(as_martine, back)
    assert "Paiement reçu" in page
    assert "hx-trigger" not in page, "what is decided is not asked again"


ASKS = re.compile(r'hx-get="(?P<address>[^"]+)" hx-trigger="every (?P<pause>\d+)s"')


def test_the_page_that_waits_asks_less_and_less_then_no_more(
    as_martine: Client, invoice: Invoice, martine: User
) -> None:
    """As htmx asks: each answer says where and when to ask next."""
    here = f"{PAGE}{a_card_payment(invoice, by=martine).pk}/"
    page, pauses = seen(as_martine, f"{here}?retour=1"), list[int]()
    while asks := ASKS.search(page):
        pauses.append(int(asks["pause"]))
        assert len(pauses) < 250, "it never stops"
        assert "Regarder de nouveau" in page, "who has no script looks again by a link"
        page = as_martine.get(here + asks["address"], headers={"HX-Request": "true"}).content.decode()
    assert pauses == sorted(pauses)
    assert pauses[:20] == [3] * 20, "a minute"
    assert pauses[20] > 3
    assert 9 * 60 <= sum(pauses) <= 11 * 60
    assert "cette page ne la cherche plus" in page
    assert '<p><a class="btn" href="?retour=1">Regarder de nouveau</a></p>' in page
    assert ASKS.search(seen(as_martine, f"{here}?retour=1"))


@pytest.mark.parametrize("asked", ["-1", "51", "x", "²", "9" * 5000])
def test_a_number_of_times_that_no_page_has_asked_begins_anew(
    asked: str, as_martine: Client, invoice: Invoice, martine: User
) -> None:
    here = f"{PAGE}{a_card_payment(invoice, by=martine).pk}/"
    assert 'fois=1" hx-trigger="every 3s"' in seen(as_martine, f"{here}?retour=1&fois={asked}")


def test_a_refusal_says_how_to_mend(as_martine: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    send(a_notice(paid, "refused", reason="insufficient_funds"))
    page = seen(as_martine, f"{PAGE}{paid.pk}/")
    assert "rien n’a été débité" in page
    assert f"{PAGE}?facture={invoice.pk}" in page
    assert "checked" in seen(as_martine, f"{PAGE}?facture={invoice.pk}")


def test_what_is_being_paid_is_not_offered_again(as_martine: Client, ours: Member, martine: User) -> None:
    factories.open_debits()  # the service has an account: a transfer could be made
    invoice = factories.an_invoice(ours, "120.00")
    assert "Pour régler par virement" in seen(as_martine, f"{LIST}{invoice.pk}/reglement/")
    paid = a_card_payment(invoice, by=martine)
    page = seen(as_martine, PAGE)
    assert "Rien à payer par carte" in page
    assert "Ne la payez pas une deuxième fois" in page
    window = seen(as_martine, f"{LIST}{invoice.pk}/reglement/")
    assert f"{PAGE}{paid.pk}/" in window
    assert "Pour régler par virement" not in window


def test_an_announced_debit_is_not_paid_by_card(as_martine: Client, ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    order = factories.a_debit_batch(ours).orders.get()
    page = seen(as_martine, PAGE)
    assert f"un prélèvement est annoncé pour le {order.batch.collect_on:%d/%m/%Y}" in page
    assert as_martine.post(PAGE, {"invoices": [order.invoice_id]}).status_code == 200
    assert not CardPayment.objects.exists()


def test_the_form_sent_twice_opens_one_page(as_martine: Client, invoice: Invoice) -> None:
    answers = [as_martine.post(PAGE, {"invoices": [invoice.pk]}) for _ in range(2)]
    assert CardPayment.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_nothing_chosen_or_a_bank_that_is_silent_is_said(as_martine: Client, invoice: Invoice) -> None:
    assert "Cochez au moins une facture" in as_martine.post(PAGE, {"sent": ""}).content.decode()
    TestBank.silent = True
    page = as_martine.post(PAGE, {"invoices": [invoice.pk]}).content.decode()
    assert "La page de paiement ne répond pas" in page
    assert CardPayment.objects.get().state == CardPayment.State.EXPIRED
    TestBank.silent = False
    assert as_martine.post(PAGE, {"invoices": [invoice.pk]}).status_code == 302


def test_another_members_invoice_is_never_paid(as_martine: Client, ours: Member, theirs: Member, karim: User) -> None:
    foreign = factories.an_invoice(theirs)
    assert as_martine.post(PAGE, {"invoices": [foreign.pk]}).status_code == 200
    opened = a_card_payment(foreign, by=karim)
    assert as_martine.get(f"{PAGE}{opened.pk}/").status_code == 404
    assert as_martine.post(f"{PAGE}{opened.pk}/abandon/").status_code == 404
    assert CardPayment.objects.count() == 1


def test_martine_gives_up_and_may_pay_otherwise(as_martine: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    page = as_martine.post(f"{PAGE}{paid.pk}/abandon/", follow=True).content.decode()
    assert "Le paiement est abandonné" in page
    assert TestBank.closed == [paid.provider_reference]
    assert f"{PAGE}?facture={invoice.pk}" in seen(as_martine, f"{LIST}{invoice.pk}/reglement/")


def test_giving_up_what_is_paid_already_says_so(as_martine: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    reference, now = paid.provider_reference, timezone.now()
    TestBank.decided[reference] = Told("evt_look", Kind.PAID, reference, 14400, EURO, now)
    page = as_martine.post(f"{PAGE}{paid.pk}/abandon/", follow=True).content.decode()
    assert "Paiement reçu" in page
    assert "Le paiement est abandonné" not in page
    assert Payment.objects.get().amount == Decimal("144.00")


def test_money_beyond_what_is_due_is_told_as_a_credit(as_martine: Client, invoice: Invoice, martine: User) -> None:
    factories.an_address(martine)
    paid = a_card_payment(invoice, by=martine)
    factories.a_payment(invoice.member, "144.00").allocate(by=None, invoice=invoice, amount=Decimal("144.00"))
    send(a_notice(paid))
    assert "144,00\N{NO-BREAK SPACE}€ vont au-delà de ce qui restait dû" in seen(as_martine, f"{PAGE}{paid.pk}/")
    mail = Outbox.objects.latest("pk")
    assert mail.subject == "Paiement de 144,00\N{NO-BREAK SPACE}€ reçu"
    assert "à votre avoir" in mail.text


def test_a_sum_that_differs_is_being_checked(as_martine: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    send(a_notice(paid, amount=1))
    assert "Le service vérifie ce paiement" in seen(as_martine, f"{PAGE}{paid.pk}/")
    assert "le service vérifie un paiement par carte" in seen(as_martine, PAGE)


def test_the_receipt_goes_to_the_payer_and_to_who_reads_invoices(ours: Member, invoice: Invoice, martine: User) -> None:
    factories.an_address(martine)
    billing = factories.a_person("lina", email="lina@aubert.example")
    factories.an_access(billing, ours, Role.BILLING)
    factories.an_address(billing)
    paid = a_card_payment(invoice, by=martine)
    notice = a_notice(paid)
    for _ in range(2):
        send(notice)
    assert sorted(Outbox.objects.values_list("recipient", flat=True)) == [billing.email, martine.email]
    mail = Outbox.objects.latest("pk")
    assert paid.reference in mail.text
    assert f"facture n° {invoice.number} : 144,00" in mail.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_refusal_is_told_to_the_payer_alone(ours: Member, invoice: Invoice, martine: User) -> None:
    factories.an_address(martine)
    paid = a_card_payment(invoice, by=martine)
    send(a_notice(paid, "refused"))
    assert [mail.recipient for mail in Outbox.objects.all()] == [martine.email]


def test_without_a_provider_no_button_stands_anywhere(as_martine: Client, invoice: Invoice, settings: Any) -> None:
    settings.CARD_PROVIDER = ""
    for address in (LIST, f"{LIST}{invoice.pk}/reglement/"):
        assert "par carte" not in seen(as_martine, address)
    assert as_martine.get(PAGE).status_code == 404


def test_who_may_not_pay_sees_and_does_not_pay(as_claire: Client, invoice: Invoice, martine: User) -> None:
    paid = a_card_payment(invoice, by=martine)
    assert "Payer par carte" not in seen(as_claire, LIST)
    assert as_claire.post(PAGE, {"invoices": [invoice.pk]}).status_code == 403
    page = seen(as_claire, f"{PAGE}{paid.pk}/")
    assert paid.checkout_url not in page
    assert "Abandonner" not in page


def test_an_old_page_of_payment_is_let_go_in_time(as_martine: Client, invoice: Invoice, martine: User) -> None:
    """The clock of the page is told to the person, who knows until when it waits."""
    paid = a_card_payment(invoice, by=martine)
    until = timezone.localtime(paid.expires_at)
    assert until - timezone.now() <= timedelta(minutes=30)
    assert f"{until.hour}\N{NO-BREAK SPACE}h" in seen(as_martine, f"{PAGE}{paid.pk}/")
