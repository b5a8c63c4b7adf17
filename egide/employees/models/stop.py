"""A stop of work as an employer may tell it: a cause of R.4624-31 and two dates, never a diagnosis."""

from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from egide.common.errors import Refused
from egide.common.events import Actor, history_of, record
from egide.common.models import Versioned
from egide.common.workflow import told_as, verb
from egide.employees.models.employee import Employee
from egide.members.models import Owned
from egide.regulation import Stop
from egide.regulation import StopCause as Cause
from egide.regulation.stops import return_visit

DAY = timedelta(days=1)


class StopCause(models.TextChoices):
    """Thresholds of R.4624-31 depend on the cause."""

    ILLNESS = Cause.ILLNESS.value, "Maladie ou accident non professionnel"
    WORK_ACCIDENT = Cause.WORK_ACCIDENT.value, "Accident du travail"
    OCCUPATIONAL_DISEASE = Cause.OCCUPATIONAL_DISEASE.value, "Maladie professionnelle"
    MATERNITY = Cause.MATERNITY.value, "Congé de maternité"


def as_fact(cause: str, first_day: date, returns_on: date) -> Stop:
    """`first_day` is the first day without work, `returns_on` the first day back."""
    return Stop(Cause(cause), first_day, returns_on - DAY, returns_on)


class WorkStop(Owned, Versioned):
    """One stop; `returns_on` is the first day back, planned until it has come."""

    employee = models.ForeignKey(Employee, models.CASCADE, verbose_name="salarié", related_name="stops")
    cause = models.CharField("cause de l’arrêt", max_length=30, choices=StopCause)
    first_day = models.DateField("premier jour d’arrêt")
    returns_on = models.DateField("date de reprise")

    never_recorded = ("cause",)  # Events stay when the row is gone: they tell dates alone

    class Meta:
        verbose_name = "arrêt de travail"
        ordering = ("-first_day", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("employee", "first_day"),
                name="a_work_stop_is_declared_once",
                violation_error_message="Un arrêt qui commence ce jour-là est déjà déclaré.",
            ),
            models.CheckConstraint(
                name="a_work_stop_begins_before_the_return",
                condition=Q(returns_on__gt=F("first_day")),
                violation_error_message="La reprise doit suivre le début de l’arrêt.",
            ),
        )

    def __str__(self) -> str:
        return f"arrêt du {self.first_day:%d/%m/%Y}, reprise le {self.returns_on:%d/%m/%Y}"

    @property
    def as_fact(self) -> Stop:
        """The stop as the regulation reads one."""
        return as_fact(self.cause, self.first_day, self.returns_on)

    @property
    def as_asked(self) -> dict[str, Any]:
        """The same three facts, as a request for the visit names them."""
        return {"stop_cause": self.cause, "stopped_on": self.first_day, "returns_on": self.returns_on}

    @classmethod
    def to_return_from(cls, employee: Employee) -> "WorkStop | None":
        """The latest stop long enough for a « visite de reprise », held or not."""
        return next((stop for stop in employee.stops.all() if return_visit(stop.as_fact).is_due), None)

    @classmethod
    def over(cls, employee: Employee, first_day: date, returns_on: date, but: int | None = None) -> "WorkStop | None":
        """The stop already known, `but` the one of this key, that shares a day with this one: a prolongation is the
        same stop."""
        shared = cls.objects.filter(employee=employee, first_day__lt=returns_on, returns_on__gt=first_day)
        return shared.exclude(pk=but).first()

    @verb("Arrêt déclaré")
    def declare(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set its employee, cause and dates."""
        if self.employee.is_gone:
            raise Refused(f"{self.employee.full_name} n’est plus dans l’effectif : annulez la sortie d’abord.")
        self._stands_alone()

    @verb("Arrêt corrigé")
    def correct(self, *, by: Actor, cause: str, first_day: date, returns_on: date) -> None:
        """Prolonged, or typed wrong."""
        self.cause, self.first_day, self.returns_on = cause, first_day, returns_on
        self._stands_alone()

    @told_as("Arrêt retiré")
    def remove(self, *, by: Actor) -> None:
        """Declared by mistake: what was told of it is forgotten with it, only the removal is kept, under the key of
        the person."""
        with transaction.atomic():
            key, person = self.pk, self.employee_id
            self.delete()
            self.pk = key
            history_of(self).update(label="arrêt de travail", changes={})
            record(self, "remove", by=by, changes={"employee": [person, None]}, label="arrêt de travail")

    def _stands_alone(self) -> None:
        """Asked under the lock of the person: two people who declare at once are two in a row."""
        Employee.objects.select_for_update(no_key=True).order_by().get(pk=self.employee_id)
        if other := WorkStop.over(self.employee, self.first_day, self.returns_on, but=self.pk):
            raise Refused(f"Ces dates recouvrent un {other} : corrigez-le, une prolongation est le même arrêt.")
