"""Invoice numbers: one continuous series a year, without a gap and without a double."""

from django.db import models

from egide.common.kept import Guard

CONTINUOUS = "Une série de factures avance d’un numéro à la fois et ne revient jamais en arrière."


class InvoiceSeries(models.Model):
    """The last number taken of a year; its row is locked until the invoice that takes the next is saved."""

    year = models.PositiveSmallIntegerField("année", unique=True)
    last = models.PositiveIntegerField("dernier numéro", default=0)

    guards = (
        Guard("UPDATE", CONTINUOUS, "OLD.year <> NEW.year OR NEW.last < OLD.last OR NEW.last > OLD.last + 1"),
        Guard("DELETE", CONTINUOUS),
    )

    class Meta:
        verbose_name = "série de factures"

    def __str__(self) -> str:
        return f"{self.year} : {self.last}"

    @classmethod
    def take(cls, year: int) -> str:
        """The next number, inside the caller's transaction: if it fails, the number is not lost."""
        cls.objects.get_or_create(year=year)
        series = cls.objects.select_for_update().get(year=year)
        series.last += 1
        series.save(update_fields=["last"])
        return f"{year}-{series.last:05d}"
