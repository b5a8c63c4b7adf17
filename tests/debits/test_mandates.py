"""Mandates: Martine signs one online, sees four signs of her account ever after, and takes it back."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.common.models import Event
from egide.debits.models import DebitMandate
from egide.debits.papers import mandate_pdf
from egide.debits.rules import hand_over
from egide.debits.tasks import expire_mandates
from egide.members.models import Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories
from tests.papers import is_accessible, words_of

pytestmark = pytest.mark.django_db
PAGE = "/adherents/10042/mes-factures/prelevement/"
IBAN = "FR14 2004 1010 0505 0001 3M02 606"
FORM = {"debtor": "Charpentes Aubert", "iban": IBAN, "bic": "", "agreed": "on"}


def test_martine_signs_and_the_proof_is_kept(as_martine: Client, ours: Member, martine: User) -> None:
    factories.open_debits()
    assert "identifiant" not in as_martine.get(PAGE).content.decode()
    assert "Santé Travail Essai" in as_martine.get(f"{PAGE}signature/").content.decode()
    assert as_martine.post(f"{PAGE}signature/", FORM, REMOTE_ADDR="192.0.2.9").status_code == 302
    mandate = DebitMandate.objects.get()
    assert (mandate.signed_by, mandate.signed_from) == ("Martine Aubert", "192.0.2.9")
    assert mandate.agreed["identifier"] == "FR72ZZZ123456"
    assert "autorisez Santé Travail Essai" in mandate.agreed["sentences"][0]
    page = as_martine.get(PAGE).content.decode()
    assert mandate.rum in page
    assert "2606" in page


def test_the_account_is_nowhere_in_clear(as_martine: Client, ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.an_address(martine)
    as_martine.post(f"{PAGE}signature/", FORM)
    whole = "FR1420041010050500013M02606"
    with connection.cursor() as cursor:
        cursor.execute("SELECT iban FROM debits_debitmandate")
        assert whole not in cursor.fetchone()[0]
    told = [json.dumps(row, default=str) for row in Event.objects.values()]
    told += list(Outbox.objects.values_list("text", flat=True).order_by("pk"))
    told += [as_martine.get(PAGE).content.decode(), words_of(mandate_pdf(DebitMandate.objects.get()))]
    assert len(Outbox.objects.all()) == 1
    assert not [text for text in told if "200410100505" in text.replace(" ", "")]
    assert DebitMandate.objects.get().iban == whole


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"iban": "FR15 2004 1010 0505 0001 3M02 606"}, "Cet IBAN n’existe pas"),
        ({"iban": "BR1800360305000010009795493C1"}, "hors de la zone SEPA"),
        ({"agreed": ""}, "Cochez cette case pour signer"),
        ({"bic": "TROIS"}, "Ce BIC n’existe pas"),
    ],
)
def test_a_mistake_says_how_to_mend(as_martine: Client, ours: Member, typed: dict[str, str], sentence: str) -> None:
    factories.open_debits()
    assert sentence in as_martine.post(f"{PAGE}signature/", FORM | typed).content.decode()
    assert not DebitMandate.objects.exists()


def test_one_active_mandate_a_member(ours: Member, martine: User) -> None:
    factories.open_debits()
    first = factories.a_debit_mandate(ours, martine)
    with pytest.raises(Refused, match="déjà actif"):
        factories.a_debit_mandate(ours, martine)
    copy = DebitMandate(**{f.attname: getattr(first, f.attname) for f in DebitMandate._meta.fields if f.name != "id"})
    copy.rum = "AUTRE"
    with pytest.raises(IntegrityError), transaction.atomic():
        DebitMandate.objects.bulk_create([copy])
    first.revoke(by=martine, reason="autre banque")
    factories.a_debit_mandate(ours, martine)


def test_what_was_signed_does_not_change(ours: Member, martine: User) -> None:
    factories.open_debits()
    mandate = factories.a_debit_mandate(ours, martine)
    mandate.debtor = "Un autre"
    with pytest.raises(Refused, match="ne change plus"):
        mandate.save()


def test_the_paper_is_the_text_agreed_to(ours: Member, martine: User) -> None:
    factories.open_debits()
    mandate = factories.a_debit_mandate(ours, martine)
    factories.open_debits(name="Un Autre Nom")
    pdf = mandate_pdf(mandate)
    text = words_of(pdf)
    for told in (mandate.rum, "FR72ZZZ123456", "Santé Travail Essai", "Martine Aubert", "192.0.2.7", "treize mois"):
        assert told in text, text
    assert "Un Autre Nom" not in text
    assert is_accessible(pdf)


def test_only_who_pays_signs(ours: Member, as_claire: Client) -> None:
    factories.open_debits()
    reader = factories.a_person("lea")
    factories.an_access(reader, ours, Role.READER)
    as_lea = Client()
    as_lea.force_login(reader)
    for client in (as_claire, as_lea):
        assert client.post(f"{PAGE}signature/", FORM).status_code == 403
    assert not DebitMandate.objects.exists()


def test_without_an_identifier_debit_is_not_open(as_martine: Client, ours: Member) -> None:
    assert "pas ouvert" in as_martine.get(PAGE).content.decode()
    assert as_martine.post(f"{PAGE}signature/", FORM).status_code == 404
    assert "prelevement" not in as_martine.get("/adherents/10042/mes-factures/").content.decode()


def test_martine_revokes_and_is_told(as_martine: Client, ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.an_address(martine)
    mandate = factories.a_debit_mandate(ours, martine)
    assert as_martine.post(f"{PAGE}{mandate.pk}/revocation/").status_code == 302
    mandate.refresh_from_db()
    assert mandate.state == DebitMandate.State.REVOKED
    assert Outbox.objects.latest("pk").subject == "Mandat de prélèvement terminé"
    again = as_martine.get(f"{PAGE}{mandate.pk}/revocation/", follow=True).content.decode()
    assert "Mandats terminés" in again, "nothing is left to revoke: she reads since when it is over"
    assert "Avec un mandat, vos factures" in again


def test_it_expires_after_36_months_without_a_debit(ours: Member, theirs: Member, martine: User) -> None:
    factories.open_debits()
    old, used = factories.a_debit_mandate(ours, martine), factories.a_debit_mandate(theirs, martine)
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        hand_over(factories.a_debit_batch(theirs), by=None)
    long_ago = timezone.now() - timedelta(days=37 * 31)
    DebitMandate.objects.update(signed_at=long_ago)
    assert not DebitMandate.objects.filter(pk=old.pk).usable(timezone.localdate()).exists()
    expire_mandates.call_local()
    assert DebitMandate.objects.get(pk=old.pk).state == DebitMandate.State.EXPIRED
    assert DebitMandate.objects.get(pk=used.pk).is_active
    factories.a_debit_mandate(ours, martine)
