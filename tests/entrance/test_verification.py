"""/verification/: a site manager who knows nobody here checks the attestation that Martine has shown."""

import pytest
from django.test import Client

from egide.members.models import Member
from egide.proofs import codes
from egide.proofs.models import Certificate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(ours: Member) -> Certificate:
    return factories.a_certificate(ours)


def told(page: str) -> str:
    """What the page answers, without the rest."""
    start = page.find('role="status"')
    return " ".join(page[start : page.find("<form", start)].split()) if start > 0 else ""


def test_the_address_of_the_qr_code_answers_without_an_account(client: Client, certificate: Certificate) -> None:
    answer = client.get(f"/verification/{certificate.shown_code}/")
    assert "<strong>Oui.</strong>" in told(answer.content.decode())
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_code_is_typed_with_the_company(client: Client, certificate: Certificate, ours: Member) -> None:
    typed = {"code": certificate.shown_code.lower(), "company": ours.siren}
    assert "<strong>Oui.</strong>" in told(client.post("/verification/", typed).content.decode())
    forged = typed | {"company": "552 100 554"}
    assert "<strong>Non.</strong>" in told(client.post("/verification/", forged).content.decode())


def test_yes_or_no_and_nothing_more(client: Client, certificate: Certificate, ours: Member) -> None:
    """Neither whose it is, nor what it says, nor why it is no longer in force."""
    pages = [client.get(f"/verification/{certificate.code}/").content.decode()]
    ours.strike_off(by=None, on=certificate.issued_on, reason="Cotisations impayées")
    pages.append(client.get(f"/verification/{certificate.code}/").content.decode())
    assert "Oui, à sa date." in told(pages[1])
    certificate.revoke(by=None, reason="Fraude")
    pages.append(client.get(f"/verification/{certificate.code}/").content.decode())
    for page in pages:
        for secret in (ours.name, "Aubert", "10042", ours.siren, ours.shown_siren, "Fraude", "impayées", "€"):
            assert secret not in page, secret


def test_taken_back_and_never_delivered_read_the_same(client: Client, certificate: Certificate) -> None:
    certificate.revoke(by=None, reason="Délivrée par erreur")
    unknown = client.get(f"/verification/{codes.draw()}/").content.decode()
    assert told(client.get(f"/verification/{certificate.code}/").content.decode()) == told(unknown) != ""


def test_whoever_tries_codes_waits(client: Client, certificate: Certificate) -> None:
    seen = [client.get(f"/verification/{codes.draw()}/").status_code for _ in range(31)]
    assert seen == [200] * 30 + [429]
    late = client.get(f"/verification/{certificate.code}/")
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "600"
    assert "Oui" not in late.content.decode()
    assert "réessayez dans dix minutes" in told(late.content.decode())


def test_nothing_typed_says_what_to_type(client: Client) -> None:
    page = client.post("/verification/", {"code": ""}).content.decode()
    assert "Erreur" in page
    assert not told(page)
