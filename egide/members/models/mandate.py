"""Accounting firms: the firm, its own users, and its right on each member that trusts it."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.identifiers import check_siren, clean_digits
from egide.common.indexes import PiecesIndex
from egide.common.models import Versioned
from egide.common.uploads import renamed
from egide.common.workflow import transition, verb
from egide.members.models.member import Owned
from egide.members.rights import Scope


class Delegate(Versioned):
    """A « cabinet comptable » or any firm that acts for members."""

    name = models.CharField("nom du cabinet", max_length=200)
    siren = models.CharField("SIREN", max_length=9, validators=[check_siren], blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    class Meta:
        verbose_name = "cabinet"
        ordering = ("name",)
        indexes = (PiecesIndex("name", name="firms_by_pieces"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def known_as(cls, words: str) -> "Delegate | None":
        """The one firm with this SIREN, or with exactly this name; a firm is never found by half a name."""
        siren = clean_digits(words)
        if len(siren) == 9 and siren.isdigit():
            return cls.objects.filter(siren=siren).first()
        named = list(cls.objects.filter(name__iexact=words.strip())[:2])
        return named[0] if len(named) == 1 else None

    @verb("Cabinet décrit")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(self, name, value)


class DelegateUser(models.Model):
    """A person who works in a firm: what the firm may do, this person may do."""

    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="cabinet", related_name="users")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="utilisateur", related_name="delegate_user"
    )
    left_at = models.DateTimeField("parti le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "collaborateur de cabinet"

    def __str__(self) -> str:
        return f"{self.user} ({self.delegate})"

    @verb("Entrée dans le cabinet")
    def join(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the firm and the person."""

    @verb("Départ du cabinet")
    def leave(self, *, by: Actor) -> None:
        self.left_at = timezone.now()


# A firm may be given a mandate again after these.
OVER = ("refused", "revoked")


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_shown_state(self, state: str) -> "MandateQuerySet":
        """`state` as people read it: "expired" is an active mandate whose end has passed."""
        over = Q(state="active", ends_on__lt=timezone.localdate())
        conditions = {"expired": over, "active": Q(state="active") & ~over}
        return self.filter(conditions.get(state, Q(state=state)))

    def standing(self) -> "MandateQuerySet":
        """Those that wait for the member's answer, or that it has granted."""
        return self.exclude(state__in=OVER)


class Mandate(Owned):
    """A firm's right on one member: scopes, from, until. Pending, it opens nothing; expired is a date."""

    class State(models.TextChoices):
        PENDING = "pending", "En attente"
        ACTIVE = "active", "Actif"
        REFUSED = "refused", "Refusé"
        REVOKED = "revoked", "Révoqué"

    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="cabinet", related_name="mandates")
    scopes = models.JSONField("domaines", default=list)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True)
    state = models.CharField("état", max_length=40, choices=State, default=State.PENDING, editable=False)
    proof = models.FileField("mandat signé", upload_to="mandats/%Y/", blank=True)
    proof_name = models.CharField("nom du mandat signé", max_length=200, blank=True, editable=False)
    closed_because = models.CharField("motif du refus ou de la révocation", max_length=200, blank=True, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("delegate", "member"),
                condition=~Q(state__in=OVER),
                name="one_mandate_per_firm_and_member",
                violation_error_message="Ce cabinet a déjà un mandat, en attente ou actif, sur cet adhérent.",
            ),
            models.CheckConstraint(
                name="a_mandate_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="La fin du mandat ne peut pas précéder son début.",
            ),
        )

    def __str__(self) -> str:
        return f"mandat de {self.delegate} sur {self.member}"

    def clean(self) -> None:
        unknown = set(self.scopes) - set(Scope.values)
        if unknown or not self.scopes:
            raise Refused("Choisissez au moins un domaine du mandat.")

    def is_live(self, on: date) -> bool:
        ends = self.ends_on or date.max
        return self.state == self.State.ACTIVE and self.starts_on <= on <= ends

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def has_expired(self) -> bool:
        return self.state == self.State.ACTIVE and bool(self.ends_on and self.ends_on < timezone.localdate())

    @property
    def shown_state(self) -> str:
        if self.state == self.State.ACTIVE and self.starts_on > timezone.localdate():
            return "À venir"
        return "Expiré" if self.has_expired else self.get_state_display()

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]

    @verb("Mandat demandé")
    def ask(self, *, by: Actor, proof: Any = None) -> None:
        """The firm asks, or the service holds the member's signed paper (`proof`): nothing opens yet."""
        if proof is not None:
            self.proof_name = PurePath(proof.name).name[-200:]
            self.proof = renamed(proof)

    @transition(State.PENDING, to=State.ACTIVE, label="Accorder le mandat", told="Mandat accordé")
    def grant(self, *, by: Actor) -> None:
        """The member or the service says yes."""

    @verb("Domaines ou dates du mandat changés")
    def change_terms(self, *, by: Actor, scopes: list[str], starts_on: date, ends_on: date | None) -> None:
        """Other domains, other dates: what the firm may do changes with its next request."""
        if self.is_over:
            raise Refused(f"Ce mandat est {self.get_state_display().lower()} : créez-en un nouveau.")
        self.scopes, self.starts_on, self.ends_on = scopes, starts_on, ends_on

    @transition(State.PENDING, to=State.REFUSED, label="Refuser le mandat", told="Mandat refusé")
    def refuse(self, *, by: Actor, reason: str = "") -> None:
        """The firm is not told: a refusal would say that the member exists (security, section 5.4)."""
        self.closed_because = reason

    @transition(State.ACTIVE, to=State.REVOKED, label="Révoquer le mandat", told="Mandat révoqué")
    def revoke(self, *, by: Actor, reason: str = "") -> None:
        """It ends with the firm's next request."""
        self.closed_because = reason
