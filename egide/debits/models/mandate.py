"""A « mandat de prélèvement SEPA »: the account that a member lets the service debit, and the proof of its consent."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from stdnum import iban as iban_standard

from egide.centres.models import Service
from egide.centres.models.debiting import DebitScheme
from egide.common import signs
from egide.common.encryption import EncryptedTextField
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.identifiers import check_bic, check_iban
from egide.common.workflow import transition, verb
from egide.debits.rejects import told
from egide.members.models import Owned
from egide.regulation.periods import add_months

# Countries of the SEPA zone (EPC409-09): an account elsewhere cannot be debited.
SEPA = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE "
    "SI SK SM VA"
)
MONTHS_UNUSED = 36  # EPC016-06 (CORE) and EPC222-07 (B2B), « cancellation of a mandate after 36 months »
IMMUTABLE = "Un mandat signé ne change plus : révoquez-le et signez-en un autre."
STILL_MOVES = frozenset({"state", "last_used_on", "closed_on", "closed_because"})


def check_sepa_iban(value: str) -> None:
    """An account that can be debited in euros, with its key (ISO 13616: the remainder by 97)."""
    check_iban(value)
    if value and value[:2] not in SEPA.split():
        raise ValidationError("Ce compte est hors de la zone SEPA : il ne peut pas être prélevé.")


class MandateState(models.TextChoices):
    ACTIVE = "active", "Actif"
    SUSPENDED = "suspended", "Suspendu"
    REVOKED = "revoked", "Révoqué"
    EXPIRED = "expired", "Expiré"


class DebitMandateQuerySet(models.QuerySet["DebitMandate"]):
    def usable(self, on: date) -> "DebitMandateQuerySet":
        """Active, and used less than 36 months before `on`."""
        oldest = add_months(on, -MONTHS_UNUSED)
        recent = Q(last_used_on__gte=oldest) | Q(last_used_on=None, signed_at__date__gte=oldest)
        return self.filter(recent, state=MandateState.ACTIVE)

    def lapsed(self, today: date) -> "DebitMandateQuerySet":
        return self.filter(state=MandateState.ACTIVE).exclude(pk__in=self.usable(today).values("pk"))


class DebitMandate(Owned):
    """Signed once, kept word for word; the account is encrypted, and only its last four signs are ever shown."""

    State = MandateState

    rum = models.CharField("référence unique (RUM)", max_length=35, unique=True, editable=False)
    scheme = models.CharField("sorte de prélèvement", max_length=4, choices=DebitScheme, editable=False)
    iban = EncryptedTextField("IBAN", validators=[check_sepa_iban], editable=False)
    iban_end = models.CharField("fin de l’IBAN", max_length=4, editable=False)
    bic = models.CharField("BIC", max_length=11, validators=[check_bic], blank=True, editable=False)
    debtor = models.CharField("titulaire du compte", max_length=70, editable=False)
    signed_at = models.DateTimeField("signé le", editable=False)
    signed_by = models.CharField("signé par", max_length=150, editable=False)
    signed_from = models.CharField("adresse du signataire", max_length=45, editable=False)
    agreed: "models.JSONField[Any, Any]" = models.JSONField("texte accepté", editable=False)
    last_used_on = models.DateField("dernier prélèvement le", null=True, blank=True, editable=False)
    state = models.CharField("état", max_length=20, choices=MandateState, default=MandateState.ACTIVE, editable=False)
    closed_on = models.DateField("terminé le", null=True, blank=True, editable=False)
    closed_because = models.CharField("motif", max_length=200, blank=True, editable=False)

    objects = DebitMandateQuerySet.as_manager()
    never_recorded = ("iban", "agreed", "signed_from")  # the row is the proof; histories say that it was signed

    class Meta:
        verbose_name = "mandat de prélèvement"
        ordering = ("-signed_at", "-pk")
        indexes = (models.Index(fields=("state", "member"), name="debit_mandates_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("member",),
                condition=Q(state="active"),
                name="one_active_debit_mandate_a_member",
                violation_error_message="Un mandat de prélèvement est déjà actif : révoquez-le d’abord.",
            ),
            models.CheckConstraint(
                name="a_closed_debit_mandate_says_why",
                condition=Q(state="active") | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                violation_error_message="Dites pourquoi ce mandat prend fin.",
            ),
        )

    def __str__(self) -> str:
        return f"mandat de prélèvement {self.rum}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What was signed does not change: only its life after it does."""
        if not self._state.adding:
            kept = type(self)._base_manager.filter(pk=self.pk).values().get()
            if any(getattr(self, name) != value for name, value in kept.items() if name not in STILL_MOVES):
                raise Refused(IMMUTABLE)
        super().save(*args, **kwargs)

    @property
    def shown_iban(self) -> str:
        """« FR•• •••• 0185 »: enough for its owner to know which account it is."""
        return f"{self.iban[:2]}•• ••••\N{NO-BREAK SPACE}{self.iban_end}"

    @property
    def is_active(self) -> bool:
        return self.state == MandateState.ACTIVE

    @property
    def lapses_on(self) -> date:
        """The day on which it expires when nothing is presented before."""
        return add_months(self.last_used_on or timezone.localdate(self.signed_at), MONTHS_UNUSED)

    @verb("Mandat de prélèvement signé")
    def sign(
        self, *, by: Actor, name: str, at: datetime, address: str, iban: str, bic: str, debtor: str, agreed: Any
    ) -> None:
        """The birth of the row. `name`, `at` and `address` (of the network) are the proof of who agreed to what."""
        service = Service.current()
        if not service.collects_by_debit:
            raise Refused("Le service ne propose pas le prélèvement.")
        self.rum = f"{self.member.number}-{at:%Y%m%d}-{signs.draw(8)}"
        self.scheme, self.agreed = service.debit_scheme, agreed
        self.iban, self.bic, self.debtor = iban_standard.compact(iban), bic, debtor
        self.iban_end = self.iban[-4:]
        self.signed_at, self.signed_by, self.signed_from = at, name, address

    @transition(
        MandateState.ACTIVE,
        MandateState.SUSPENDED,
        to=MandateState.REVOKED,
        label="Révoquer le mandat",
        told="Mandat de prélèvement révoqué",
    )
    def revoke(self, *, by: Actor, reason: str) -> None:
        """By the member, or by the service: nothing more is collected under it."""
        self.closed_on, self.closed_because = timezone.localdate(), reason

    @transition(
        MandateState.ACTIVE,
        to=MandateState.SUSPENDED,
        label="Suspendre le mandat",
        told="Mandat de prélèvement suspendu",
    )
    def suspend(self, *, by: Actor, code: str) -> None:
        """The bank says that this account is not to be debited any more."""
        self.closed_on, self.closed_because = timezone.localdate(), told(code)

    @transition(
        MandateState.ACTIVE,
        to=MandateState.EXPIRED,
        label="Constater l’expiration",
        told="Mandat de prélèvement expiré",
    )
    def expire(self, *, by: Actor) -> None:
        """36 months without a collection presented to the bank."""
        if self.lapses_on >= timezone.localdate():
            raise Refused(f"Ce mandat vaut jusqu’au {self.lapses_on:%d/%m/%Y}.")
        self.closed_on, self.closed_because = timezone.localdate(), "aucun prélèvement depuis 36 mois"
