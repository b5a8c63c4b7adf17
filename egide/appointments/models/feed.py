"""Calendars to subscribe to, by an address that is its own key: whose, since when, and whether it still opens."""

import hashlib
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from egide.centres.models import Physician
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.members.models import Owned


class Feed(models.Model):
    """The secret of the address is drawn, shown once and kept nowhere: only its digest is."""

    token_hash = models.CharField("empreinte de l’adresse", max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField("ouvert le", null=True, editable=False)

    never_recorded = ("token_hash",)

    class Meta:
        abstract = True

    @staticmethod
    def hash_of(token: str) -> str:
        """The token has 256 bits: a plain digest is enough to keep it unreadable."""
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def of_token(cls, token: str) -> models.QuerySet[Self]:
        """One at most, found by the digest: how long the search takes says nothing of the secret."""
        return cls._default_manager.filter(token_hash=cls.hash_of(token))

    @property
    def is_open(self) -> bool:
        return bool(self.token_hash)

    def open(self, *, by: Actor) -> str:
        """Open it, or renew it, and give the secret of its address; the former one opens nothing any more."""
        token = get_random_string(43)
        self.give_address(by=by, token_hash=self.hash_of(token))
        return token

    @verb("Adresse d’agenda donnée")
    def give_address(self, *, by: Actor, token_hash: str) -> None:
        """The birth of the row, or its renewal; `open` has drawn the secret."""
        self.token_hash, self.opened_at = token_hash, timezone.now()

    @verb("Adresse d’agenda fermée")
    def revoke(self, *, by: Actor) -> None:
        """Whoever reads by it finds nothing from now on."""
        self.token_hash = ""


def one_key(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=("token_hash",),
        condition=~models.Q(token_hash=""),
        name=name,
        violation_error_message="Recommencez : cette adresse existe déjà.",
    )


class MemberFeed(Feed, Owned):
    """What one person may see of the appointments of one member; it dies with that right."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="utilisateur", related_name="+", editable=False
    )

    read_on = models.DateField("dernière lecture le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "agenda d’adhérent"
        constraints = (
            models.UniqueConstraint(
                fields=("member", "user"),
                name="one_feed_per_member_and_user",
                violation_error_message="Cet agenda existe déjà : rechargez la page.",
            ),
            one_key("a_member_feed_has_its_own_key"),
        )

    def __str__(self) -> str:
        return f"agenda de {self.user}"

    def is_first_reading_of(self, today: date) -> bool:
        """Note that it is read today, and say whether it had not been: a calendar reads every quarter of an hour, and
        of two readings at once one is the first."""
        return bool(MemberFeed.objects.filter(pk=self.pk).exclude(read_on=today).update(read_on=today))


class PhysicianFeed(Feed):
    """The visits of one professional; it dies when they leave."""

    physician = models.OneToOneField(
        Physician, models.PROTECT, verbose_name="professionnel", related_name="feed", editable=False
    )

    class Meta:
        verbose_name = "agenda de professionnel"
        constraints = (one_key("a_physician_feed_has_its_own_key"),)

    def __str__(self) -> str:
        return f"agenda de {self.physician}"
