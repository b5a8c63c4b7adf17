"""The service itself (name, rules of the house), its centres, its physicians and who answers their phone."""

from datetime import time
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from egide.centres.hours import WEEKDAYS, Hours, WeekdaysField, working_week
from egide.common.events import Actor
from egide.common.identifiers import check_bic, check_iban, check_siren, check_vat_number, grouped
from egide.common.models import Versioned
from egide.common.per_request import forget, once_a_request
from egide.common.workflow import verb
from egide.regulation import Parameters


class Service(Versioned):
    """The one service of this installation: its identity and the choices that the law leaves to it."""

    name = models.CharField("nom du service", max_length=200, default="Service de prévention")
    short_name = models.CharField("nom court", max_length=60, blank=True)
    address = models.TextField("adresse du siège", blank=True)
    legal_form = models.CharField(
        "forme juridique", max_length=100, blank=True, help_text="Elle figure sur les factures."
    )
    siren = models.CharField("SIREN", max_length=9, validators=[check_siren], blank=True)
    vat_number = models.CharField(
        "n° de TVA intracommunautaire", max_length=20, validators=[check_vat_number], blank=True
    )
    vat_exemption = models.CharField(
        "mention d’exonération de TVA",
        max_length=200,
        blank=True,
        help_text="Imprimée sur les factures qui ont une ligne sans TVA, avec l’article qui exonère.",
    )
    iban = models.CharField("IBAN", max_length=34, validators=[check_iban], blank=True)
    bic = models.CharField("BIC", max_length=11, validators=[check_bic], blank=True)
    phone = models.CharField("téléphone du siège", max_length=30, blank=True)
    opening_hours = models.CharField("horaires du siège", max_length=200, blank=True)
    assistance_email = models.EmailField("adresse d’assistance", blank=True)
    assistance_phone = models.CharField("téléphone d’assistance", max_length=30, blank=True)
    accounting_email = models.EmailField("adresse de la comptabilité", blank=True)
    accounting_phone = models.CharField("téléphone de la comptabilité", max_length=30, blank=True)
    relations_name = models.CharField("chargé des relations adhérents", max_length=100, blank=True)
    relations_email = models.EmailField("adresse des relations adhérents", blank=True)
    relations_phone = models.CharField("téléphone des relations adhérents", max_length=30, blank=True)
    logo = models.ImageField("logo", upload_to="service/", blank=True)
    # « Conditions habituelles »: R.I. of each service (D.4622-22); the default is the usage of the field.
    cancellation_notice_days = models.PositiveSmallIntegerField(
        "délai d’annulation gratuite, en jours ouvrés",
        default=2,
        validators=[MaxValueValidator(15)],
        help_text="Jours ouvrés pleins avant l’heure du rendez-vous.",
    )
    cancellation_grace_hours = models.PositiveSmallIntegerField(
        "annulation gratuite après la validation, en heures",
        default=24,
        validators=[MaxValueValidator(240)],
        help_text="Pour un rendez-vous validé trop tard pour que l’entreprise ait pu l’annuler dans le délai.",
    )
    absence_fee = models.DecimalField(
        "prix HT d’une absence ou d’une annulation tardive",
        max_digits=8,
        decimal_places=2,
        default=Decimal("72.00"),
        validators=[MinValueValidator(Decimal(0))],
    )
    vat_rate = models.DecimalField("taux de TVA, en %", max_digits=4, decimal_places=2, default=Decimal("20.00"))
    payment_days = models.PositiveSmallIntegerField("délai de paiement, en jours", default=30)
    late_penalty = models.CharField(
        "taux des pénalités de retard",
        max_length=200,
        default="taux de refinancement de la BCE majoré de 10 points",
    )
    leaver_months = models.PositiveSmallIntegerField(
        "conservation des sortis, en mois",
        default=60,
        validators=[MinValueValidator(12), MaxValueValidator(600)],
        help_text="Au terme, la fiche, ses visites et ses rendez-vous s’effacent, la nuit et pour toujours.",
    )
    minor_years = models.PositiveSmallIntegerField(
        "périodicité des moins de 18 ans, en années", default=5, choices=[(3, "3 ans"), (5, "5 ans")]
    )
    biological_2_years = models.PositiveSmallIntegerField(
        "périodicité du groupe biologique 2, en années", default=5, choices=[(3, "3 ans"), (5, "5 ans")]
    )
    fields_years = models.PositiveSmallIntegerField(
        "périodicité des champs électromagnétiques, en années",
        default=5,
        choices=[(3, "3 ans"), (5, "5 ans")],
    )
    attestation_category = models.CharField(
        "catégorie de la conduite et de l’électricité",
        max_length=3,
        default="SI",
        choices=[("SI", "SI"), ("SIA", "SIA")],
    )
    prior_visit_for_handicap = models.BooleanField("visite préalable pour RQTH et invalidité", default=False)
    health_determinants_offered = models.BooleanField(
        "proposer RQTH, invalidité et grossesse aux employeurs",
        default=False,
        help_text="Données de santé : à laisser fermé, sauf avis du délégué à la protection des données.",
    )
    legal_notice = models.TextField("mentions légales", blank=True)
    privacy_notice = models.TextField("confidentialité", blank=True)
    accessibility_notice = models.TextField("accessibilité", blank=True)

    class Meta:
        verbose_name = "service"
        constraints = (
            models.CheckConstraint(
                name="there_is_one_service",
                condition=models.Q(pk=1),
                violation_error_message="Une installation sert un seul service.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget()

    @staticmethod
    @once_a_request
    def current() -> "Service":
        """The service of this installation, with its defaults until somebody has filled them in."""
        return Service.objects.filter(pk=1).first() or Service(pk=1)

    @property
    def shown_iban(self) -> str:
        return grouped(self.iban.replace(" ", ""), *[4] * 9)

    @property
    def regulation(self) -> Parameters:
        """What the law leaves to the service, in the form that `regulation` reads."""
        return Parameters(
            sia_mineur_ans=self.minor_years,
            sia_agents_bio2_ans=self.biological_2_years,
            sia_cem_ans=self.fields_years,
            attestation_categorie=self.attestation_category,
            vip_prealable_rqth_invalidite=self.prior_visit_for_handicap,
            sante_proposee=self.health_determinants_offered,
        )

    @verb("Paramètres modifiés")
    def configure(self, *, by: Actor, **settings: Any) -> None:
        for name, value in settings.items():
            setattr(self, name, value)


class Centre(Versioned):
    """A place where visits are held."""

    name = models.CharField("nom", max_length=100)
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=5)
    city = models.CharField("ville", max_length=100)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    access = models.TextField("accès", blank=True, help_text="Bus, tramway, étage, code de la porte.")
    parking = models.TextField("stationnement", blank=True)
    wheelchair = models.TextField("accès des personnes à mobilité réduite", blank=True)
    hours = models.TextField("horaires", blank=True)
    open_weekdays = WeekdaysField("jours de visite", default=working_week)
    # By `partial`: at that very hour, Django would take a plain default for the current time (fields.W161).
    receives_from = models.TimeField("visites à partir de", default=partial(time, 8, 30))
    receives_until = models.TimeField("visites jusqu’à", default=partial(time, 17))
    pause_from = models.TimeField("pause à partir de", null=True, blank=True, default=partial(time, 12))
    pause_until = models.TimeField("pause jusqu’à", null=True, blank=True, default=partial(time, 13, 30))
    plan = models.ImageField("plan d’accès", upload_to="plans/", blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)

    class Meta:
        verbose_name = "centre de visite"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="a_centre_has_its_name",
                violation_error_message="Ce centre existe déjà.",
            ),
            models.CheckConstraint(
                name="a_centre_closes_after_it_opens",
                condition=models.Q(receives_until__gt=models.F("receives_from")),
                violation_error_message="La fin des visites doit suivre leur début.",
            ),
            models.CheckConstraint(
                name="a_pause_has_two_ends",
                condition=models.Q(pause_from=None, pause_until=None)
                | models.Q(pause_from__isnull=False, pause_until__gt=models.F("pause_from")),
                violation_error_message="Indiquez le début et la fin de la pause, dans cet ordre.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def full_address(self) -> str:
        return f"{self.address}, {self.postcode} {self.city}"

    @property
    def timetable(self) -> Hours:
        """When visits may be held here."""
        whole = (self.receives_from, self.receives_until)
        if self.pause_from is None or self.pause_until is None:
            stretches: tuple[tuple[time, time], ...] = (whole,)
        else:
            stretches = ((self.receives_from, self.pause_from), (self.pause_until, self.receives_until))
        return Hours(frozenset(self.open_weekdays), stretches)

    def posted_lists(self) -> dict[str, list[str]]:
        return {"open_weekdays": [str(day) for day in self.open_weekdays]}

    def label_of(self, name: str) -> str:
        return "jours de visite"

    def word_for(self, name: str, value: str) -> str:
        return dict(WEEKDAYS).get(int(value), value) if value.isdigit() else value

    @verb("Centre décrit")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Create the centre or correct what is said of it."""
        for name, value in facts.items():
            setattr(self, name, value)


class Physician(Versioned):
    """A médecin du travail or a nurse who receives employees, and the secretary who answers for them."""

    class Profession(models.TextChoices):
        PHYSICIAN = "physician", "Médecin du travail"
        NURSE = "nurse", "Infirmier en santé au travail"

    profession = models.CharField("profession", max_length=20, choices=Profession, default=Profession.PHYSICIAN)
    title = models.CharField("titre", max_length=20, blank=True, default="Dr")
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    centre = models.ForeignKey(Centre, models.PROTECT, verbose_name="centre principal", related_name="physicians")
    secretary_name = models.CharField("secrétaire", max_length=100, blank=True)
    secretary_phone = models.CharField("téléphone de la secrétaire", max_length=30, blank=True)
    secretary_email = models.EmailField("adresse de la secrétaire", blank=True)
    secretary_hours = models.CharField("horaires de la secrétaire", max_length=200, blank=True)
    left_on = models.DateField("parti le", null=True, blank=True)

    class Meta:
        verbose_name = "médecin"
        ordering = ("last_name", "first_name")

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @verb("Professionnel décrit")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Create the professional or correct what is said of them."""
        for name, value in facts.items():
            setattr(self, name, value)
