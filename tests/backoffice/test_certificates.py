"""The attestations of a member, in its page: Élise delivers one on the phone, Armand takes one back."""

import pytest
from django.test import Client

from egide.members.models import Member
from egide.proofs.models import Certificate
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/service/adherents/10042/factures/attestations/"


def test_elise_delivers_one_that_the_member_sees(as_elise: Client, as_martine: Client, ours: Member) -> None:
    assert as_elise.post(PAGE, {"kind": "membership"}).status_code == 302
    certificate = ours.certificates.get()
    assert as_elise.get(f"/service/adherents/attestations/{certificate.pk}/pdf/").status_code == 200
    assert certificate.shown_code in as_martine.get("/adherents/10042/mes-factures/attestations/").content.decode()


def test_the_service_is_refused_for_the_same_reason(as_elise: Client, ours: Member) -> None:
    told = as_elise.post(PAGE, {"kind": "payment"}).content.decode()
    assert "Aucune cotisation n’a encore été appelée" in told
    assert not ours.certificates.exists()


def test_armand_takes_one_back_with_a_reason_that_martine_reads(
    as_armand: Client, as_martine: Client, ours: Member
) -> None:
    certificate = factories.a_certificate(ours)
    url = f"/service/adherents/attestations/{certificate.pk}/annulation/"
    assert "Complétez ce champ" in as_armand.post(url, {"reason": ""}).content.decode()
    assert as_armand.post(url, {"reason": "Délivrée à la mauvaise entreprise"}).status_code == 302
    page = as_martine.get("/adherents/10042/mes-factures/attestations/").content.decode()
    assert "Délivrée à la mauvaise entreprise" in page
    assert as_martine.get(f"/adherents/10042/mes-factures/attestations/{certificate.pk}/pdf/").status_code == 404
    assert Certificate.objects.get().is_revoked
