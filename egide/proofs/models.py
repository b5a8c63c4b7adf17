"""Attestations: what the service certifies of a member on one day, kept word for word."""

from datetime import date, timedelta
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.kept import Guard
from egide.common.workflow import verb
from egide.members.models import Owned
from egide.proofs import codes

IMMUTABLE = "Une attestation délivrée ne change plus : délivrez-en une autre."
# What may still be written of an attestation: that it has been revoked.
STILL_MOVES = frozenset({"revoked_at", "revoked_because"})


class Kind(models.TextChoices):
    MEMBERSHIP = "membership", "Attestation d’adhésion"
    PAYMENT = "payment", "Attestation de paiement"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def update(self, **values: Any) -> int:
        if set(values) - STILL_MOVES:
            raise Refused(IMMUTABLE)
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise Refused(IMMUTABLE)


class Certificate(Owned):
    """An attestation: its code, its day, how long it is shown as in force, and its own copy of what it says."""

    Kind = Kind

    kind = models.CharField("attestation", max_length=20, choices=Kind, editable=False)
    code = models.CharField("code de vérification", max_length=20, unique=True, default=codes.draw, editable=False)
    issued_on = models.DateField("délivrée le", editable=False)
    valid_until = models.DateField("valable jusqu’au", editable=False)
    content: "models.JSONField[Any, Any]" = models.JSONField("contenu", editable=False)
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)
    revoked_because = models.CharField("motif de l’annulation", max_length=200, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()
    guards = (
        Guard("UPDATE", IMMUTABLE, "{changed} OR OLD.revoked_at IS NOT NULL", STILL_MOVES),
        Guard("DELETE", IMMUTABLE),
    )
    never_recorded = ("code", "content")  # the history says that it was delivered; the row keeps what it says

    class Meta:
        verbose_name = "attestation"
        ordering = ("-issued_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_certificate_is_valid_from_its_day",
                condition=Q(valid_until__gte=models.F("issued_on")),
                violation_error_message="Une attestation est valable le jour où elle est délivrée.",
            ),
            models.CheckConstraint(
                name="a_revoked_certificate_says_why",
                condition=Q(revoked_at=None) | ~Q(revoked_because=""),
                violation_error_message="Dites pourquoi cette attestation est annulée.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} du {self.issued_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            kept = type(self)._base_manager.filter(pk=self.pk).values().get()
            if any(getattr(self, name) != value for name, value in kept.items() if name not in STILL_MOVES):
                raise Refused(IMMUTABLE)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Refused(IMMUTABLE)

    @property
    def shown_code(self) -> str:
        return codes.shown(self.code)

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    def is_valid_on(self, day: date) -> bool:
        return not self.is_revoked and self.issued_on <= day <= self.valid_until

    @verb("Attestation délivrée")
    def issue(self, *, by: Actor, content: dict[str, Any]) -> None:
        """The birth of the row; `egide.proofs.rules.certify` has looked at whether it may be."""
        self.issued_on = timezone.localdate()
        self.valid_until = self.issued_on + timedelta(days=Service.current().proof_days)
        self.content = content

    @verb("Attestation annulée")
    def revoke(self, *, by: Actor, reason: str) -> None:
        """Delivered by mistake: whoever checks its code is told no, whatever it said."""
        if self.is_revoked:
            raise Refused("Cette attestation est déjà annulée.")
        self.revoked_at, self.revoked_because = timezone.now(), reason
