"""The visit took place, or not: what the service notes once the hour has passed."""

from django.utils import timezone

from egide.appointments.models.charging import Charged
from egide.appointments.states import State
from egide.centres.models import Tariff
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition
from egide.employees.models.contract import ContractKind
from egide.followup.models import NEVER_SHOWN


class Attended(Charged):
    """No column of its own: coming, or not, is a state."""

    class Meta:
        abstract = True

    @transition(State.CONFIRMED, to=State.HONOURED, label="Noter la présence", told="Présence notée")
    def honour(self, *, by: Actor) -> None:
        """The visit of a temporary worker is billed where a price for it is voted (D.4622-22: the service's own rules
        say so); never one that the worker alone asked for."""
        self._must_be_past()
        if self.employee.contract_kind == ContractKind.TEMPORARY and self.kind not in NEVER_SHOWN:
            self.fee = self._charged(Tariff.Kind.TEMPORARY)

    @transition(
        State.CONFIRMED, to=State.ABSENT_EXCUSED, label="Noter une absence excusée", told="Absence excusée notée"
    )
    def excuse_absence(self, *, by: Actor) -> None:
        self._must_be_past()

    @transition(
        State.CONFIRMED,
        to=State.ABSENT_UNEXCUSED,
        label="Noter une absence non excusée",
        told="Absence non excusée notée",
    )
    def note_absence(self, *, by: Actor) -> None:
        """Billable: the service then confirms the price or waives it; a visit of the worker alone never is, as its
        invoice would tell of it (R.4624-29, R.4624-34)."""
        self._must_be_past()
        self.fee = None if self.kind in NEVER_SHOWN else self._charged()

    @transition(
        State.HONOURED,
        State.ABSENT_EXCUSED,
        State.ABSENT_UNEXCUSED,
        to=State.CONFIRMED,
        label="Corriger la présence",
        told="Présence à corriger",
    )
    def correct_attendance(self, *, by: Actor) -> None:
        """It was noted wrongly: to be noted again. A price already decided is not taken back by the way."""
        if self.fee_decided_at:
            raise Refused("Le prix de ce rendez-vous est déjà décidé : la présence ne se corrige plus.")
        self.fee = self.fee_tariff = None

    def _must_be_past(self) -> None:
        if timezone.now() < self.planned_start:
            raise Refused("Ce rendez-vous n’a pas encore eu lieu.")
