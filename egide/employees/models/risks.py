"""What an employer may declare of a person's risks, and the category that follows."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.workflow import verb
from egide.members.models import Owned
from egide.regulation import Assessment, Category, Facts, assess, category_on, find, holding, offered_to_employer

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Person(Protocol):
    """What makes a category, of an employee: the row itself, or its columns alone."""

    @property
    def birth_date(self) -> date: ...
    @property
    def post_since(self) -> date: ...
    @property
    def hired_on(self) -> date: ...
    @property
    def contract_kind(self) -> str: ...
    @property
    def sex(self) -> str: ...


class Risk(Protocol):
    """A declared determinant: the row itself, or its columns alone."""

    @property
    def code(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


class Risks(models.Model):
    """The declared determinants as rows with their own dates, and the declared category as they make it."""

    category = models.CharField(
        "catégorie déclarée",
        max_length=3,
        choices=[(c.value, c.value) for c in Category],
        default="SI",
        editable=False,
    )
    risks_declared_on = models.DateField("déterminants renseignés le", null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        member_id: int
        birth_date: date
        sex: str
        contract_kind: str
        hired_on: date
        post_since: date
        determinants: "RelatedManager[DeclaredDeterminant]"

        @property
        def is_gone(self) -> bool: ...

    class Meta:
        abstract = True

    @property
    def codes(self) -> list[str]:
        """The determinants that hold today."""
        return codes_held(self.determinants.all())

    def assess(self, codes: list[str], on: date) -> Assessment:
        """What these determinants would make of the category, for this person and this post."""
        return assess(exposed_to(codes, self), on=on, parameters=Service.current().regulation)

    def is_misclassified(self, today: date) -> bool:
        """Whether the same risks make another category by now: a birthday, a text."""
        facts = exposed_to(self.codes, self)
        return category_on(facts, on=today, parameters=Service.current().regulation).value != self.category

    @verb("Déterminants déclarés")
    def declare_risks(self, *, by: Actor, codes: list[str]) -> Changes:
        """The determinants that hold from today: those that end keep their dates, as history."""
        if self.is_gone:
            raise Refused(f"{self} est sorti de l’effectif : annulez la sortie d’abord.")
        today = timezone.localdate()
        before = sorted(self.codes)
        _check_codes(codes, already=before, on=today)
        self.determinants.filter(until=None).exclude(code__in=codes).update(until=today)
        for code in sorted(set(codes) - set(before)):
            self.determinants.create(member_id=self.member_id, code=code, since=today)
        self.risks_declared_on = today
        self.category = self.assess(codes, today).category.value
        return {"determinants": [[determinant_label(code) for code in side] for side in (before, sorted(codes))]}

    @verb("Catégorie réévaluée")
    def reclassify(self, *, by: Actor) -> None:
        """A birthday or a text has passed: the category again, nobody having changed a fact."""
        self._follow_facts()

    def _forget_risks(self) -> None:
        """A new contract: what was declared for the former post holds no more."""
        self.determinants.filter(until=None).update(until=timezone.localdate())
        self.risks_declared_on = None

    def _follow_facts(self) -> None:
        """The category again, from the facts as they stand."""
        codes = list(self.determinants.filter(until=None).values_list("code", flat=True)) if self.pk else []
        self.category = self.assess(codes, timezone.localdate()).category.value


def codes_held(risks: Iterable[Risk]) -> list[str]:
    """The determinants that hold today."""
    return [risk.code for risk in risks if risk.until is None]


def exposed_to(codes: list[str], person: Person) -> Facts:
    """This person with these determinants: what makes the declared category, no visit nor end."""
    return Facts(
        person.birth_date,
        person.post_since,
        person.contract_kind,
        holding(codes),
        sex=person.sex,
        hired_on=person.hired_on,
    )


class DeclaredDeterminant(Owned):
    """One risk that the employer declares for one employee; `until` empty means that it holds."""

    employee = models.ForeignKey(
        "employees.Employee", models.CASCADE, verbose_name="salarié", related_name="determinants"
    )
    code = models.CharField("déterminant", max_length=60)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "déterminant de suivi"
        ordering = ("code", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("employee", "code"),
                condition=Q(until=None),
                name="a_determinant_is_declared_once",
                violation_error_message="Ce déterminant est déjà déclaré.",
            ),
        )

    def __str__(self) -> str:
        return self.code


def determinant_label(code: str) -> str:
    """The French name of a determinant today, or its code when the table has dropped it."""
    row = find(code, timezone.localdate())
    return row.label if row else code


def _check_codes(codes: list[str], *, already: list[str], on: date) -> None:
    """Refuse a code that the employer is not offered today (one declared earlier may stay)."""
    offered = {d.code for group in offered_to_employer(on, Service.current().regulation).values() for d in group}
    if unknown := set(codes) - offered - set(already):
        raise Refused(f"Déterminant inconnu : {', '.join(sorted(unknown))}.")
