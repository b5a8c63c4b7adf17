"""Who the person is: the civil status, and a social security number that nobody reads again."""

from typing import Any

from django.db import models
from django.db.models import Q

from egide.common.encryption import EncryptedTextField, fingerprint
from egide.common.identifiers import check_nir
from egide.common.search import squeezed


class Sex(models.TextChoices):
    WOMAN = "F", "Femme"
    MAN = "M", "Homme"


class Identity(models.Model):
    """The « état civil »; the NIR is encrypted, recognised by its print alone, and never told to an Event."""

    last_name = models.CharField("nom de naissance", max_length=100)
    usage_name = models.CharField("nom d’usage", max_length=100, blank=True)
    first_name = models.CharField("prénom", max_length=100)
    birth_date = models.DateField("date de naissance")
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    nir = EncryptedTextField("numéro de sécurité sociale", blank=True)
    nir_print = models.CharField(max_length=64, blank=True, editable=False)
    names_key = models.CharField(max_length=200, editable=False)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        self.names_key = squeezed(self.last_name, self.first_name)[:200]
        self.nir_print = fingerprint(self.nir)
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.nir:
            check_nir(self.nir)

    @property
    def shown_last_name(self) -> str:
        return self.usage_name or self.last_name

    @property
    def full_name(self) -> str:
        """« Paul Girard », in a sentence; alphabetical lists write `str(employee)`, « Girard Paul »."""
        return f"{self.first_name} {self.shown_last_name}"


IDENTITY_INDEXES = (
    models.Index(fields=("member", "names_key"), name="employee_twins_by_name"),
    models.Index(fields=("member", "nir_print"), name="employee_twins_by_nir"),
)
IDENTITY_CONSTRAINTS = (
    models.UniqueConstraint(
        fields=("member", "nir_print"),
        condition=Q(left_on=None) & ~Q(nir_print=""),
        name="a_nir_is_present_once_in_a_member",
        violation_error_message="Ce numéro de sécurité sociale est déjà celui d’un salarié de votre effectif.",
    ),
)
