"""A campaign: the year declared, the day on which the workforce is taken, from when until when, and its reminders."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import transition, verb

if TYPE_CHECKING:
    from egide.declarations.queries import DeclarationQuerySet

REMINDERS = ("first_reminder_on", "second_reminder_on", "third_reminder_on")


class CampaignState(models.TextChoices):
    PLANNED = "planned", "En préparation"
    OPEN = "open", "Ouverte"
    CLOSED = "closed", "Close"


class DeclarationCampaign(Versioned):
    """One a year. Open, it shows in the portal from `opens_on`; after `closes_on` one is late, and may still declare
    until the service closes it. No day of the year is set by the law (D.4622-22): all of them are the service's."""

    State = CampaignState

    year = models.PositiveSmallIntegerField("année")
    counted_on = models.DateField("effectif au", help_text="Sont déclarés les salariés présents ce jour-là.")
    opens_on = models.DateField("ouverte à partir du")
    closes_on = models.DateField("à attester au plus tard le")
    text = models.TextField("message aux adhérents", max_length=1000, blank=True)
    first_reminder_on = models.DateField("première relance le", null=True, blank=True)
    second_reminder_on = models.DateField("deuxième relance le", null=True, blank=True)
    third_reminder_on = models.DateField("troisième relance le", null=True, blank=True)
    reminded_by_hand_on = models.DateField("relancée par le service le", null=True, blank=True, editable=False)
    state = models.CharField(
        "état", max_length=20, choices=CampaignState, default=CampaignState.PLANNED, editable=False
    )

    if TYPE_CHECKING:
        declarations: DeclarationQuerySet

    class Meta:
        verbose_name = "campagne de déclaration"
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(
                fields=("year",),
                name="one_declaration_campaign_a_year",
                violation_error_message="Cette année a déjà sa campagne.",
            ),
            models.CheckConstraint(
                name="a_workforce_is_declared_once_known",
                condition=Q(counted_on__lte=F("opens_on")),
                violation_error_message="L’effectif se déclare à un jour passé : au plus tard celui de l’ouverture.",
            ),
            models.CheckConstraint(
                name="a_campaign_closes_after_it_opens",
                condition=Q(closes_on__gt=F("opens_on")),
                violation_error_message="La date limite doit suivre l’ouverture.",
            ),
        )

    def __str__(self) -> str:
        return f"Déclaration annuelle {self.year}"

    def is_open_on(self, day: date) -> bool:
        return self.state == CampaignState.OPEN and self.opens_on <= day

    @property
    def reminder_days(self) -> list[date]:
        """In their order, without those that are not set."""
        return sorted(day for name in REMINDERS if (day := getattr(self, name)))

    def reminder_due_on(self, day: date) -> int:
        """The level (1, 2, 3) of the last reminder whose day has come; 0 before the first. One missed is not sent
        with the next: nobody gets two at once."""
        days = {level: getattr(self, name) for level, name in enumerate(REMINDERS, start=1)}
        return max((level for level, on in days.items() if on and on <= day), default=0)

    @verb("Campagne de déclaration décrite")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Its birth, or other dates and words; the day of the workforce stays once somebody has attested it."""
        moved = not self._state.adding and facts.get("counted_on", self.counted_on) != self.counted_on
        if moved and self.declarations.filed().exists():
            raise Refused("Des déclarations sont déjà attestées à cette date : elle ne change plus.")
        for name, value in facts.items():
            setattr(self, name, value)

    @transition(CampaignState.PLANNED, to=CampaignState.OPEN, label="Ouvrir la campagne", told="Campagne ouverte")
    def open(self, *, by: Actor) -> None:
        """Each member has its declaration to make; it shows from `opens_on`."""
        self.declarations.enlist(self)

    @transition(CampaignState.OPEN, to=CampaignState.CLOSED, label="Clore la campagne", told="Campagne close")
    def close(self, *, by: Actor) -> None:
        """Nobody declares any more, save those whose time was extended."""

    @transition(CampaignState.CLOSED, to=CampaignState.OPEN, label="Rouvrir la campagne", told="Campagne rouverte")
    def reopen(self, *, by: Actor) -> None:
        """Closed too early."""

    @verb("Relance demandée")
    def remind_now(self, *, by: Actor, on: date) -> None:
        """The worker reminds today all those who have not attested, once each."""
        if not self.is_open_on(on):
            raise Refused("La campagne n’est pas ouverte : il n’y a personne à relancer.")
        self.reminded_by_hand_on = on
