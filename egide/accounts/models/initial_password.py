"""The « mot de passe provisoire » of the letter: hashed, dated, good for one first login and nothing else."""

import re
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.db.models import F
from django.utils import timezone

from egide.accounts.models.access_rules import AccessRules
from egide.accounts.models.user import User
from egide.common import signs
from egide.common.events import Actor

TRIES = 5


class InitialPasswordQuerySet(models.QuerySet["InitialPassword"]):
    def live(self) -> "InitialPasswordQuerySet":
        return self.filter(used_at=None, tries__lt=TRIES, expires_at__gt=timezone.now())


class InitialPassword(models.Model):
    """One letter: issuing another ends it, five wrong tries end it, its first login ends it."""

    user = models.OneToOneField(User, models.CASCADE, verbose_name="utilisateur", related_name="initial_password")
    hash = models.CharField("empreinte", max_length=200)
    issued_at = models.DateTimeField("émis le", default=timezone.now)
    expires_at = models.DateTimeField("expire le")
    tries = models.PositiveSmallIntegerField("essais manqués", default=0)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    objects = InitialPasswordQuerySet.as_manager()

    class Meta:
        verbose_name = "mot de passe provisoire"

    def __str__(self) -> str:
        return f"mot de passe provisoire de {self.user}"

    @classmethod
    def issue(cls, user: User, *, by: Actor, secret: str = "") -> str:
        """Draw a new one (59 bits in three groups), end the former and the password of the account."""
        secret = secret or new_secret()
        now = timezone.now()
        cls.objects.update_or_create(
            user=user,
            defaults={
                "hash": make_password(_as_read(secret)),
                "issued_at": now,
                "expires_at": now + timedelta(days=AccessRules.current().letter_days),
                "tries": 0,
                "used_at": None,
            },
        )
        user.await_first_login(by=by)
        return secret

    def open_with(self, secret: str) -> bool:
        """Uses it up if it is right: two people who hold the letter cannot both enter. A wrong try is counted."""
        mine = type(self).objects.live().filter(pk=self.pk)
        if self.is_written(secret):
            return bool(mine.update(used_at=timezone.now()))
        mine.update(tries=F("tries") + 1)
        return False

    def is_written(self, secret: str) -> bool:
        """Whether `secret` is what the letter says, groups and capitals left aside."""
        return check_password(_as_read(secret), self.hash)

    @classmethod
    def close(cls, user: User) -> bool:
        """The first login is done: nothing is kept of the letter. False when another letter was printed since."""
        deleted, _ = cls.objects.filter(user=user).exclude(used_at=None).delete()
        return bool(deleted)


def new_secret() -> str:
    return "-".join(signs.draw(4).lower() for _ in range(3))


def _as_read(secret: str) -> str:
    """What is copied from paper: hyphens left out or typed as spaces, a capital that a telephone added."""
    return re.sub(r"[\W_]", "", secret).lower()


def new_username() -> str:
    """A « code utilisateur » that says nothing and follows no order."""
    while User.objects.filter(username=(code := signs.draw(8).lower())).exists():
        continue
    return code
