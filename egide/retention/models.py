"""L’effacement: what the service's delay asks for, done at night, in small bites that each leave one line."""

from django.db import models
from django.utils import timezone

from egide.accounts.models import AccessLog
from egide.appointments.models import Appointment, Contest, ContestLetter
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Event
from egide.common.workflow import verb
from egide.employees.models import Employee, HeldPaper, WorkStop
from egide.followup.models import FollowUp, Visit
from egide.notifications.models import Outbox
from egide.retention.queries import leavers_to_erase
from egide.retention.rules import AT_A_TIME

NOBODY = "fiche effacée"


class Erasure(models.Model):
    """One bite of a night: how many sheets went, with what hung on them; nobody's name is kept.

    Rows and line live in one transaction: a worker killed half-way has erased nothing of this bite, and says so.
    """

    at = models.DateTimeField("effacé le", auto_now_add=True)
    left_before = models.DateField("sortis avant le")
    employees = models.PositiveIntegerField("fiches de salariés", default=0)
    visits = models.PositiveIntegerField("visites", default=0)
    appointments = models.PositiveIntegerField("rendez-vous", default=0)

    class Meta:
        verbose_name = "effacement"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.employees} fiche{'s' if self.employees > 1 else ''} de salariés sortis"

    @verb("Fiches effacées")
    def carry_out(self, *, by: Actor) -> None:
        """The sheets go with all that hangs on them; the facts stay, without a name."""
        due = leavers_to_erase(self.left_before, timezone.now())
        people = list(due.select_for_update(of=("self",)).values_list("pk", flat=True)[:AT_A_TIME])
        if not people:
            raise Refused("Aucune fiche n’est à effacer.")
        visits = Visit.objects.filter(employee__in=people)
        appointments = Appointment.objects.filter(employee__in=people)
        self.employees, self.visits, self.appointments = len(people), visits.count(), appointments.count()
        follow_ups = FollowUp.objects.filter(employee__in=people)
        _forget_names(Employee, people)
        _forget_readings(people)
        stops, papers = (model.objects.filter(employee__in=people) for model in (WorkStop, HeldPaper))
        contests = Contest.objects.filter(appointment__employee__in=people)
        letters = ContestLetter.objects.filter(contest__in=contests)
        for rows in (visits, letters, contests, appointments, follow_ups, stops, papers):
            _forget_names(rows.model, list(rows.order_by().values_list("pk", flat=True)))
            rows.delete()
        Employee.objects.filter(pk__in=people).delete()


def _forget_names(model: type[models.Model], keys: list[int]) -> None:
    """What happened, when and by whom stays true; of whom is no longer said, nor in the mails that told it."""
    events = Event.objects.filter(name__startswith=f"{model._meta.model_name}.", subject_id__in=keys)
    Outbox.objects.filter(event__in=events.order_by()).delete()
    events.update(label=NOBODY, changes={})


def _forget_readings(people: list[int]) -> None:
    """Who opened the sheet, and when, stays in the log of accesses; the name that it told after the key goes."""
    for key, number in Employee.objects.filter(pk__in=people).values_list("pk", "member__number"):
        told = AccessLog.objects.filter(member_number=number, subject__startswith=f"Salarié {key}, ")
        told.update(subject=f"Salarié {key}, {NOBODY}")
