"""The company that pays dues, and what it means for a row to belong to one."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.identifiers import check_siren, grouped
from egide.common.indexes import PiecesIndex, WordsIndex
from egide.common.models import Versioned
from egide.common.search import folded
from egide.common.workflow import verb
from egide.members.queries import MOST_FOUND, named
from egide.reference import naf

READS_AFTER_STRIKE_OFF = timedelta(days=365)
# The loi du 11 octobre 1946 created the services de médecine du travail: nobody joined one before.
FIRST_SERVICES = date(1946, 10, 11)
JOINS_AHEAD = timedelta(days=366)


# The address of the directory (scheme 0225): a SIREN, then a SIRET, a routing code or a suffix of one's own.
ROUTE = r"^\d{9}(_[A-Za-z0-9+./_-]{1,115})?$"
WRONG_ROUTE = "Écrivez le SIREN de l’adhérent, seul ou suivi de _ et d’un suffixe sans espace : 123456789_COMPTA."


def check_route(address: str, siren: str) -> None:
    """An address of the directory that is this very company's; ValidationError says how it is written."""
    RegexValidator(ROUTE, WRONG_ROUTE)(address)
    if not address.startswith(siren):
        raise ValidationError(f"Cette adresse commence par votre SIREN, {siren}.")


def check_joining_date(day: date) -> None:
    if not FIRST_SERVICES <= day <= timezone.localdate() + JOINS_AHEAD:
        raise ValidationError("Une adhésion date de 1946 au plus tôt, et d’ici un an au plus tard.")


class MemberQuerySet(models.QuerySet["Member"]):
    def matching(self, words: str) -> "MemberQuerySet":
        """By words of the name, by the number, by the SIREN however it is grouped."""
        return self.filter(named(words))

    def keys_matching(self, words: str) -> list[int]:
        """The first of them, for rows that are found by their member: one condition over two tables has no index."""
        return list(self.matching(words).order_by().values_list("pk", flat=True)[:MOST_FOUND])


class Member(Versioned):
    """An « adhérent »: one company, the tenant of its space. Its number is on every paper."""

    number = models.PositiveIntegerField("n° d’adhérent", unique=True)
    name = models.CharField("raison sociale", max_length=200)
    legal_form = models.CharField("forme juridique", max_length=60, blank=True)
    siren = models.CharField("SIREN", max_length=9, validators=[check_siren], blank=True)
    naf = models.CharField("code NAF", max_length=6, validators=[naf.check], blank=True)
    electronic_address = models.CharField(
        "adresse de facturation électronique",
        max_length=125,
        blank=True,
        validators=[RegexValidator(ROUTE, WRONG_ROUTE)],
        help_text="Son SIREN, puis _ et un suffixe (SIRET, service) s’il en a choisi un. Vide : son SIREN.",
    )
    joined_on = models.DateField("date d’adhésion", validators=[check_joining_date])
    struck_off_on = models.DateField("radié le", null=True, blank=True)
    struck_off_because = models.CharField("motif de la radiation", max_length=300, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    website = models.URLField("site internet", blank=True)
    centre = models.ForeignKey(
        Centre, models.PROTECT, verbose_name="centre de visite", related_name="members", null=True, blank=True
    )
    physician = models.ForeignKey(
        Physician,
        models.PROTECT,
        verbose_name="médecin référent",
        related_name="members",
        null=True,
        blank=True,
    )
    search_key = models.CharField(max_length=400, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "adhérent"
        ordering = ("number",)
        indexes = (
            WordsIndex("search_key", name="members_by_words"),
            PiecesIndex("email", "phone", name="members_by_reach"),
            models.Index(fields=("naf",), name="members_by_trade"),
        )
        constraints = (
            models.CheckConstraint(
                name="an_electronic_address_begins_with_its_siren",
                condition=models.Q(electronic_address="") | models.Q(electronic_address__startswith=models.F("siren")),
                violation_error_message="L’adresse de facturation électronique commence par le SIREN de l’adhérent.",
            ),
            models.CheckConstraint(
                name="a_member_leaves_after_joining",
                condition=models.Q(struck_off_on=None) | models.Q(struck_off_on__gte=models.F("joined_on")),
                violation_error_message="La radiation ne peut pas précéder l’adhésion.",
            ),
            models.CheckConstraint(
                name="a_striking_off_has_a_date_and_a_reason",
                condition=models.Q(struck_off_on=None, struck_off_because="")
                | (models.Q(struck_off_on__isnull=False) & ~models.Q(struck_off_because="")),
                violation_error_message="Indiquez la date et le motif de la radiation.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        self.naf = naf.normalised(self.naf)
        self.search_key = folded(str(self.number), self.name, self.siren)[:400]
        super().clean_fields(exclude=exclude)

    @property
    def member_id(self) -> int:
        """A member belongs to itself, so that its own Events are found with the others."""
        return self.pk

    @property
    def shown_siren(self) -> str:
        return grouped(self.siren, 3, 3, 3)

    @property
    def activity(self) -> str:
        """What its NAF code means."""
        return naf.label(self.naf) or ""

    def is_struck_off_on(self, day: date) -> bool:
        return self.struck_off_on is not None and self.struck_off_on <= day

    def may_read_on(self, day: date) -> bool:
        """A member struck off reads its papers for a year."""
        return self.struck_off_on is None or day <= self.struck_off_on + READS_AFTER_STRIKE_OFF

    @verb("Adhésion")
    def enrol(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set what the membership form says."""

    @verb("Identité modifiée par le service")
    def correct_identity(self, *, by: Actor, **facts: Any) -> None:
        """What the member sees greyed: only the service changes it."""
        for name, value in facts.items():
            setattr(self, name, value)

    @verb("Coordonnées modifiées")
    def change_details(self, *, by: Actor, phone: str, email: str, website: str) -> None:
        """Coordonnées, edited by the member itself."""
        self.phone, self.email, self.website = phone, email, website

    @verb("Centre et médecin désignés")
    def assign(self, *, by: Actor, centre: Centre | None, physician: Physician | None) -> None:
        """The centre where its employees go, and the physician who knows the company."""
        self.centre, self.physician = centre, physician

    @verb("Radiation")
    def strike_off(self, *, by: Actor, on: date, reason: str) -> None:
        """From that day it reads its invoices and documents for a year, and changes nothing."""
        self.struck_off_on, self.struck_off_because = on, reason

    @verb("Radiation annulée")
    def reinstate(self, *, by: Actor) -> None:
        """The striking off is undone: the space is whole again."""
        if self.struck_off_on is None:
            raise Refused(f"{self} n’est pas radié.")
        self.struck_off_on, self.struck_off_because = None, ""


class Owned(models.Model):
    """A row that belongs to one member and may never be seen by another."""

    member = models.ForeignKey(
        Member, models.PROTECT, verbose_name="adhérent", related_name="%(class)ss", editable=False
    )

    class Meta:
        abstract = True
