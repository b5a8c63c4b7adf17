"""The archive of a year: every paper of it in one file, made by the worker, taken by its member alone."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.invoicing import archives
from egide.invoicing.archives import forget_what_is_over, make_one
from egide.invoicing.keeping import drawn
from egide.invoicing.models import Invoice, InvoiceArchive, InvoicePaper
from egide.invoicing.models.archive import LEASE
from egide.members.models import Member
from tests import factories

PAGE = "/adherents/10042/mes-factures/archives/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def year(service: Service, ours: Member) -> list[Invoice]:
    """Two invoices and a credit note of 2025, an invoice of another year, one of another member."""
    first = factories.an_invoice(ours, "100.00", on=date(2025, 3, 2))
    second = factories.an_invoice(ours, "72.00", on=date(2025, 1, 9))
    factories.an_invoice(ours, "50.00", on=date(2024, 5, 1))
    return [second, first]


def asked(client: Client, year: int = 2025) -> InvoiceArchive:
    answer = client.post(PAGE, {"year": str(year)})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    return InvoiceArchive.objects.get(made_at=None)


def taken(client: Client, archive: InvoiceArchive) -> ZipFile:
    answer = client.get(f"{PAGE}{archive.pk}/")
    assert answer.status_code == 200
    assert f'filename="factures-10042-{archive.year}.zip"' in answer["Content-Disposition"]
    return ZipFile(BytesIO(answer.getvalue()))


def test_martine_takes_every_paper_of_the_year_and_their_list(
    as_martine: Client, year: list[Invoice], theirs: Member
) -> None:
    factories.an_invoice(theirs, on=date(2025, 2, 1))
    archive = asked(as_martine)
    assert make_one(timezone.now())
    zipped = taken(as_martine, archive)
    names = [f"{one.issued_on:%Y-%m-%d}_F{one.number}.pdf" for one in year]
    assert zipped.namelist() == [*names, "liste.csv"]
    assert sorted(names) == names, "by date"
    assert zipped.testzip() is None
    for name, invoice in zip(names, year, strict=True):
        assert zipped.read(name) == InvoicePaper.objects.get(invoice=invoice).read(), "what is kept, byte for byte"
    lines = list(csv.DictReader(StringIO(zipped.read("liste.csv").decode("utf-8-sig")), delimiter=";"))
    assert [(line["Fichier"], line["HT"], line["TVA"], line["TTC"]) for line in lines] == [
        (names[0], "72,00", "14,40", "86,40"),
        (names[1], "100,00", "20,00", "120,00"),
    ]


def test_a_credit_note_is_in_it_under_its_letter(as_martine: Client, ours: Member, service: Service) -> None:
    invoice = factories.an_invoice(ours)
    invoice.credit(by=None, reason="Salariés comptés deux fois")
    archive = asked(as_martine, timezone.localdate().year)
    make_one(timezone.now())
    note = invoice.corrections.get()
    assert f"{note.issued_on:%Y-%m-%d}_A{note.number}.pdf" in taken(as_martine, archive).namelist()


def test_the_page_says_how_far_the_worker_is_then_offers_the_file(as_martine: Client, year: list[Invoice]) -> None:
    archive = asked(as_martine)
    archive.tell(1)
    page = as_martine.get(f"{PAGE}?liste=1", headers=HTMX).content.decode()
    assert "<html" not in page
    assert 'hx-trigger="every 2s"' in page
    assert '<progress max="2" value="1">' in page
    assert as_martine.get(f"{PAGE}{archive.pk}/").status_code == 404, "not ready"
    make_one(timezone.now() + LEASE + timedelta(seconds=1))
    page = as_martine.get(PAGE).content.decode()
    assert f'href="{PAGE}{archive.pk}/"' in page
    assert "hx-trigger" not in page.split('id="archives"')[1].split(">")[0]


def test_an_archive_is_its_members_alone(
    as_martine: Client, as_karim: Client, as_armand: Client, year: list[Invoice], theirs: Member
) -> None:
    archive = asked(as_martine)
    make_one(timezone.now())
    assert as_karim.get(f"{PAGE}{archive.pk}/").status_code == 404
    assert as_karim.get(f"/adherents/10077/mes-factures/archives/{archive.pk}/").status_code == 404
    assert as_armand.get(f"/service/adherents/10077/factures/archives/{archive.pk}/").status_code == 404
    ours = as_armand.get(f"/service/adherents/10042/factures/archives/{archive.pk}/")
    assert ours.getvalue()[:2] == b"PK"


def test_armand_has_one_made_for_a_member_and_it_is_told(as_armand: Client, year: list[Invoice]) -> None:
    url = "/service/adherents/10042/factures/archives/"
    assert as_armand.post(url, {"year": "2025"}).status_code == 302
    assert Event.objects.filter(name="invoicearchive.ask", member=year[0].member).exists()
    make_one(timezone.now())
    assert f"{url}{InvoiceArchive.objects.get().pk}/" in as_armand.get(url).content.decode()


def test_the_same_year_is_not_asked_twice_at_once_nor_an_empty_one(as_martine: Client, year: list[Invoice]) -> None:
    asked(as_martine)
    again = as_martine.post(PAGE, {"year": "2025"}).content.decode()
    assert "se prépare déjà" in again
    assert as_martine.post(PAGE, {"year": "1999"}).status_code == 200, "not a year of the list"
    with pytest.raises(Refused, match="Aucune facture"):
        InvoiceArchive(member=year[0].member, year=1999).ask(by=None)
    assert InvoiceArchive.objects.count() == 1


def test_a_worker_that_dies_is_followed_by_another_that_draws_nothing_twice(
    as_martine: Client, year: list[Invoice], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, real = asked(as_martine), drawn
    seen: list[InvoicePaper] = []

    def dying(paper: InvoicePaper) -> InvoicePaper:
        if seen:
            raise SystemExit
        seen.append(paper)
        return real(paper)

    monkeypatch.setattr(archives, "drawn", dying)
    with pytest.raises(SystemExit):
        make_one(timezone.now())
    kept = InvoicePaper.objects.exclude(made_at=None).get()
    assert not make_one(timezone.now()), "the dead one still holds it"
    monkeypatch.setattr(archives, "drawn", real)
    assert make_one(timezone.now() + LEASE + timedelta(seconds=1))
    assert len(taken(as_martine, archive).namelist()) == 3
    assert InvoicePaper.objects.get(pk=kept.pk).made_at == kept.made_at


def test_it_goes_with_its_file_after_seven_days_or_when_a_new_one_is_made(
    as_martine: Client, year: list[Invoice]
) -> None:
    first = asked(as_martine)
    make_one(timezone.now())
    second = asked(as_martine)
    make_one(timezone.now())
    assert as_martine.get(f"{PAGE}{first.pk}/").status_code == 404
    forget_what_is_over()
    assert list(InvoiceArchive.objects.all()) == [second]
    assert not default_storage.exists(f"archives/{first.pk}.zip")
    InvoiceArchive.objects.update(expires_at=timezone.now())
    assert as_martine.get(f"{PAGE}{second.pk}/").status_code == 404
    forget_what_is_over()
    assert not InvoiceArchive.objects.exists()
    assert not default_storage.exists(f"archives/{second.pk}.zip")


def test_exports_have_the_columns_of_accounting(as_martine: Client, as_armand: Client, year: list[Invoice]) -> None:
    payment = factories.a_payment(year[1].member, "20.00")
    payment.allocate(by=None, invoice=year[1], amount=Decimal("20.00"))
    for client, url in (
        (as_martine, "/adherents/10042/mes-factures/export/csv/?annee=2025"),
        (as_armand, "/service/factures/export/csv/?annee=2025"),
    ):
        lines = csv.DictReader(StringIO(client.get(url).content.decode("utf-8-sig")), delimiter=";")
        line = next(line for line in lines if line["N°"] == year[1].number)
        expected = {
            "Date": "02/03/2025", "Type de facture": "Facture de cotisation", "Période": "4ème trimestre 2026",
            "HT": "100,00", "TVA": "20,00", "TTC": "120,00", "Réglé": "20,00", "Reste dû": "100,00", "État": "Échue",
        }  # fmt: skip
        assert {name: line[name] for name in expected} == expected
