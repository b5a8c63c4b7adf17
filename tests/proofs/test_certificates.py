"""Attestations: Martine obtains hers at once, a stranger checks them, nobody changes them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.common.signs import SIGNS
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.proofs import codes
from egide.proofs.models import IMMUTABLE, Certificate
from egide.proofs.papers import certificate_pdf
from egide.proofs.rules import Verdict, hindrance, verdict
from tests import factories
from tests.papers import is_accessible, words_of

pytestmark = pytest.mark.django_db
PAGE = "/adherents/10042/mes-factures/attestations/"
Kind = Certificate.Kind


def settle(invoice: Invoice) -> None:
    payment = factories.a_payment(invoice.member, str(invoice.gross))
    payment.allocate(by=None, invoice=invoice, amount=invoice.gross)
    invoice.refresh_from_db()


def a_late_invoice(member: Member, **facts: Any) -> Invoice:
    today = timezone.localdate()
    return factories.an_invoice(member, on=today - timedelta(60), due_on=today - timedelta(30), **facts)


def text_of(certificate: Certificate) -> str:
    return words_of(certificate_pdf(certificate))


def test_martine_obtains_both_at_once(as_martine: Client, ours: Member) -> None:
    settle(factories.an_invoice(ours))
    for kind in Kind:
        assert as_martine.post(PAGE, {"kind": kind}).status_code == 302
    page = as_martine.get(PAGE).content.decode()
    for certificate in ours.certificates.all():
        assert certificate.shown_code in page
        pdf = as_martine.get(f"{PAGE}{certificate.pk}/pdf/")
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert f"10042-{timezone.localdate()}.pdf" in pdf.headers["Content-Disposition"]
    assert {row.kind for row in ours.certificates.all()} == set(Kind)


def test_the_paper_names_the_company_and_the_way_to_check_it(ours: Member) -> None:
    text = text_of(factories.a_certificate(ours))
    for told in ("Attestation d’adhésion", "Charpentes Aubert", "2 mars 2015", "10042", "/verification/"):
        assert told in text, text
    assert ours.certificates.get().shown_code in text


def test_the_paper_of_a_payment_tells_the_dues_of_a_year(ours: Member) -> None:
    paid, coming = factories.an_invoice(ours, "500.00"), factories.an_invoice(ours, period="1er trimestre 2027")
    settle(paid)
    text = text_of(factories.a_certificate(ours, Kind.PAYMENT))
    assert paid.number in text, text
    assert "réglée" in text
    assert f"à régler au {coming.due_on:%d/%m/%Y}" in text


def test_the_paper_is_tagged_and_in_french(ours: Member) -> None:
    assert is_accessible(certificate_pdf(factories.a_certificate(ours)))


def test_what_it_says_stays_whatever_the_company_and_the_service_become(ours: Member) -> None:
    certificate = factories.a_certificate(ours)
    before = text_of(certificate)
    ours.correct_identity(by=None, name="Autre nom", siren=factories.a_siren())
    Service.current().configure(by=None, name="Autre service", address="2 rue Neuve\n51100 Reims")
    assert text_of(Certificate.objects.get()) == before


def test_late_dues_refuse_both_with_the_invoices_and_the_way_to_pay(as_martine: Client, ours: Member) -> None:
    late = a_late_invoice(ours)
    page = as_martine.get(PAGE).content.decode()
    assert page.count("Une cotisation est échue") == 2
    assert f"/adherents/10042/mes-factures/{late.pk}/reglement/" in page
    told = as_martine.post(PAGE, {"kind": Kind.PAYMENT}).content.decode()
    assert late.number in told
    assert not ours.certificates.exists()
    settle(late)
    assert as_martine.post(PAGE, {"kind": Kind.PAYMENT}).status_code == 302


def test_the_service_may_prove_a_membership_whose_dues_are_late(ours: Member) -> None:
    a_late_invoice(ours)
    Service.current().configure(by=None, membership_proof_needs_dues=False)
    today = timezone.localdate()
    assert hindrance(ours, Kind.MEMBERSHIP, today) is None
    assert hindrance(ours, Kind.PAYMENT, today) is not None


def test_an_absence_not_paid_is_no_late_contribution(ours: Member) -> None:
    settle(factories.an_invoice(ours))
    a_late_invoice(ours, kind=Invoice.Kind.ABSENCE)
    assert hindrance(ours, Kind.PAYMENT, timezone.localdate()) is None


def test_nothing_paid_is_nothing_to_prove(ours: Member) -> None:
    found = hindrance(ours, Kind.PAYMENT, timezone.localdate())
    assert found
    assert "Aucune cotisation" in found.reason


@pytest.mark.parametrize(("day", "why"), [(date(2015, 3, 1), "commence"), (date(2026, 6, 30), "a pris fin")])
def test_a_membership_is_proven_while_it_is_in_force(ours: Member, day: date, why: str) -> None:
    ours.strike_off(by=None, on=date(2026, 6, 30), reason="Cessation")
    found = hindrance(ours, Kind.MEMBERSHIP, day)
    assert found
    assert why in found.reason
    assert hindrance(ours, Kind.MEMBERSHIP, date(2026, 6, 29)) is None


def test_neither_the_orm_nor_a_query_changes_one(ours: Member) -> None:
    certificate = factories.a_certificate(ours)
    certificate.content = {"sentences": ["Faux"]}
    for act in (
        certificate.save,
        certificate.delete,
        Certificate.objects.all().delete,
        lambda: Certificate.objects.update(valid_until=date(2099, 1, 1)),
    ):
        with pytest.raises(Refused, match=IMMUTABLE), transaction.atomic():
            act()


def test_the_history_says_it_without_its_code(martine: User, ours: Member) -> None:
    certificate = factories.a_certificate(ours)
    event = Event.objects.get(name="certificate.issue")
    assert event.member == ours
    assert certificate.code not in str(event.changes)


def test_codes_cannot_be_guessed_and_are_read_however_they_are_typed() -> None:
    drawn = {codes.draw() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(code) == 20 and set(code) <= set(SIGNS) for code in drawn)
    code = next(iter(drawn))
    assert codes.typed(f" {codes.shown(code).lower()} ") == code


class TestVerdict:
    def test_true_today_then_true_on_its_day(self, ours: Member) -> None:
        certificate = factories.a_certificate(ours)
        assert verdict(certificate.shown_code) is Verdict.STILL_TRUE
        ours.strike_off(by=None, on=timezone.localdate(), reason="Cessation")
        assert verdict(certificate.code) is Verdict.WAS_TRUE

    def test_its_days_are_counted(self, ours: Member) -> None:
        certificate = factories.a_certificate(ours)
        assert certificate.valid_until == certificate.issued_on + timedelta(180)
        assert certificate.is_valid_on(certificate.valid_until)
        assert not certificate.is_valid_on(certificate.valid_until + timedelta(1))

    def test_a_debt_since_is_not_told_apart_from_age(self, ours: Member) -> None:
        settle(factories.an_invoice(ours))
        certificate = factories.a_certificate(ours, Kind.PAYMENT)
        a_late_invoice(ours)
        assert verdict(certificate.code) is Verdict.WAS_TRUE

    def test_one_taken_back_or_unknown_is_no(self, ours: Member) -> None:
        certificate = factories.a_certificate(ours)
        certificate.revoke(by=None, reason="Délivrée par erreur")
        assert verdict(certificate.code) is Verdict.NO
        assert verdict(codes.draw()) is Verdict.NO
        assert verdict("") is Verdict.NO
        with pytest.raises(Refused):
            certificate.revoke(by=None, reason="Encore")

    def test_a_code_copied_on_the_paper_of_another_is_no(self, ours: Member, theirs: Member) -> None:
        certificate = factories.a_certificate(ours)
        for own in (ours.siren, ours.shown_siren, "10042"):
            assert verdict(certificate.code, own) is Verdict.STILL_TRUE
        for other in (theirs.siren, "10077", "x"):
            assert verdict(certificate.code, other) is Verdict.NO
