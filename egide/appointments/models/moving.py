"""A planned appointment changes its moment, or the person who comes: it stays planned, and its time changes hands."""

from datetime import date, datetime

from django.utils import timezone

from egide.appointments.models.planning import Planned
from egide.appointments.occupancy import occupy, wait_for_turn
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.employees.models import Employee
from egide.regulation import VisitKind

NOT_PLANNED = "Ce rendez-vous n’est pas planifié : il ne se déplace pas."
OVER = "Ce rendez-vous est passé : il ne se déplace plus."


class Moved(Planned):
    """The former moment is given back and the new one taken in one transaction: refused, nothing is lost.

    The grace after the validation begins anew (`confirmed_at`): nobody pays for a moment told too late. Employers
    have verbs of their own (`choosing.py`).
    """

    class Meta:
        abstract = True

    @property
    def may_be_replaced(self) -> bool:
        """Somebody else may come instead: not to a return to work, that is one person's."""
        return bool(self.kind != VisitKind.RETURN.value)

    @verb("Rendez-vous déplacé", first=wait_for_turn)
    def move(self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        """To another moment, place or professional; the employer is told at once."""
        self._change_time(starts_at, minutes, centre, physician)

    @verb("Rendez-vous reporté", first=wait_for_turn)
    def replan(self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        """Like `move`, among others moved together: the employer is told of all of them at once, elsewhere."""
        self._change_time(starts_at, minutes, centre, physician)

    @verb("Salle donnée", first=wait_for_turn)
    def give_room(self, *, by: Actor) -> None:
        """Planned when its centre counted no room, or in one that closes: it takes a free one at its own moment."""
        self._must_be_to_come()
        occupy(self)

    @verb("Salarié remplacé", first=wait_for_turn)
    def replace_employee(self, *, by: Actor, employee: Employee, due_on: date | None = None) -> None:
        """Another employee of the same member comes at the same moment, for the same visit, due by `due_on`."""
        self._send(employee, due_on)
        self.confirmed_at = timezone.now()

    def _send(self, employee: Employee, due_on: date | None, *, discreet: bool = False) -> None:
        self._must_be_to_come()
        if not self.may_be_replaced:
            raise Refused("Une visite de reprise est celle d’une seule personne : annulez-la plutôt.")
        if employee.pk == self.employee_id:
            raise Refused(f"{employee.full_name} vient déjà à ce rendez-vous : choisissez quelqu’un d’autre.")
        if employee.member_id != self.member_id:
            raise Refused("Choisissez un salarié de la même entreprise.")
        if employee.is_gone:
            raise Refused(f"{employee.full_name} n’est plus dans l’effectif : choisissez quelqu’un d’autre.")
        self.employee, self.due_on = employee, due_on
        occupy(self, discreet=discreet)

    def _change_time(self, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        self._must_be_to_come()
        self.take_time(starts_at, minutes, centre, physician)

    def _must_be_to_come(self) -> None:
        if self.state != State.CONFIRMED:
            raise Refused(NOT_PLANNED)
        if self.planned_start <= timezone.now():
            raise Refused(OVER)
