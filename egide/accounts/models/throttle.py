"""Counters of failures, in the database: no cache to lose, no process to fool, no race to win."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class ThrottleCounter(models.Model):
    """Failures in a row of one key (an account, a known device, an address), and until when it waits."""

    key = models.CharField("clé", max_length=200, unique=True)
    failures = models.PositiveIntegerField("échecs", default=0)
    since = models.DateTimeField("depuis", default=timezone.now)
    blocked_until: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        "bloqué jusqu’à", null=True, blank=True
    )

    class Meta:
        verbose_name = "compteur d’échecs"
        db_table = "throttle_counter"

    def __str__(self) -> str:
        return f"{self.key} : {self.failures}"
