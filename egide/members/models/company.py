"""What a member says of itself: its establishments, its addresses, its contacts by function."""

from typing import Any

from django.db import models

from egide.common.events import Actor
from egide.common.identifiers import check_siret, grouped
from egide.common.indexes import PiecesIndex
from egide.common.models import Versioned
from egide.common.workflow import verb
from egide.members.models.member import Member, Owned


class Establishment(Owned, Versioned):
    """A place of work of the member: one SIRET."""

    siret = models.CharField("SIRET", max_length=14, validators=[check_siret])
    name = models.CharField("enseigne ou nom d’usage", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=5)
    city = models.CharField("ville", max_length=100)
    is_head_office = models.BooleanField("siège", default=False)
    closed_on = models.DateField("fermé le", null=True, blank=True)

    class Meta:
        verbose_name = "établissement"
        ordering = ("-is_head_office", "city", "siret")
        indexes = (PiecesIndex("city", "name", "siret", name="establishments_by_pieces"),)
        constraints = (
            models.UniqueConstraint(
                fields=("siret",),
                name="an_establishment_has_its_siret",
                violation_error_message="Un établissement porte déjà ce SIRET.",
            ),
            models.UniqueConstraint(
                fields=("member",),
                condition=models.Q(is_head_office=True),
                name="a_member_has_one_head_office",
                violation_error_message="Cet adhérent a déjà un siège.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name or self.city} ({self.shown_siret})"

    @property
    def shown_siret(self) -> str:
        return grouped(self.siret, 3, 3, 3, 5)

    @verb("Établissement renommé")
    def rename(self, *, by: Actor, name: str) -> None:
        """The name that the member uses for it; its SIRET and its address are the service's to change."""
        self.name = name

    @verb("Établissement enregistré par le service")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Open the establishment or correct what is said of it (the service does)."""
        for name, value in facts.items():
            setattr(self, name, value)


class Address(Owned, Versioned):
    """Where papers go: the head office, the invoices, the convocations."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", "Siège"
        BILLING = "billing", "Facturation"
        NOTICES = "notices", "Envoi des convocations"

    member = models.ForeignKey(
        Member, models.PROTECT, verbose_name="adhérent", related_name="addresses", editable=False
    )
    kind = models.CharField("adresse", max_length=20, choices=Kind)
    recipient = models.CharField("à l’attention de", max_length=120, blank=True)
    line1 = models.CharField("n° et voie", max_length=120)
    line2 = models.CharField("complément", max_length=120, blank=True)
    postcode = models.CharField("code postal", max_length=5)
    city = models.CharField("ville", max_length=100)
    email = models.EmailField("adresse e-mail d’envoi", blank=True)

    class Meta:
        verbose_name = "adresse"
        constraints = (
            models.UniqueConstraint(
                fields=("member", "kind"),
                name="one_address_of_each_kind",
                violation_error_message="Cette adresse existe déjà.",
            ),
            models.CheckConstraint(
                name="a_postcode_has_five_digits",
                condition=models.Q(postcode__regex=r"^[0-9]{5}$"),
                violation_error_message="Le code postal compte 5 chiffres.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.one_line}"

    @property
    def lines(self) -> list[str]:
        place = f"{self.postcode} {self.city}"
        return [line for line in (self.recipient, self.line1, self.line2, place) if line]

    @property
    def one_line(self) -> str:
        return ", ".join(self.lines)

    @verb("Adresse modifiée")
    def change(self, *, by: Actor, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(self, name, value)


class Contact(Owned, Versioned):
    """A person to write to or call in the member's company, by function."""

    class Function(models.TextChoices):
        MANAGER = "manager", "Responsable"
        BILLING = "billing", "Facturation"
        FOLLOW_UP = "follow_up", "Suivi médical"
        SAFETY = "safety", "Sécurité"

    function = models.CharField("fonction", max_length=20, choices=Function)
    name = models.CharField("nom", max_length=120)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)

    class Meta:
        verbose_name = "contact"
        ordering = ("function", "name")
        indexes = (PiecesIndex("name", "email", "phone", name="contacts_by_pieces"),)
        constraints = (
            models.UniqueConstraint(
                fields=("member", "function"),
                name="one_contact_by_function",
                violation_error_message="Cette fonction a déjà un contact.",
            ),
            models.CheckConstraint(
                name="a_contact_can_be_reached",
                condition=~models.Q(phone="", email=""),
                violation_error_message="Indiquez un téléphone ou une adresse e-mail.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_function_display()})"

    @verb("Contact modifié")
    def change(self, *, by: Actor, name: str, phone: str, email: str) -> None:
        self.name, self.phone, self.email = name, phone, email
