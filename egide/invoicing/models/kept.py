"""The paper of an invoice, as a file: drawn once by the worker, then the same bytes for ever."""

import hashlib
from typing import Any, NoReturn

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.kept import Guard
from egide.common.leasing import Leased
from egide.invoicing.models.invoice import Invoice
from egide.members.models import Owned

KEPT = "Le document d’une facture est gardé tel quel : il ne se remplace ni ne se supprime."


class TouchedPaperError(Exception):
    """The file is not the one that was kept: somebody changed it on the disk, or it was not restored."""


class InvoicePaperQuerySet(models.QuerySet["InvoicePaper"]):
    def waiting(self) -> "InvoicePaperQuerySet":
        return self.filter(made_at=None)

    def update(self, **values: Any) -> int:
        """The lease of a paper that is not drawn yet still moves; nothing else does."""
        if set(values) != {"locked_until"}:
            raise Refused(KEPT)
        return super(InvoicePaperQuerySet, self.waiting()).update(**values)

    def delete(self) -> NoReturn:
        raise Refused(KEPT)


def place_of(paper: "InvoicePaper", _: str) -> str:
    """One place an invoice: what a dead worker has left there is written over, and no file is without a row."""
    return f"factures/{paper.invoice.issued_on:%Y/%m}/{paper.invoice_id}.pdf"


class InvoicePaper(Owned, Leased):
    """One row an invoice, born with it; `made_at` is empty until the worker has drawn the file."""

    invoice = models.OneToOneField(
        Invoice, models.PROTECT, verbose_name="facture", related_name="paper", editable=False
    )
    file = models.FileField("fichier", upload_to=place_of, max_length=200, blank=True, editable=False)
    size = models.PositiveIntegerField("taille, en octets", default=0, editable=False)
    sha256 = models.CharField("empreinte", max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField("gardé le", null=True, blank=True, editable=False)

    objects = InvoicePaperQuerySet.as_manager()
    guards = (
        Guard("UPDATE", KEPT, "OLD.made_at IS NOT NULL AND {changed}"),
        Guard("DELETE", KEPT),
    )

    class Meta:
        verbose_name = "document de facture"
        indexes = (models.Index(fields=("locked_until", "id"), name="papers_to_draw", condition=Q(made_at=None)),)
        constraints = (
            models.CheckConstraint(
                name="a_kept_paper_has_its_file_and_digest",
                condition=Q(made_at=None, file="", sha256="")
                | (Q(made_at__isnull=False) & ~Q(file="") & ~Q(sha256="")),
                violation_error_message="Un document gardé a son fichier et son empreinte.",
            ),
        )

    def __str__(self) -> str:
        return f"document de la {self.invoice}"

    @classmethod
    def ask_for(cls, invoice_id: int, member_id: int) -> None:
        """The row of a paper to draw, in the transaction that issues it; the worker is woken once it is safe."""
        cls.objects.create(invoice_id=invoice_id, member_id=member_id)
        transaction.on_commit(_wake_the_worker)

    def keep(self, pdf: bytes) -> None:
        """Write the file and the row in one transaction; somebody who was faster has kept the same paper already.

        Killed before the end, the row still waits, and the next one writes over whatever stands in its place.
        """
        with transaction.atomic():
            held = type(self).objects.select_for_update().get(pk=self.pk)
            if held.made_at is None:
                held.file.storage.delete(place_of(held, ""))
                held.file.save("", ContentFile(pdf), save=False)
                held.size, held.sha256, held.made_at = len(pdf), hashlib.sha256(pdf).hexdigest(), timezone.now()
                super(InvoicePaper, held).save(force_update=True)
        self.refresh_from_db()

    def read(self) -> bytes:
        """The bytes that were kept, which must be those of their digest."""
        with self.file.open("rb") as kept:
            pdf: bytes = kept.read()
        if hashlib.sha256(pdf).hexdigest() != self.sha256:
            raise TouchedPaperError(self.file.name)
        return pdf

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Refused(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Refused(KEPT)


def _wake_the_worker() -> None:
    from egide.invoicing.tasks import draw_papers

    draw_papers()
