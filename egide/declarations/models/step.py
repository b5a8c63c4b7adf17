"""The steps of a declaration: each is done, or handed over, by somebody and at a moment that are shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.members.models import Owned


class Step(models.TextChoices):
    CONTACTS = "contacts", "Coordonnées"
    WORKFORCE = "workforce", "Effectif"
    RISKS = "risks", "Expositions"
    SUMMARY = "summary", "Récapitulatif"
    ATTESTATION = "attestation", "Attestation"


BEFORE_ATTESTING = (Step.CONTACTS, Step.WORKFORCE, Step.RISKS, Step.SUMMARY)


class DeclarationStep(Owned):
    """One step of one declaration; born when somebody does it or hands it over. The attestation is done by `file`."""

    declaration = models.ForeignKey(
        "declarations.Declaration", models.CASCADE, verbose_name="déclaration", related_name="steps", editable=False
    )
    step = models.CharField("étape", max_length=20, choices=Step, editable=False)
    done_at = models.DateTimeField("faite le", null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="faite par", related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    entrusted_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="confiée à", related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    entrusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="confiée par", related_name="+", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    entrusted_at = models.DateTimeField("confiée le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "étape de la déclaration"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("declaration", "step"),
                name="a_step_is_one_row",
                violation_error_message="Quelqu’un vient d’agir sur cette étape : relisez la page.",
            ),
            models.CheckConstraint(
                name="a_step_handed_over_says_to_whom",
                condition=Q(entrusted_to=None, entrusted_at=None)
                | Q(entrusted_to__isnull=False, entrusted_at__isnull=False),
                violation_error_message="Dites à qui confier l’étape.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.declaration}"

    @verb("Étape terminée")
    def complete(self, *, by: Actor) -> None:
        """Looked at and right; it may be done again."""
        self._check()
        if self.step == Step.ATTESTATION:
            raise Refused("L’attestation se fait en attestant la déclaration.")
        self.done_at, self.done_by_id = timezone.now(), by.pk if by else None

    @verb("Étape à refaire")
    def undo(self, *, by: Actor) -> None:
        """What it says has to be read again."""
        self.done_at, self.done_by = None, None

    @verb("Étape confiée")
    def entrust(self, *, by: Actor, to: User) -> None:
        """« Confier cette étape à … »: that person is told once; whoever has the right may still do it."""
        self._check()
        if self.entrusted_to_id == to.pk:
            raise Refused(f"Cette étape est déjà confiée à {to}.")
        self.entrusted_to, self.entrusted_by_id = to, by.pk if by else None
        self.entrusted_at = timezone.now()

    def _check(self) -> None:
        if not self.declaration.may_change:
            raise Refused("Cette déclaration est attestée ou close : demandez au service de la rouvrir.")
