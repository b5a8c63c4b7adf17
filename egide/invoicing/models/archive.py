"""The papers of one member and one year in one file, made by the worker and kept for some days."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.leasing import Leased
from egide.common.workflow import verb
from egide.invoicing.models.invoice import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.models import Owned

KEPT_FOR = timedelta(days=7)
# Said again after every few papers: another worker takes up what was left by one that says nothing for a minute.
LEASE = timedelta(minutes=1)


class InvoiceArchiveQuerySet(models.QuerySet["InvoiceArchive"]):
    def waiting(self) -> "InvoiceArchiveQuerySet":
        return self.filter(made_at=None)

    def live(self) -> "InvoiceArchiveQuerySet":
        """Being made, or ready and still kept."""
        return self.filter(Q(made_at=None) | Q(expires_at__gt=timezone.now()))

    def over(self) -> "InvoiceArchiveQuerySet":
        return self.filter(expires_at__lte=timezone.now())


def place_of(archive: "InvoiceArchive", _: str) -> str:
    """One place an archive: what a dead worker has left there is written over."""
    return f"archives/{archive.pk}.zip"


class InvoiceArchive(Owned, Leased):
    """`done` of `papers` are in it; `made_at` is empty until the file is whole."""

    year = models.PositiveSmallIntegerField("année", editable=False)
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="demandée par", related_name="+", null=True,
        editable=False,
    )  # fmt: skip
    papers = models.PositiveIntegerField("pièces", default=0, editable=False)
    done = models.PositiveIntegerField("pièces rangées", default=0, editable=False)
    file = models.FileField("fichier", upload_to=place_of, max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField("taille, en octets", default=0, editable=False)
    made_at = models.DateTimeField("prête le", null=True, blank=True, editable=False)
    expires_at = models.DateTimeField("gardée jusqu’au", null=True, blank=True, editable=False)

    objects = InvoiceArchiveQuerySet.as_manager()
    never_recorded = ("locked_until", "done")

    class Meta:
        verbose_name = "archive de factures"
        ordering = ("-year", "-pk")
        indexes = (
            models.Index(fields=("locked_until", "id"), name="archives_to_make", condition=Q(made_at=None)),
            models.Index(fields=("expires_at",), name="archives_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("member", "year"),
                condition=Q(made_at=None),
                name="one_archive_of_a_year_at_a_time",
                violation_error_message="L’archive de cette année se prépare déjà.",
            ),
            models.CheckConstraint(
                name="an_archive_that_is_made_has_its_file_and_its_end",
                condition=Q(made_at=None, file="", expires_at=None)
                | (Q(made_at__isnull=False, expires_at__isnull=False) & ~Q(file="")),
                violation_error_message="Une archive prête a son fichier et sa fin.",
            ),
        )

    def __str__(self) -> str:
        return f"archive des factures {self.year}"

    @verb("Archive demandée")
    def ask(self, *, by: Actor) -> None:
        """Whoever builds it has set the member and the year; the worker is woken once it is safe."""
        self.papers = self.invoices().count()
        if not self.papers:
            raise Refused(f"Aucune facture n’a été émise en {self.year}.")
        self.asked_by_id = by.pk if by else None
        transaction.on_commit(_wake_the_worker)

    def invoices(self) -> InvoiceQuerySet:
        """All that was issued in the year, credit notes too, the oldest first."""
        found = Invoice.objects.filter(member_id=self.member_id, issued_on__year=self.year)
        return found.issued().select_related("member").order_by("issued_on", "number")

    def tell(self, done: int) -> None:
        """How far the worker is; nobody else takes the archive up meanwhile."""
        waiting = InvoiceArchive.objects.waiting().filter(pk=self.pk)
        waiting.update(done=done, locked_until=timezone.now() + LEASE)

    def hold(self, content: "File[Any]", papers: int) -> None:
        """The file and the row in one transaction; former archives of the same year are not needed any more."""
        with transaction.atomic():
            held = InvoiceArchive.objects.select_for_update().filter(pk=self.pk, made_at=None).first()
            if held is None:  # another worker was faster
                return
            held.file.storage.delete(place_of(held, ""))
            held.size, held.papers, held.done = content.size, papers, papers
            held.file.save("", content, save=False)
            held.made_at, held.expires_at = timezone.now(), timezone.now() + KEPT_FOR
            held.save()
            former = InvoiceArchive.objects.live().filter(
                member_id=self.member_id, year=self.year, made_at__isnull=False
            )
            former.exclude(pk=self.pk).update(expires_at=timezone.now())

    @property
    def download_name(self) -> str:
        return f"factures-{self.member.number}-{self.year}.zip"


def _wake_the_worker() -> None:
    from egide.invoicing.tasks import make_archives

    make_archives()
