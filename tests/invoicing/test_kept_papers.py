"""The paper of an invoice is drawn once, after its issue, and is the same file for ever."""

import hashlib
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import facturx
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.leasing import LEASE, claim
from egide.invoicing import keeping
from egide.invoicing.keeping import draw_all, draw_one, paper_of
from egide.invoicing.models import Invoice, InvoicePaper
from egide.invoicing.models.kept import TouchedPaperError
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, words_of


@pytest.fixture
def issued(service: Service, ours: Member) -> Invoice:
    return factories.an_invoice(ours, "1000.00", on=date(2026, 11, 2))


@pytest.fixture
def kept(issued: Invoice) -> InvoicePaper:
    assert draw_all() is False
    return InvoicePaper.objects.get(invoice=issued)


def test_the_worker_keeps_one_paper_for_each_invoice_that_was_issued(issued: Invoice, ours: Member) -> None:
    factories.an_invoice(ours, issue=False)
    issued.credit(by=None, reason="Salariés comptés deux fois")
    old = Invoice(member=ours, kind=Invoice.Kind.DUES, period="2018")
    old.prepare(by=None)
    old.take_over(by=None, number="329048", issued_on=date(2018, 4, 11), due_on=date(2018, 5, 11), gross=issued.gross)
    assert not InvoicePaper.objects.exclude(made_at=None).exists(), "the number is taken first, the paper comes after"
    draw_all()
    assert InvoicePaper.objects.exclude(made_at=None).count() == Invoice.objects.issued().count() == 3
    assert not draw_one(timezone.now()), "nothing is left"


def test_the_kept_file_is_the_factur_x_with_its_tags_and_its_order(kept: InvoicePaper) -> None:
    pdf = kept.read()
    assert (len(pdf), hashlib.sha256(pdf).hexdigest()) == (kept.size, kept.sha256)
    name, _ = facturx.get_xml_from_pdf(pdf, check_xsd=True)
    assert name == "factur-x.xml"
    assert is_accessible(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
    for declared in ("<pdfaid:part>3</pdfaid:part>", "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"):
        assert declared in metadata
    words = words_of(pdf)
    order = [words.index(said) for said in ("Santé Travail Essai", kept.invoice.number, "Cotisation", "Total TTC")]
    assert order == sorted(order)


def test_what_is_downloaded_is_what_was_kept_whatever_changes_since(
    kept: InvoicePaper, service: Service, as_martine: Client, as_armand: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.configure(by=None, name="Autre nom", assistance_email="autre@service.example")
    monkeypatch.setattr(keeping, "invoice_pdf", lambda invoice: b"drawn again")
    for client, url in (
        (as_martine, f"/adherents/10042/mes-factures/{kept.invoice_id}/pdf/"),
        (as_armand, f"/service/factures/{kept.invoice_id}/pdf/"),
    ):
        assert hashlib.sha256(client.get(url).content).hexdigest() == kept.sha256


def test_a_download_before_the_worker_gives_the_same_bytes_and_keeps_nothing(
    issued: Invoice, as_martine: Client, service: Service
) -> None:
    early = as_martine.get(f"/adherents/10042/mes-factures/{issued.pk}/pdf/").content
    assert not InvoicePaper.objects.exclude(made_at=None).exists()
    service.configure(by=None, assistance_email="autre@service.example", iban="FR7630001007941234567890185")
    draw_all()
    assert paper_of(Invoice.objects.get(pk=issued.pk)) == early


def test_nothing_replaces_or_deletes_what_is_kept(kept: InvoicePaper) -> None:
    before = kept.read()
    kept.keep(b"something else")
    assert kept.read() == before
    kept.sha256 = "0" * 64
    rows = InvoicePaper.objects.all()
    for attempt in (
        kept.save,
        kept.delete,
        rows.delete,
        lambda: rows.update(sha256="0" * 64),
        lambda: InvoicePaper.objects.bulk_update([kept], ["sha256"]),
    ):
        with pytest.raises(Refused, match="gardé tel quel"), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicePaper.objects.create(invoice=kept.invoice, member=kept.member)


def test_a_file_touched_on_the_disk_is_told_and_not_given(kept: InvoicePaper, as_martine: Client) -> None:
    place = str(kept.file.name)
    default_storage.delete(place)
    default_storage.save(place, ContentFile(b"%PDF-1.4 forged"))
    with pytest.raises(TouchedPaperError):
        kept.read()
    as_martine.raise_request_exception = False
    answer = as_martine.get(f"/adherents/10042/mes-factures/{kept.invoice_id}/pdf/")
    assert b"forged" not in answer.content
    assert answer.status_code == 500, "the page of breakdowns, with a reference that the log keeps"


def test_what_a_dead_worker_left_is_written_over(issued: Invoice) -> None:
    """It died between the file and the row: the row waits, the half file has the place of the whole one."""
    waiting = InvoicePaper.objects.get()
    default_storage.delete(f"factures/2026/11/{issued.pk}.pdf")  # of another test, whose invoice had this key
    place = default_storage.save(f"factures/2026/11/{issued.pk}.pdf", ContentFile(b"%PDF-1.7 half"))
    claimed = claim(InvoicePaper.objects.waiting(), timezone.now())
    assert claimed == waiting
    assert not draw_one(timezone.now()), "its lease runs"
    assert draw_one(timezone.now() + LEASE + timedelta(seconds=1))
    waiting.refresh_from_db()
    assert waiting.file.name == place
    assert waiting.read()


def test_a_paper_that_cannot_be_drawn_keeps_no_other_from_being_drawn(
    issued: Invoice, ours: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, real = factories.an_invoice(ours), invoice_pdf

    def broken(invoice: Invoice) -> bytes:
        if invoice == issued:
            raise RuntimeError("no font")
        return real(invoice)

    monkeypatch.setattr(keeping, "invoice_pdf", broken)
    with pytest.raises(RuntimeError):
        draw_all()
    draw_all()
    assert [paper.invoice for paper in InvoicePaper.objects.exclude(made_at=None)] == [other]
    monkeypatch.setattr(keeping, "invoice_pdf", real)
    draw_one(timezone.now() + LEASE + timedelta(seconds=1))
    assert not InvoicePaper.objects.waiting().exists()


def test_a_backup_carries_where_papers_are_kept(settings: object, tmp_path: Path) -> None:
    """They lie in the folder of files, which `make backup` saves whole with its digests."""
    from bin.backup import FOLDERS
    from config.settings.base import DATA_DIR, MEDIA_ROOT

    assert MEDIA_ROOT.parent == DATA_DIR
    assert MEDIA_ROOT.name in FOLDERS
