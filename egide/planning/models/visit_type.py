"""What this service chose for each kind of visit: how long, who holds it, whether employers may book it alone."""

from typing import Any

from django.db import models
from django.db.models import Q

from egide.centres.models import Physician
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb
from egide.regulation import VisitKind

DURATIONS = [(minutes, f"{minutes} minutes") for minutes in (10, 15, 20, 30, 40, 45, 60, 90)]
KINDS = [(kind.value, kind.label) for kind in VisitKind]
# R.4624-24, R.4624-28: an examination of fitness is the médecin du travail's.
PHYSICIAN_ONLY = (VisitKind.EMA_HIRE.value, VisitKind.EMA.value)
NEVER_BOOKED_BY_EMPLOYERS = [kind.value for kind in VisitKind if not kind.employer_may_ask]


class Holders(models.TextChoices):
    """Who may hold a visit."""

    PHYSICIAN = "physician", "Médecin du travail"
    NURSE = "nurse", "Infirmier"
    BOTH = "both", "Médecin ou infirmier"


class VisitType(Versioned):
    """The settings of one kind of visit; a kind without a row has the defaults (`planning.queries.visit_type`)."""

    kind = models.CharField("visite", max_length=30, choices=KINDS, unique=True, editable=False)
    minutes = models.PositiveSmallIntegerField("durée", default=30, choices=DURATIONS)
    holders = models.CharField("tenue par", max_length=20, choices=Holders, default=Holders.BOTH)
    self_booking = models.BooleanField(
        "ouverte à la réservation par les entreprises",
        default=False,
        help_text="L’entreprise choisit elle-même un créneau libre : le rendez-vous est validé aussitôt.",
    )

    class Meta:
        verbose_name = "type de visite"
        constraints = (
            models.CheckConstraint(
                name="an_examination_of_fitness_is_held_by_a_physician",
                condition=~Q(kind__in=PHYSICIAN_ONLY) | Q(holders=Holders.PHYSICIAN),
                violation_error_message="Un examen d’aptitude est réalisé par le médecin du travail (R.4624-24).",
            ),
            models.CheckConstraint(
                name="a_visit_of_the_worker_is_not_booked_by_employers",
                condition=~Q(kind__in=NEVER_BOOKED_BY_EMPLOYERS) | Q(self_booking=False),
                violation_error_message="Cette visite ne se réserve pas par l’entreprise : elle ne la connaît pas.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def default(cls, kind: str) -> "VisitType":
        """As before anybody has chosen: half an hour, held by whom the law lets, asked for and not booked."""
        return cls(kind=kind, holders=Holders.PHYSICIAN if kind in PHYSICIAN_ONLY else Holders.BOTH)

    def may_be_held_by(self, physician: Physician) -> bool:
        return self.holders in (Holders.BOTH, physician.profession)

    @verb("Type de visite réglé")
    def choose(self, *, by: Actor, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(self, name, value)
