"""What one member declares in one campaign: prepared from Mes salariés, attested, corrected with a reason."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.models import Versioned
from egide.common.workflow import transition, verb
from egide.declarations.models.campaign import DeclarationCampaign
from egide.declarations.models.filing import Filing
from egide.declarations.models.step import BEFORE_ATTESTING, DeclarationStep, Step
from egide.declarations.queries import DeclarationQuerySet
from egide.declarations.workforce import lines_of
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

CHANGED = "L’effectif a changé depuis que cette page est ouverte : relisez le récapitulatif, puis attestez."


class DeclarationState(models.TextChoices):
    TO_DO = "to_do", "À commencer"
    DRAFT = "draft", "En cours"
    FILED = "filed", "Attestée"
    REOPENED = "reopened", "À corriger"


class Declaration(Owned, Versioned):
    """One a member and campaign. It holds no list of its own: what is declared is in Mes salariés until the
    attestation, and in the copy that the attestation takes (`Filing`) from then on."""

    State = DeclarationState

    campaign = models.ForeignKey(
        DeclarationCampaign, models.PROTECT, verbose_name="campagne", related_name="declarations", editable=False
    )
    state = models.CharField(
        "état", max_length=20, choices=DeclarationState, default=DeclarationState.TO_DO, editable=False
    )
    correspondent = models.CharField("interlocuteur", max_length=120, blank=True)
    correspondent_phone = models.CharField("téléphone", max_length=30, blank=True)
    correspondent_email = models.EmailField("adresse e-mail", blank=True)
    remark = models.TextField("remarque pour le service", max_length=1000, blank=True)
    reopened_because = models.CharField("motif de la réouverture", max_length=300, blank=True, editable=False)
    extended_to = models.DateField("délai prolongé au", null=True, blank=True, editable=False)
    extended_because = models.CharField("motif de la prolongation", max_length=300, blank=True, editable=False)

    objects = DeclarationQuerySet.as_manager()

    if TYPE_CHECKING:
        steps: "RelatedManager[DeclarationStep]"
        filings: "RelatedManager[Filing]"

    class Meta:
        verbose_name = "déclaration annuelle"
        ordering = ("-campaign__year", "member")
        indexes = (models.Index(fields=("campaign", "state"), name="declarations_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "member"),
                name="a_member_declares_once_a_campaign",
                violation_error_message="Cet adhérent a déjà sa déclaration dans cette campagne.",
            ),
            models.CheckConstraint(
                name="an_extension_has_a_date_and_a_reason",
                condition=Q(extended_to=None, extended_because="")
                | (Q(extended_to__isnull=False) & ~Q(extended_because="")),
                violation_error_message="Indiquez la date et le motif de la prolongation.",
            ),
        )

    def __str__(self) -> str:
        return str(self.campaign)

    @property
    def latest_day(self) -> date:
        return self.extended_to or self.campaign.closes_on

    @property
    def is_filed(self) -> bool:
        return self.state == DeclarationState.FILED

    @property
    def is_late(self) -> bool:
        return not self.is_filed and self.latest_day < timezone.localdate()

    @property
    def may_change(self) -> bool:
        """Not attested, in an open campaign, or within the time that was extended."""
        today = timezone.localdate()
        in_time = self.campaign.is_open_on(today) or (self.extended_to is not None and today <= self.extended_to)
        return in_time and not self.is_filed

    def step(self, name: str) -> DeclarationStep:
        """The row of this step, or the one to be born."""
        found = next((row for row in self.steps.all() if row.step == name), None)
        return found or DeclarationStep(declaration=self, member_id=self.member_id, step=name)

    def steps_to_do(self) -> list[Step]:
        done = {row.step for row in self.steps.all() if row.done_at}
        return [step for step in BEFORE_ATTESTING if step not in done]

    def take_up(self, *, by: Actor) -> None:
        """Begun by whoever acts first."""
        if self.state == DeclarationState.TO_DO:
            with suppress(Refused):  # somebody else has just begun it
                self.begin(by=by)

    @transition(DeclarationState.TO_DO, to=DeclarationState.DRAFT, label="Commencer", told="Déclaration commencée")
    def begin(self, *, by: Actor) -> None:
        """Nothing is declared yet."""

    @verb("Coordonnées de la déclaration")
    def fill(self, *, by: Actor, **facts: Any) -> None:
        """What is typed: whom the service may call about it, a remark. Kept as a draft."""
        if not self.may_change:
            raise Refused("Cette déclaration ne se modifie plus : demandez au service de la rouvrir.")
        for name, value in facts.items():
            setattr(self, name, value)

    @transition(
        DeclarationState.DRAFT,
        DeclarationState.REOPENED,
        to=DeclarationState.FILED,
        label="Attester",
        told="Déclaration attestée",
    )
    def file(self, *, by: Actor, name: str, capacity: str, seen: str) -> Changes:
        """Take the copy of Mes salariés as it is now and attest it. `seen`: the mark of the workforce that was read
        (`workforce.mark_of`); when it is no longer the one, it must be read again."""
        if not self.may_change:
            raise Refused("Cette campagne est close : appelez le service pour déclarer.")
        if missing := self.steps_to_do():
            raise Refused(f"À terminer d’abord : {', '.join(str(step.label) for step in missing)}.")
        filing = self._copy(by=by, attested_by=name, capacity=capacity, seen=seen)
        return {"référence": [None, filing.reference], "salariés": [None, filing.workers]}

    @transition(
        DeclarationState.FILED,
        to=DeclarationState.REOPENED,
        label="Rouvrir la déclaration",
        told="Déclaration rouverte",
    )
    def reopen(self, *, by: Actor, reason: str) -> None:
        """Back to the member, that reads why, mends it in Mes salariés and attests again."""
        self.reopened_because = reason
        for row in self.steps.filter(step=Step.SUMMARY):
            row.undo(by=by)

    @transition(
        DeclarationState.FILED,
        DeclarationState.REOPENED,
        to=DeclarationState.FILED,
        label="Corriger la déclaration",
        told="Déclaration corrigée par le service",
    )
    def correct(self, *, by: Actor, reason: str) -> Changes:
        """The service takes the copy anew: Mes salariés has been mended, and the member need not come back."""
        filing = self._copy(by=by, because=reason)
        return {"référence": [None, filing.reference], "salariés": [None, filing.workers]}

    @verb("Délai prolongé")
    def extend(self, *, by: Actor, until: date, reason: str) -> None:
        """For this member alone, closed campaign or not."""
        if self.is_filed:
            raise Refused("Cette déclaration est attestée : il n’y a rien à prolonger.")
        if until <= self.campaign.closes_on:
            raise Refused(f"La date limite est déjà le {self.campaign.closes_on:%d/%m/%Y} : choisissez un jour après.")
        self.extended_to, self.extended_because = until, reason

    def _copy(self, *, by: Actor, seen: str = "", **facts: str) -> Filing:
        """One reading of the workforce makes the lines, the counts and the estimate: they cannot disagree."""
        filing = Filing(declaration=self, member_id=self.member_id, rank=self.filings.count() + 1, **facts)
        filing.correspondent = self.correspondent
        lines = lines_of(self.member, self.campaign.counted_on)
        if seen and filing.mark(lines) != seen:
            raise Refused(CHANGED)
        filing.take(lines, by=by)
        return filing
