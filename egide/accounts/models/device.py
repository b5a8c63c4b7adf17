"""The devices that need no code by mail for a while: one row a device and person, named, dated, forgotten at will."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from egide.accounts.models.user import User


class TrustedDeviceQuerySet(models.QuerySet["TrustedDevice"]):
    def live(self) -> "TrustedDeviceQuerySet":
        return self.filter(trusted_until__gt=timezone.now())


class TrustedDevice(models.Model):
    """A browser that has already shown the code sent by mail; the secret of its cookie is kept as a digest."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="utilisateur", related_name="trusted_devices")
    digest = models.CharField("empreinte", max_length=64)
    label = models.CharField("appareil", max_length=100)
    trusted_until = models.DateTimeField("reconnu jusqu’au")

    objects = TrustedDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "appareil reconnu"
        db_table = "trusted_device"
        constraints = (models.UniqueConstraint(fields=("user", "digest"), name="one_trust_per_person_and_device"),)

    def __str__(self) -> str:
        return self.label

    @staticmethod
    def digest_of(secret: str) -> str:
        """The secret has 256 bits: a plain digest is enough to keep it unreadable."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def trust(cls, user: User, secret: str, label: str) -> None:
        until = timezone.now() + timedelta(days=settings.TRUSTED_DEVICE_DAYS)
        cls.objects.update_or_create(
            user=user, digest=cls.digest_of(secret), defaults={"label": label, "trusted_until": until}
        )

    @classmethod
    def renew(cls, former: str, secret: str) -> None:
        """The people who already share this browser stay recognised, by its new secret and by it alone."""
        cls.objects.filter(digest=cls.digest_of(former)).update(digest=cls.digest_of(secret))

    @classmethod
    def knows(cls, user: User, secret: str) -> bool:
        return bool(secret) and cls.objects.live().filter(user=user, digest=cls.digest_of(secret)).exists()
