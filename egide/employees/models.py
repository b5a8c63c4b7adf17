"""The people a member employs: civil status, post, declared risks, arrival and departure."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from egide.centres.models import Service
from egide.common.encryption import EncryptedTextField, fingerprint
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.identifiers import check_nir
from egide.common.models import Versioned
from egide.common.search import folded
from egide.common.workflow import verb
from egide.employees.determinants import Declared, check_codes
from egide.employees.queries import EmployeeQuerySet
from egide.members.models import Establishment, Owned
from egide.reference import pcs
from egide.regulation import Assessment, Category, category_of


class ContractKind(models.TextChoices):
    PERMANENT = "CDI", "CDI"
    FIXED_TERM = "CDD", "CDD"
    APPRENTICE = "apprenti", "Apprenti"
    WORK_STUDY = "professionnalisation", "Contrat de professionnalisation"
    TEMPORARY = "interimaire", "Intérimaire"
    SEASONAL = "saisonnier", "Saisonnier"


class LeavingReason(models.TextChoices):
    RESIGNATION = "resignation", "Démission"
    DISMISSAL = "dismissal", "Licenciement"
    AGREED = "agreed", "Rupture conventionnelle"
    END_OF_CONTRACT = "end_of_contract", "Fin de contrat"
    TRIAL = "trial", "Fin de la période d’essai"
    RETIREMENT = "retirement", "Retraite"
    DEATH = "death", "Décès"
    TRANSFER = "transfer", "Transfert vers une autre entreprise"
    OTHER = "other", "Autre"


class Sex(models.TextChoices):
    WOMAN = "F", "Femme"
    MAN = "M", "Homme"


class Employee(Owned, Versioned):
    """A « salarié » of one member: the same person with two employers is two rows that never meet."""

    last_name = models.CharField("nom de naissance", max_length=100)
    usage_name = models.CharField("nom d’usage", max_length=100, blank=True)
    first_name = models.CharField("prénom", max_length=100)
    birth_date = models.DateField("date de naissance")
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    nir = EncryptedTextField("numéro de sécurité sociale", blank=True)
    nir_print = models.CharField(max_length=64, blank=True, editable=False)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        verbose_name="établissement",
        related_name="employees",
        null=True,
        blank=True,
    )
    contract_kind = models.CharField("contrat", max_length=30, choices=ContractKind, default=ContractKind.PERMANENT)
    hired_on = models.DateField("date d’entrée")
    contract_ends_on = models.DateField("fin prévue du contrat", null=True, blank=True)
    post = models.CharField("poste de travail", max_length=120, blank=True)
    pcs_code = models.CharField("code PCS-ESE", max_length=4, blank=True)
    post_since = models.DateField("au poste depuis le")
    category = models.CharField(
        "catégorie déclarée",
        max_length=3,
        choices=[(c.value, c.value) for c in Category],
        default="SI",
        editable=False,
    )
    risks_declared_on = models.DateField("déterminants renseignés le", null=True, blank=True, editable=False)
    left_on = models.DateField("date de sortie", null=True, blank=True, editable=False)
    leaving_reason = models.CharField(
        "motif de sortie", max_length=20, choices=LeavingReason, blank=True, editable=False
    )
    taken_in_at = models.DateTimeField("pris en compte le", null=True, blank=True, editable=False)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="pris en compte par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    departure_seen_at = models.DateTimeField("sortie prise en compte le", null=True, blank=True, editable=False)
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)
    search_key = models.CharField(max_length=450, editable=False, db_index=True)
    names_key = models.CharField(max_length=200, editable=False)

    objects: ClassVar[EmployeeQuerySet["Employee"]] = EmployeeQuerySet.as_manager()  # type: ignore[assignment]
    never_recorded = ("nir", "nir_print", "search_key", "names_key")

    class Meta:
        verbose_name = "salarié"
        ordering = ("search_key", "pk")
        indexes = (
            models.Index(fields=("member", "search_key"), name="employees_of_member"),
            models.Index(fields=("member", "names_key"), name="employee_twins_by_name"),
            models.Index(fields=("member", "nir_print"), name="employee_twins_by_nir"),
            models.Index(fields=("added_at",), name="employees_to_take_in", condition=models.Q(taken_in_at=None)),
        )
        constraints = (
            models.CheckConstraint(
                name="an_employee_is_hired_after_birth",
                condition=models.Q(hired_on__gt=models.F("birth_date")),
                violation_error_message="La date d’entrée doit suivre la date de naissance.",
            ),
            models.CheckConstraint(
                name="an_employee_leaves_after_being_hired",
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("hired_on")),
                violation_error_message="La sortie ne peut pas précéder l’entrée.",
            ),
            models.CheckConstraint(
                name="a_departure_has_a_date_and_a_reason",
                condition=models.Q(left_on=None, leaving_reason="")
                | (models.Q(left_on__isnull=False) & ~models.Q(leaving_reason="")),
                violation_error_message="Indiquez la date et le motif de la sortie.",
            ),
            models.CheckConstraint(
                name="a_post_starts_with_the_contract_or_later",
                condition=models.Q(post_since__gte=models.F("hired_on")),
                violation_error_message="Le poste ne peut pas commencer avant la date d’entrée.",
            ),
            models.CheckConstraint(
                name="a_contract_ends_after_it_starts",
                condition=models.Q(contract_ends_on=None) | models.Q(contract_ends_on__gte=models.F("hired_on")),
                violation_error_message="La fin du contrat ne peut pas précéder l’entrée.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.shown_last_name} {self.first_name}"

    def clean_fields(self, exclude: Any = None) -> None:
        self.names_key = folded(self.last_name, self.first_name)[:200]
        self.search_key = folded(self.shown_last_name, self.first_name, self.last_name, self.post, self.pcs_code)[:450]
        self.nir_print = fingerprint(self.nir)
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        if self.nir:
            check_nir(self.nir)
        if self.pcs_code and not pcs.is_valid(self.pcs_code):
            raise Refused(f"Le code PCS « {self.pcs_code} » n’existe pas : cherchez-le par le nom du métier.")
        if self.establishment and self.establishment.member_id != self.member_id:
            raise Refused("Cet établissement n’est pas le vôtre.")

    @property
    def shown_last_name(self) -> str:
        return self.usage_name or self.last_name

    @property
    def is_gone(self) -> bool:
        return self.left_on is not None

    @property
    def row_state(self) -> str:
        """« Sorti » comes before « ajouté », before « à compléter » (product, section 3)."""
        if self.is_gone:
            return "gone"
        if self.taken_in_at is None:
            return "added"
        return "incomplete" if self.missing else "complete"

    @property
    def missing(self) -> list[str]:
        """What the employer still has to fill in, in words."""
        wanted = {
            "poste de travail": self.post,
            "code PCS": self.pcs_code,
            "déterminants": self.risks_declared_on,
            "établissement": self.establishment_id,
        }
        return [name for name, value in wanted.items() if not value]

    @property
    def codes(self) -> list[str]:
        """The determinants that hold today."""
        return [declared.code for declared in self.determinants.all() if declared.until is None]

    def assess(self, codes: list[str], on: date) -> Assessment:
        """What these determinants would make of the category, for this person and this post."""
        return category_of(
            codes,
            birth_date=self.birth_date,
            post_since=self.post_since,
            on=on,
            parameters=Service.current().regulation,
        )

    @verb
    def hire(self, *, by: Actor) -> None:
        """« Ajouter »: the birth of the row, filled by its form. The service takes it in later."""
        self.category = self.assess([], timezone.localdate()).category.value

    @verb
    def correct(self, *, by: Actor, **facts: Any) -> Changes | None:
        """Civil status, contract and post; a NIR left empty keeps the one already known."""
        new_nir = facts.pop("nir", "")
        for name, value in facts.items():
            setattr(self, name, value)
        self.nir = new_nir or self.nir
        self.category = self.assess(self.codes, timezone.localdate()).category.value
        return {"nir": ["", "renseigné"]} if new_nir else None

    @verb
    def declare_risks(self, *, by: Actor, codes: list[str]) -> Changes:
        """The determinants that hold from today: those that end keep their dates, as history."""
        today = timezone.localdate()
        before = sorted(self.codes)
        check_codes(codes, already=before, on=today)
        self.determinants.filter(until=None).exclude(code__in=codes).update(until=today)
        for code in sorted(set(codes) - set(before)):
            self.determinants.create(member_id=self.member_id, code=code, since=today)
        self.risks_declared_on = today
        self.category = self.assess(codes, today).category.value
        return {"determinants": [before, sorted(codes)]}

    @verb
    def move_to(self, *, by: Actor, establishment: Establishment) -> None:
        self.establishment = establishment

    @verb
    def leave(self, *, by: Actor, on: date, reason: str) -> None:
        """« Sortir de l’effectif »: history is kept, the row turns red."""
        if self.is_gone:
            raise Refused(f"{self} est déjà sorti de l’effectif.")
        self.left_on, self.leaving_reason, self.departure_seen_at = on, reason, None

    @verb
    def come_back(self, *, by: Actor) -> None:
        """« Annuler la sortie »."""
        if not self.is_gone:
            raise Refused(f"{self} est dans l’effectif.")
        self.left_on, self.leaving_reason, self.departure_seen_at = None, "", None

    @verb
    def take_in(self, *, by: Actor) -> None:
        """The service has seen the arrival, or the departure."""
        now = timezone.now()
        if self.is_gone:
            self.departure_seen_at = now
        if self.taken_in_at is None:
            self.taken_in_at, self.taken_in_by_id = now, by.pk if by else None


class DeclaredDeterminant(Declared, Owned):
    """One risk that the employer declares for one employee, and since when."""

    employee = models.ForeignKey(Employee, models.CASCADE, verbose_name="salarié", related_name="determinants")

    class Meta:
        verbose_name = "déterminant de suivi"
        ordering = ("code", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("employee", "code"),
                condition=models.Q(until=None),
                name="a_determinant_is_declared_once",
                violation_error_message="Ce déterminant est déjà déclaré.",
            ),
        )

    def __str__(self) -> str:
        return self.code
