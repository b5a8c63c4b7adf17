"""The employer asks: for whom, why, when not, where; it may take the request back as long as nothing is planned."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from egide.appointments.half_days import in_words
from egide.appointments.models.core import AppointmentRow
from egide.appointments.occupancy import wait_for_turn
from egide.appointments.states import OPEN, Reason, State
from egide.centres.models import Centre
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.employees.models import StopCause
from egide.followup.models import NEVER_SHOWN


class Requested(AppointmentRow):
    """What the employer says when it asks; nothing of it is medical."""

    reason = models.CharField("motif", max_length=20, choices=Reason)
    unavailable = models.CharField("indisponibilités", max_length=300, blank=True)
    # codes of `half_days`, the mornings and afternoons of the week that do not suit
    avoided: "models.JSONField[Any, Any]" = models.JSONField("demi-journées à éviter", default=list, blank=True)
    away_from = models.DateField("indisponible du", null=True, blank=True)
    away_until = models.DateField("indisponible jusqu’au", null=True, blank=True)
    comment = models.CharField("message au service", max_length=300, blank=True)
    wished_centre = models.ForeignKey(
        Centre, models.PROTECT, verbose_name="centre souhaité", related_name="+", null=True, blank=True
    )
    stop_cause = models.CharField("cause de l’arrêt", max_length=30, choices=StopCause, blank=True)
    stopped_on = models.DateField("début de l’arrêt", null=True, blank=True)
    returns_on = models.DateField("date de reprise", null=True, blank=True)
    due_on = models.DateField("au plus tard le", null=True, blank=True, editable=False)
    requested_at = models.DateTimeField("demandé le", default=timezone.now, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="demandé par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def unavailabilities(self) -> str:
        """When it does not suit, in one sentence: half-days, days away, and the employer's own words."""
        away = f"du {self.away_from:%d/%m/%Y} au {self.away_until:%d/%m/%Y}" if self.away_from else ""
        return " ; ".join(part for part in (in_words(self.avoided), away, self.unavailable) if part)

    @verb("Rendez-vous demandé")
    def request(self, *, by: Actor, due_on: date | None = None) -> None:
        """The birth of the row: whoever builds it has set its member, its employee and what is asked."""
        if self.employee.is_gone:
            raise Refused(f"{self.employee.full_name} n’est plus dans l’effectif : annulez la sortie d’abord.")
        if self.kind in NEVER_SHOWN:
            raise Refused("Cette visite ne se demande pas sur le portail.")
        self.requested_by_id, self.requested_at = by.pk if by else None, timezone.now()
        self.due_on = due_on

    @transition(*OPEN, to=State.WITHDRAWN, label="Retirer la demande", told="Demande retirée", first=wait_for_turn)
    def withdraw(self, *, by: Actor) -> None:
        """The employer changes its mind before the service has planned anything: free of charge."""
