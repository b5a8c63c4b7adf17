"""What an employer may declare of an employee's risks: codes of the dated table, and nothing else."""

from datetime import date

from django.db import models

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.regulation import offered_to_employer


class Declared(models.Model):
    """A determinant with its own dates; `until` empty means that it holds."""

    code = models.CharField("déterminant", max_length=60)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        abstract = True


def check_codes(codes: list[str], *, already: list[str], on: date) -> None:
    """Refuse a code that the employer is not offered today (one declared earlier may stay)."""
    offered = {d.code for group in offered_to_employer(on, Service.current().regulation).values() for d in group}
    if unknown := set(codes) - offered - set(already):
        raise Refused(f"Déterminant inconnu : {', '.join(sorted(unknown))}.")
