"""Makes the archives that wait: each paper under a name that sorts, and a list of them all."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.base import File

from egide.common.leasing import claim
from egide.invoicing.keeping import drawn
from egide.invoicing.listed import HEADER, cells
from egide.invoicing.models import Invoice, InvoiceArchive, InvoicePaper
from egide.invoicing.models.archive import LEASE
from egide.ui.exports import csv_of

LIST = "liste.csv"
TOLD_EVERY = 10  # papers
ZIP_BEGINS = date(1980, 1, 1)  # the format knows no day before (APPNOTE, 4.4.6)


def make_one(now: datetime) -> bool:
    """Make the next archive that nobody makes; False when there is none. Papers that are not drawn yet are, and
    kept: a worker that dies leaves that much less to whoever takes the archive up."""
    archive = claim(InvoiceArchive.objects.waiting(), now, LEASE)
    if archive is None:
        return False
    invoices = list(archive.invoices())
    with TemporaryFile() as content:
        _fill(archive, invoices, content)
        archive.hold(File(content), len(invoices))
    return True


def forget_what_is_over() -> None:
    """The file first: a row without its file is gone the next time, a file without its row would stay for ever."""
    for archive in InvoiceArchive.objects.over().order_by("pk"):
        archive.file.delete(save=False)
        archive.delete()


def _fill(archive: InvoiceArchive, invoices: list[Invoice], content: IO[bytes]) -> None:
    with ZipFile(content, "w") as zipped:
        for name, invoice in zip(_names(invoices), invoices, strict=True):
            day = max(invoice.issued_on or ZIP_BEGINS, ZIP_BEGINS)
            zipped.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), _paper(invoice))
            if (done := len(zipped.filelist)) % TOLD_EVERY == 0:
                archive.tell(done)
        lines = ((name, *cells(one)) for name, one in zip(_names(invoices), invoices, strict=True))
        zipped.writestr(LIST, csv_of(("Fichier", *HEADER), lines), compress_type=ZIP_DEFLATED)


def _names(invoices: list[Invoice]) -> Iterator[str]:
    """« 2026-03-02_F2026-00012.pdf »; a number of the former software may hold signs that no file name does."""
    for invoice in invoices:
        number = re.sub(r"[^\w.-]", "-", invoice.number)
        yield f"{invoice.issued_on:%Y-%m-%d}_{invoice.letter}{number}.pdf"


def _paper(invoice: Invoice) -> bytes:
    paper, _ = InvoicePaper.objects.get_or_create(invoice=invoice, defaults={"member_id": invoice.member_id})
    return drawn(paper).read()
