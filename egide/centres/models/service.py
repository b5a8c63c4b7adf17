"""The service itself: all that it says of itself and chooses, in one row."""

from typing import Any

from django.db import models
from django.utils import timezone

from egide.centres.models.billing import Billing
from egide.centres.models.bookkeeping import Bookkeeping
from egide.centres.models.debiting import Debiting
from egide.centres.models.dunning import Dunning
from egide.centres.models.e_invoicing import EInvoicing
from egide.centres.models.follow_up_rules import FollowUpRules
from egide.centres.models.identity import Identity
from egide.centres.models.proving import Proving
from egide.centres.models.reminding import Reminding
from egide.common.composed import composed
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.per_request import forget, once_a_request
from egide.common.workflow import verb


class Service(
    Identity, Billing, Bookkeeping, Debiting, Dunning, EInvoicing, Proving, Reminding, FollowUpRules, Versioned
):
    """The one service of this installation: its identity and the choices that the law leaves to it."""

    class Meta:
        verbose_name = "service"
        constraints = (
            models.CheckConstraint(
                name="there_is_one_service",
                condition=models.Q(pk=1),
                violation_error_message="Une installation sert un seul service.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget()

    @property
    def collects_by_debit(self) -> bool:
        """Whether members may sign a mandate: the bank wants to know who collects, and where the money goes."""
        return bool(self.creditor_identifier and self.iban)

    @staticmethod
    @once_a_request
    def current() -> "Service":
        """The service of this installation, with its defaults until somebody has filled them in."""
        return next(iter(_service()), None) or Service(pk=1)

    @verb("Paramètres modifiés")
    def configure(self, *, by: Actor, **settings: Any) -> None:
        sent_before = self.dunning_by_itself and not self._state.adding
        self._begin_dunning(settings, timezone.localdate(), sent_before=sent_before)
        for name, value in settings.items():
            setattr(self, name, value)


@composed
def _service() -> models.QuerySet[Service]:
    return Service.objects.filter(pk=1)
