"""What was attested: a copy that changes no more, with who, when, the counts and the estimate of that moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from egide.common.events import Actor
from egide.declarations.workforce import Line, estimate_of, mark_of, summary_of
from egide.dues.estimating import Estimate
from egide.employees.models import Employee
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.declarations.models.declaration import Declaration

AT_A_TIME = 1000


class Filing(Owned):
    """One attestation of a declaration; a correction is the next one, and both stay. `because`: why the service has
    taken it anew in the member's place."""

    declaration: "models.ForeignKey[Declaration, Declaration]" = models.ForeignKey(
        "declarations.Declaration", models.PROTECT, verbose_name="déclaration", related_name="filings", editable=False
    )
    rank = models.PositiveSmallIntegerField("rang", editable=False)
    filed_at = models.DateTimeField("attestée le", editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    attested_by = models.CharField("nom de qui atteste", max_length=120, blank=True, editable=False)
    capacity = models.CharField("qualité", max_length=120, blank=True, editable=False)
    because = models.CharField("motif de la correction", max_length=300, blank=True, editable=False)
    correspondent = models.CharField("interlocuteur", max_length=120, blank=True, editable=False)
    counted_on = models.DateField("effectif au", editable=False)
    summary = models.JSONField("décompte", default=dict, editable=False)
    estimate = models.JSONField("estimation", default=dict, editable=False)

    if TYPE_CHECKING:
        workers_declared: "RelatedManager[DeclaredWorker]"

    class Meta:
        verbose_name = "attestation de déclaration"
        ordering = ("declaration", "-rank")
        constraints = (
            models.UniqueConstraint(
                fields=("declaration", "rank"),
                name="attestations_follow_one_another",
                violation_error_message="Cette déclaration vient d’être attestée par quelqu’un d’autre.",
            ),
        )

    def __str__(self) -> str:
        return f"Attestation {self.reference}"

    @property
    def reference(self) -> str:
        return f"DA-{self.declaration.campaign.year}-{self.declaration.member.number}-{self.rank}"

    @property
    def workers(self) -> int:
        return int(self.summary["workers"])

    @staticmethod
    def mark(lines: Sequence[Line]) -> str:
        return mark_of(lines)

    def take(self, lines: Sequence[Line], *, by: Actor) -> None:
        """Write the copy: called by the verbs of the declaration alone, in their transaction."""
        campaign, self.summary = self.declaration.campaign, summary_of(lines)
        self.counted_on, self.filed_at, self.filed_by_id = campaign.counted_on, timezone.now(), by.pk if by else None
        estimate = estimate_of(self.declaration.member, campaign, lines)
        self.estimate = estimate.as_json() if estimate else {}
        self.save()
        rows = [
            DeclaredWorker(
                member_id=self.member_id, filing=self, employee_id=line.key, name=line.name, post=line.post,
                pcs_code=line.pcs_code, category=line.category, codes=list(line.codes), employers=line.employers,
            )
            for line in lines
        ]  # fmt: skip
        DeclaredWorker.objects.bulk_create(rows, AT_A_TIME)

    @property
    def estimated(self) -> Estimate | None:
        """As it was told on the day of the attestation."""
        return Estimate.from_json(self.estimate)


class DeclaredWorker(Owned):
    """One worker of an attested copy. It goes with the sheet of the employee when that one is erased: the counts of
    the attestation stay, the name does not."""

    filing = models.ForeignKey(
        Filing, models.CASCADE, verbose_name="attestation", related_name="workers_declared", editable=False
    )
    employee = models.ForeignKey(
        Employee, models.CASCADE, verbose_name="salarié", related_name="declared", editable=False
    )
    name = models.CharField("nom", max_length=250, editable=False)
    post = models.CharField("poste de travail", max_length=120, blank=True, editable=False)
    pcs_code = models.CharField("code PCS-ESE", max_length=4, blank=True, editable=False)
    category = models.CharField("catégorie déclarée", max_length=3, editable=False)
    codes = models.JSONField("déterminants", default=list, editable=False)
    employers = models.PositiveSmallIntegerField("employeurs", default=1, editable=False)

    class Meta:
        verbose_name = "salarié déclaré"
        ordering = ("filing", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("filing", "employee"),
                name="a_worker_is_declared_once",
                violation_error_message="Ce salarié est déjà dans l’attestation.",
            ),
        )

    def __str__(self) -> str:
        return self.name
