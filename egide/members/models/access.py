"""Who may act for a member: its own users by role, and the people it has invited."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.members.models.member import Member, Owned
from egide.members.rights import Role

LAST_ADMINISTRATOR = "Un adhérent garde au moins un administrateur : nommez-en un autre d’abord."
INVITATION_LASTS = timedelta(hours=72)


class Access(Owned):
    """A person's right to act for a member; revoked, it stays as history and opens nothing."""

    member = models.ForeignKey(Member, models.PROTECT, verbose_name="adhérent", related_name="accesses", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="utilisateur", related_name="accesses"
    )
    role = models.CharField("rôle", max_length=20, choices=Role)
    granted_at = models.DateTimeField("accordée le", auto_now_add=True)
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "habilitation"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "member"),
                condition=models.Q(revoked_at=None),
                name="one_live_access_per_person",
                violation_error_message="Cette personne a déjà accès à cet espace.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} pour {self.member}"

    @verb("Accès ouvert")
    def grant(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the person, the member and the role."""

    @verb("Rôle changé")
    def change_role(self, *, by: Actor, role: str) -> None:
        if role != Role.ADMINISTRATOR:
            self._leave_an_administrator()
        self.role = role

    @verb("Accès retiré")
    def revoke(self, *, by: Actor) -> None:
        self._leave_an_administrator()
        self.revoked_at = timezone.now()

    @verb("Administration transmise")
    def hand_over(self, *, by: Actor, to: "Access", keep: str) -> None:
        """Another user becomes administrateur first, then this one takes the role `keep`; "" and it leaves."""
        if to.member_id != self.member_id or to.revoked_at is not None:
            raise Refused("Cette personne n’a pas accès à votre espace.")
        to.change_role(by=by, role=Role.ADMINISTRATOR)
        if keep:
            self.role = keep
        else:
            self.revoked_at = timezone.now()

    @property
    def is_the_last_administrator(self) -> bool:
        others = self.member.accesses.filter(role=Role.ADMINISTRATOR, revoked_at=None).exclude(pk=self.pk)
        return self.role == Role.ADMINISTRATOR and not others.exists()

    def _leave_an_administrator(self) -> None:
        """Locks the member's row first: two administrators leaving at once cannot both succeed."""
        Member.objects.select_for_update(no_key=True).get(pk=self.member_id)
        if self.is_the_last_administrator:
            raise Refused(LAST_ADMINISTRATOR)


class Invitation(Owned):
    """A place offered by e-mail: it opens nothing until the person accepts it, once, within 72 hours."""

    class State(models.TextChoices):
        SENT = "sent", "Envoyée"
        ACCEPTED = "accepted", "Acceptée"
        CANCELLED = "cancelled", "Annulée"

    email = models.EmailField("adresse e-mail")
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    role = models.CharField("rôle", max_length=20, choices=Role)
    state = models.CharField("état", max_length=40, choices=State, default=State.SENT, editable=False)
    token_hash = models.CharField("empreinte du lien", max_length=64, editable=False)
    expires_at = models.DateTimeField("expire le", editable=False)
    never_recorded = ("token_hash",)

    class Meta:
        verbose_name = "invitation"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @staticmethod
    def hash_of(token: str) -> str:
        """The token has 256 bits: a plain digest is enough to keep it unreadable."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SENT and timezone.now() < self.expires_at

    def send(self, *, by: Actor) -> str:
        """Write the invitation down, or renew it, and give the secret of its link, which is kept nowhere.

        Sent again, the former link opens nothing any more.
        """
        token = get_random_string(43)
        self.offer(by=by, token_hash=self.hash_of(token))
        return token

    @verb("Invitation envoyée")
    def offer(self, *, by: Actor, token_hash: str) -> None:
        """The birth of the row, or its renewal; `send` has drawn the secret."""
        if self.state != self.State.SENT:
            raise Refused("Cette invitation n’est plus en attente : invitez la personne de nouveau.")
        self.token_hash, self.expires_at = token_hash, timezone.now() + INVITATION_LASTS

    @transition(State.SENT, to=State.ACCEPTED, label="Accepter l’invitation", told="Invitation acceptée")
    def accept(self, *, by: Actor) -> None:
        if timezone.now() >= self.expires_at:
            raise Refused("Cette invitation a expiré : demandez-en une nouvelle à votre entreprise.")
        Access(user_id=getattr(by, "pk", 0), member=self.member, role=self.role).grant(by=by)

    @transition(State.SENT, to=State.CANCELLED, label="Annuler l’invitation", told="Invitation annulée")
    def cancel(self, *, by: Actor) -> None:
        """Its link opens nothing any more."""
