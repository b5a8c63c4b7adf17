"""The employer chooses the moment itself: it books a free slot, moves its visit, sends somebody else.

What it chose has no grace (`chosen_by_employer`): that is for whoever is told of a moment too late. A time that is
taken is refused without saying by whom: it may be another company, or a visit that no employer ever hears of.
"""

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from egide.appointments.models.charging import Charged
from egide.appointments.models.moving import Moved
from egide.appointments.occupancy import wait_for_turn
from egide.appointments.states import OPEN, State
from egide.centres.models import Centre, Physician, Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.french import in_words
from egide.common.workflow import transition, verb
from egide.employees.models import Employee
from egide.planning.queries import visit_type

NOT_OPEN = "Le service n’ouvre pas cette visite à la réservation : envoyez une demande."
NOT_THEIRS = "Ce professionnel ne tient pas cette visite : choisissez un autre créneau."


def changed_too_often(service: Service) -> str:
    """What is said to the employer: how many times, and whom to call."""
    most, phone = service.employer_changes, service.assistance_phone
    times = f"a déjà été changée {most} fois par votre entreprise" if most else "ne se change pas sur le portail"
    return f"Cette visite {times} : appelez le service{f' au {phone}' if phone else ''} pour la changer."


class Chosen(Moved, Charged):
    """`chosen_by_employer` is beside `confirmed_at`; whoever calls these verbs has read the free slots first.

    Each change writes to the employee, at an address that the employer typed: they are counted, and a visit that is
    given up and booked again goes on with the count of the former one.
    """

    changes_by_employer = models.PositiveSmallIntegerField("changements par l’entreprise", default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def may_be_changed_again(self) -> bool:
        return self.changes_by_employer < Service.current().employer_changes

    @transition(
        *OPEN,
        to=State.CONFIRMED,
        label="Réserver le créneau",
        told="Créneau réservé par l’entreprise",
        first=wait_for_turn,
    )
    def book(self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        """Planned at once, where the service opens this kind of visit."""
        if not visit_type(self.kind).self_booking:
            raise Refused(NOT_OPEN)
        self.answer, self.answered_at = "", timezone.now()
        if given_up := self._given_up_for_it():
            self.changes_by_employer = given_up.changes_by_employer
            self._count_a_change()
        self._choose(starts_at, minutes, centre, physician)
        self._must_be_the_only_one()  # the time of the employee is held: of two at once, the second reads the first

    @transition(
        State.WAITLISTED,
        to=State.CONFIRMED,
        label="Accepter le créneau proposé",
        told="Créneau proposé accepté par l’entreprise",
        first=wait_for_turn,
    )
    def accept_offer(
        self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician
    ) -> None:
        """A slot freed by somebody else and held for this request (`SlotOffer.accept`)."""
        self.answer, self.answered_at = "", timezone.now()
        self._choose(starts_at, minutes, centre, physician)

    @verb("Rendez-vous déplacé par l’entreprise", first=wait_for_turn)
    def move_for_employer(
        self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician
    ) -> None:
        """Free of charge, until the last free moment; later, the slot is as good as lost."""
        self._must_be_to_come()
        if timezone.now() > self.last_free_moment:
            raise Refused(
                f"Le délai est passé depuis le {in_words(self.last_free_moment)} : appelez le service, ou annulez."
            )
        self._count_a_change()
        self._choose(starts_at, minutes, centre, physician)

    @verb("Salarié remplacé par l’entreprise", first=wait_for_turn)
    def replace_for_employer(self, *, by: Actor, employee: Employee, due_on: date | None = None) -> None:
        """Until the start itself, as the slot is not lost; nor does the free delay begin anew."""
        self._count_a_change()
        self._send(employee, due_on, discreet=True)

    def _count_a_change(self) -> None:
        if not self.may_be_changed_again:
            raise Refused(changed_too_often(Service.current()))
        self.changes_by_employer += 1

    def _given_up_for_it(self) -> "Chosen | None":
        """The same visit of the same employee, that the employer cancelled and that was still to come."""
        same = self.employee.appointments.filter(kind=self.kind, state=State.CANCELLED_BY_EMPLOYER)
        return same.filter(starts_at__gt=timezone.now()).order_by("-changes_by_employer", "-pk").first()

    def _must_be_the_only_one(self) -> None:
        same = self.employee.appointments.filter(kind=self.kind, state=State.CONFIRMED, starts_at__gte=timezone.now())
        if other := same.exclude(pk=self.pk).first():
            raise Refused(f"Cette visite est déjà prévue le {in_words(other.planned_start)} : déplacez-la plutôt.")

    def _choose(self, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        if not visit_type(self.kind).may_be_held_by(physician):
            raise Refused(NOT_THEIRS)
        self.take_time(starts_at, minutes, centre, physician, discreet=True)
        self.chosen_by_employer = True
