"""What a late cancellation, an unexcused absence or a temporary worker's visit costs, until the service decides."""

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils import timezone

from egide.appointments.models.planning import Planned
from egide.appointments.rules import end_of_grace, last_free_moment
from egide.appointments.states import CHARGEABLE, CHARGED_AS, State
from egide.centres.models import Service, Tariff
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb


class Charged(Planned):
    """`fee` is without VAT; it is due only once the service has decided (`fee_decided_at`)."""

    fee = models.DecimalField("prix HT dû", max_digits=8, decimal_places=2, null=True, blank=True, editable=False)
    fee_tariff = models.ForeignKey(
        Tariff, models.PROTECT, verbose_name="tarif appliqué", related_name="charges", null=True, editable=False
    )
    fee_waived_because = models.CharField("remise du prix", max_length=300, blank=True, editable=False)
    fee_decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)
    billed_as = models.CharField("facture du prix", max_length=40, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def last_free_moment(self) -> datetime:
        """The later of the two: the notice before the start, the grace after the validation."""
        return max(self._end_of_notice, self._end_of_grace)

    @property
    def has_grace(self) -> bool:
        """Validated so late that the notice would leave no time to answer."""
        return self._end_of_grace > self._end_of_notice

    @property
    def _end_of_notice(self) -> datetime:
        return last_free_moment(self.planned_start, Service.current().cancellation_notice_days)

    @property
    def _end_of_grace(self) -> datetime:
        if self.confirmed_at is None or self.chosen_by_employer:
            return self._end_of_notice
        return end_of_grace(self.planned_start, self.confirmed_at, Service.current().cancellation_grace_hours)

    def price_of_cancelling(self, now: datetime) -> Decimal:
        """Without VAT; zero until the last free moment."""
        return self.price_of_absence if now > self.last_free_moment else Decimal(0)

    @property
    def price_of_absence(self) -> Decimal:
        """Without VAT, as voted for the day of the appointment: the employer reads it before. Zero: no price holds."""
        tariff = Tariff.objects.in_force(Tariff.Kind.ABSENCE, timezone.localdate(self.planned_start))
        return tariff.amount if tariff else Decimal(0)

    @property
    def charged_as(self) -> str:
        """« Absence non excusée »: what the invoice of its price says."""
        return CHARGED_AS[State(self.state)]

    def _charged(self, kind: str = Tariff.Kind.ABSENCE) -> Decimal | None:
        """The price of the day, and the tariff that is held from now on; None when nothing is due."""
        self.fee_tariff = Tariff.objects.in_force(kind, timezone.localdate(self.planned_start))
        return (self.fee_tariff.amount or None) if self.fee_tariff else None

    @verb("Prix confirmé")
    def confirm_fee(self, *, by: Actor, billed_as: str = "") -> None:
        """`billed_as` is the number of the invoice issued with this decision."""
        self.must_await_a_decision()
        self.fee_decided_at, self.billed_as = timezone.now(), billed_as

    @verb("Prix remis")
    def waive_fee(self, *, by: Actor, because: str) -> None:
        self.must_await_a_decision()
        self.fee, self.fee_waived_because, self.fee_decided_at = None, because, timezone.now()

    @verb("Prix annulé")
    def take_fee_back(self, *, by: Actor, because: str) -> None:
        """Confirmed, then found undue: the invoice is credited in the same transaction by whoever decides."""
        if not self.fee or not self.fee_decided_at:
            raise Refused("Le prix de ce rendez-vous n’est pas confirmé : il n’y a rien à annuler.")
        self.fee, self.fee_waived_because, self.fee_decided_at = None, because, timezone.now()

    def must_await_a_decision(self) -> None:
        """Refused when nothing is due, or when the service has decided already."""
        if self.state not in CHARGEABLE or not self.fee:
            raise Refused("Ce rendez-vous ne coûte rien : il n’y a pas de prix à décider.")
        if self.fee_decided_at:
            raise Refused("Le prix de ce rendez-vous est déjà décidé.")
