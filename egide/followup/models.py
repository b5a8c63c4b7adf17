"""Le suivi: the visits that took place, and for each employee the next one with its latest date."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from egide.centres.models import Physician, Service
from egide.common.events import Actor, Changes
from egide.common.french import lower_first
from egide.common.models import Versioned
from egide.common.workflow import verb
from egide.employees.models import Employee
from egide.followup.facts import facts_of, next_visit
from egide.members.models import Owned
from egide.regulation import HIRE_MARGIN, Category, VisitKind

CATEGORIES = [(category.value, category.value) for category in Category]
KINDS = [(kind.value, kind.label) for kind in VisitKind]
NEVER_SHOWN = [kind.value for kind in VisitKind if not kind.visible_to_employer]


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to_employer(self) -> "VisitQuerySet":
        """Préreprise and visits asked for by the worker are nobody else's business (R.4624-30, R.4624-34);
        nor is what came before this contract, save the visit that prepared it."""
        since_this_contract = Q(held_on__gte=F("employee__hired_on") - HIRE_MARGIN)
        return self.exclude(kind__in=NEVER_SHOWN).filter(since_this_contract)


class Visit(Owned):
    """A visit that took place: its kind, its date and by whom; nothing medical is kept here."""

    employee = models.ForeignKey(Employee, models.PROTECT, verbose_name="salarié", related_name="visits")
    kind = models.CharField("type de visite", max_length=30, choices=KINDS)
    held_on = models.DateField("date de la visite")
    physician = models.ForeignKey(
        Physician, models.PROTECT, verbose_name="professionnel", related_name="visits", null=True, blank=True
    )
    category = models.CharField("catégorie le jour de la visite", max_length=3, choices=CATEGORIES, default="SI")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "visite"
        ordering = ("-held_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("employee", "kind", "held_on"),
                name="a_visit_is_recorded_once",
                violation_error_message="Cette visite est déjà enregistrée.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} du {self.held_on:%d/%m/%Y}"

    @verb("Visite enregistrée")
    def record(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the employee, the kind and the date."""


class FollowUp(Owned, Versioned):
    """What comes next for one employee: the visit due and its latest date. Computed, never typed,
    save what the service decides: the category it retains and an earlier date set by the médecin. Why it does
    so belongs to the medical record: no column holds it."""

    employee = models.OneToOneField(Employee, models.CASCADE, verbose_name="salarié", related_name="follow_up")
    last_kind = models.CharField("dernière visite", max_length=30, choices=KINDS, blank=True)
    last_on = models.DateField("date de la dernière visite", null=True, blank=True)
    next_kind = models.CharField("prochaine visite", max_length=30, choices=KINDS, blank=True)
    due_on = models.DateField("au plus tard le", null=True, blank=True)
    before_assignment = models.BooleanField("avant l’affectation", default=False)
    physician_due_on = models.DateField("date fixée par le médecin", null=True, blank=True)
    physician_set_on = models.DateField("date fixée le", null=True, blank=True, editable=False)
    shown_due_on = models.DateField("échéance", null=True, blank=True, db_index=True)
    reassessed_on = models.DateField("changé la nuit du", null=True, blank=True, editable=False)
    retained_category = models.CharField("catégorie retenue", max_length=3, choices=CATEGORIES, blank=True)

    class Meta:
        verbose_name = "suivi"
        indexes = (models.Index(fields=("member", "shown_due_on"), name="follow_up_of_member"),)

    def __str__(self) -> str:
        return f"suivi de {self.employee}"

    @property
    def next_label(self) -> str:
        """What is due, in words; "" when nothing is. The médecin may fix a day where the law asks for no visit."""
        return str(self.get_next_kind_display()) or ("Visite" if self.shown_due_on else "")

    @verb("Suivi retenu")
    def retain(self, *, by: Actor, category: str, due_on: date | None) -> None:
        """What the service decides: seen by the service alone, save an earlier date, told without its reason."""
        if due_on != self.physician_due_on:
            self.physician_set_on = timezone.localdate() if due_on else None
        self.retained_category, self.physician_due_on = category, due_on
        self.refresh()

    @verb("Échéance calculée")
    def compute(self, *, by: Actor) -> None:
        """Re-evaluate from the employee's facts."""
        self.refresh()

    def refresh(self) -> None:
        """The next visit, by the regulation, on the day of the last fact."""
        last = self.employee.visits.visible_to_employer().first()
        self.last_kind, self.last_on = (last.kind, last.held_on) if last else ("", None)
        if self.last_on and self.physician_set_on and self.last_on > self.physician_set_on:
            self.physician_due_on = self.physician_set_on = None  # the visit asked for was held
        self.next_kind, self.due_on, self.before_assignment = next_visit(
            facts_of(self.employee, for_service=True),
            on=timezone.localdate(),
            parameters=Service.current().regulation,
            fixed=self.physician_due_on,
        )
        fixed = None if self.next_kind == VisitKind.RETURN.value else self.physician_due_on
        self.shown_due_on = min((day for day in (self.due_on, fixed) if day), default=None)


class Reassessment(Owned):
    """What a night has changed in the follow-ups of a member: told once, whatever the worker does again."""

    held_on = models.DateField("nuit du")
    count = models.PositiveIntegerField("suivis modifiés")

    class Meta:
        verbose_name = "réévaluation"
        constraints = (
            models.UniqueConstraint(
                fields=("member", "held_on"),
                name="follow_ups_are_reassessed_once_a_night",
                violation_error_message="Les suivis de cet adhérent ont déjà été réévalués aujourd’hui.",
            ),
        )

    def __str__(self) -> str:
        return f"réévaluation du {self.held_on:%d/%m/%Y}"

    @verb("Suivis réévalués")
    def carry_out(self, *, by: Actor, employees: Iterable[Employee]) -> Changes:
        """These employees anew; the row, their new dates and the mail that tells them live or die together."""
        told = []
        for employee in employees:
            former = employee.category, employee.follow_up.shown_due_on
            if employee.is_misclassified(self.held_on):
                employee.reclassify(by=by)
            else:
                employee.follow_up.compute(by=by)
            rows = FollowUp.objects.filter(employee=employee)
            rows.update(reassessed_on=self.held_on)
            told.append(_said_of(employee, rows.get(), *former))
        self.count = len(told)
        return {"salariés": [[], told]}


def _said_of(employee: Employee, now: FollowUp, former_category: str, former_due_on: date | None) -> str:
    """What holds from this night, and what held before; never why, that the sheet says to whoever may read it."""
    said = f"{employee.full_name} : catégorie {employee.category}"
    if employee.category != former_category:
        said += f" (avant : {former_category})"
    if now.shown_due_on:
        said += f", {lower_first(now.next_label)} au plus tard le {now.shown_due_on:%d/%m/%Y}"
        if former_due_on and former_due_on != now.shown_due_on:
            said += f" (avant : {former_due_on:%d/%m/%Y})"
    return said
