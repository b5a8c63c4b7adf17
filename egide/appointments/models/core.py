"""What every appointment is, whatever happens to it: whose, for which visit, in which state."""

from django.db import models

from egide.appointments.states import OPEN, Reason, State
from egide.common.models import Versioned
from egide.employees.models import Employee, StopCause
from egide.followup.models import KINDS
from egide.members.models import Owned


class AppointmentRow(Owned, Versioned):
    """The columns that all capabilities share; each of them adds its own, with its verbs."""

    State = State
    Reason = Reason
    StopCause = StopCause

    employee = models.ForeignKey(Employee, models.PROTECT, verbose_name="salarié", related_name="appointments")
    kind = models.CharField("type de visite", max_length=30, choices=KINDS)
    state = models.CharField("état", max_length=40, choices=State, default=State.REQUESTED, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Asked for, and neither planned nor refused nor withdrawn."""
        return self.state in OPEN
