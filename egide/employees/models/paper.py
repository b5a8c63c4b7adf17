"""A paper that the employer holds of an employee: its kind and its date, never what it says of health."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor, record
from egide.common.workflow import told_as, verb
from egide.employees.models.employee import Employee
from egide.members.models import Owned


class PaperKind(models.TextChoices):
    """The attestations that the worker presents, and what the employer itself sent to the labour inspection."""

    DRIVING = "conduite", "Attestation pour la conduite"  # R.4323-56
    ELECTRICITY = "electricite", "Attestation pour l’électricité"  # R.4544-10, R.4544-11
    DEROGATION = "derogation", "Déclaration de dérogation (mineur)"  # R.4153-41


class HeldPaper(Owned):
    """The last paper of each kind; the next one takes its place."""

    employee = models.ForeignKey(Employee, models.CASCADE, verbose_name="salarié", related_name="papers")
    kind = models.CharField("pièce", max_length=20, choices=PaperKind)
    issued_on = models.DateField("date de la pièce")

    class Meta:
        verbose_name = "pièce présentée"
        ordering = ("kind", "-issued_on")
        constraints = (
            models.UniqueConstraint(
                fields=("employee", "kind"),
                name="a_paper_is_held_once_of_each_kind",
                violation_error_message="Cette pièce est déjà enregistrée : corrigez sa date.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} du {self.issued_on:%d/%m/%Y}"

    @verb("Pièce enregistrée")
    def hold(self, *, by: Actor, issued_on: date) -> None:
        """The employer has it in hand, for the first time or renewed."""
        if self.employee.is_gone:
            raise Refused(f"{self.employee.full_name} n’est plus dans l’effectif : annulez la sortie d’abord.")
        if issued_on > timezone.localdate():
            raise Refused("La date d’une pièce ne peut pas être à venir.")
        self.issued_on = issued_on

    @told_as("Pièce retirée")
    def remove(self, *, by: Actor) -> None:
        """Entered by mistake."""
        with transaction.atomic():
            record(self, "remove", by=by, changes={"issued_on": [self.issued_on.isoformat(), None]})
            self.delete()
