"""The contract: it begins, it ends, it may begin again; those that ended are kept as rows."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

MOST_EMPLOYERS = 9


class ContractKind(models.TextChoices):
    PERMANENT = "CDI", "CDI"
    FIXED_TERM = "CDD", "CDD"
    APPRENTICE = "apprenti", "Apprenti"
    WORK_STUDY = "professionnalisation", "Contrat de professionnalisation"
    TEMPORARY = "interimaire", "Intérimaire"
    SEASONAL = "saisonnier", "Saisonnier"


class LeavingReason(models.TextChoices):
    RESIGNATION = "resignation", "Démission"
    DISMISSAL = "dismissal", "Licenciement"
    AGREED = "agreed", "Rupture conventionnelle"
    END_OF_CONTRACT = "end_of_contract", "Fin de contrat"
    TRIAL = "trial", "Fin de la période d’essai"
    RETIREMENT = "retirement", "Retraite"
    DEATH = "death", "Décès"
    TRANSFER = "transfer", "Transfert vers une autre entreprise"
    OTHER = "other", "Autre"


class Contract(models.Model):
    """The contract in force, or the last one when the person has left (`left_on`).

    The departure is columns and not a row: each list of fifty reads it (docs/decisions/0006.md).
    """

    contract_kind = models.CharField("contrat", max_length=30, choices=ContractKind, default=ContractKind.PERMANENT)
    hired_on = models.DateField("date d’entrée")
    contract_ends_on = models.DateField("fin prévue du contrat", null=True, blank=True)
    employers = models.PositiveSmallIntegerField(
        "employeurs pour ce même emploi",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EMPLOYERS)],
        help_text="2 ou plus si le même emploi est tenu ailleurs : la cotisation est alors partagée (D.4624-65).",
    )
    left_on = models.DateField("date de sortie", null=True, blank=True, editable=False)
    leaving_reason = models.CharField(
        "motif de sortie", max_length=20, choices=LeavingReason, blank=True, editable=False
    )
    left_declared_at = models.DateTimeField("sortie déclarée le", null=True, blank=True, editable=False)
    departure_seen_at = models.DateTimeField("sortie prise en compte le", null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        member_id: int
        post: str
        pcs_code: str
        past_contracts: "RelatedManager[PastContract]"

    class Meta:
        abstract = True

    @property
    def is_gone(self) -> bool:
        return self.left_on is not None

    @verb("Sortie de l’effectif")
    def leave(self, *, by: Actor, on: date, reason: str) -> None:
        """« Sortir de l’effectif »: history is kept, the row turns red."""
        if self.is_gone:
            raise Refused(f"{self} est déjà sorti de l’effectif.")
        self._end(on, reason)

    @verb("Sortie annulée")
    def come_back(self, *, by: Actor) -> None:
        """« Annuler la sortie »: it was a mistake, the same contract goes on."""
        if not self.is_gone:
            raise Refused(f"{self} est dans l’effectif.")
        self._end(None, "")

    def _end(self, on: date | None, reason: str) -> None:
        """The service has not seen this movement yet, whatever it had seen before."""
        self.left_on, self.leaving_reason, self.departure_seen_at = on, reason, None
        self.left_declared_at = timezone.now() if on else None

    def _keep_as_past(self) -> None:
        """Write the contract that ended down, so that a new one may take its columns."""
        names = ("contract_kind", "hired_on", "left_on", "leaving_reason", "post", "pcs_code")
        facts: dict[str, Any] = {name: getattr(self, name) for name in names}
        self.past_contracts.create(member_id=self.member_id, **facts)
        self._end(None, "")


class PastContract(Owned):
    """A contract that ended before the person was hired again by the same member."""

    employee = models.ForeignKey(
        "employees.Employee", models.CASCADE, verbose_name="salarié", related_name="past_contracts"
    )
    contract_kind = models.CharField("contrat", max_length=30, choices=ContractKind)
    hired_on = models.DateField("date d’entrée")
    left_on = models.DateField("date de sortie")
    leaving_reason = models.CharField("motif de sortie", max_length=20, choices=LeavingReason)
    post = models.CharField("poste de travail", max_length=120, blank=True)
    pcs_code = models.CharField("code PCS-ESE", max_length=4, blank=True)

    class Meta:
        verbose_name = "contrat terminé"
        ordering = ("-left_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_past_contract_ends_after_it_starts",
                condition=Q(left_on__gte=F("hired_on")),
                violation_error_message="La sortie ne peut pas précéder l’entrée.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_contract_kind_display()} du {self.hired_on:%d/%m/%Y} au {self.left_on:%d/%m/%Y}"


CONTRACT_CONSTRAINTS = (
    models.CheckConstraint(
        name="an_employee_is_hired_after_birth",
        condition=Q(hired_on__gt=F("birth_date")),
        violation_error_message="La date d’entrée doit suivre la date de naissance.",
    ),
    models.CheckConstraint(
        name="an_employee_leaves_after_being_hired",
        condition=Q(left_on=None) | Q(left_on__gte=F("hired_on")),
        violation_error_message="La sortie ne peut pas précéder l’entrée.",
    ),
    models.CheckConstraint(
        name="a_departure_has_a_date_and_a_reason",
        condition=Q(left_on=None, leaving_reason="") | (Q(left_on__isnull=False) & ~Q(leaving_reason="")),
        violation_error_message="Indiquez la date et le motif de la sortie.",
    ),
    models.CheckConstraint(
        name="a_contract_ends_after_it_starts",
        condition=Q(contract_ends_on=None) | Q(contract_ends_on__gte=F("hired_on")),
        violation_error_message="La fin du contrat ne peut pas précéder l’entrée.",
    ),
)
