"""The visit took place, or not: what the service notes once the hour has passed."""

from django.utils import timezone

from egide.appointments.models.charging import Charged
from egide.appointments.states import State
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition


class Attended(Charged):
    """No column of its own: coming, or not, is a state."""

    class Meta:
        abstract = True

    @transition(State.CONFIRMED, to=State.HONOURED, label="Noter la présence")
    def honour(self, *, by: Actor) -> None:
        self._must_be_past()

    @transition(State.CONFIRMED, to=State.ABSENT_EXCUSED, label="Noter une absence excusée")
    def excuse_absence(self, *, by: Actor) -> None:
        self._must_be_past()

    @transition(State.CONFIRMED, to=State.ABSENT_UNEXCUSED, label="Noter une absence non excusée")
    def note_absence(self, *, by: Actor) -> None:
        """Billable: the service then confirms the price or waives it."""
        self._must_be_past()
        self.fee = Service.current().absence_fee or None

    def _must_be_past(self) -> None:
        if timezone.now() < self.planned_start:
            raise Refused("Ce rendez-vous n’a pas encore eu lieu.")
