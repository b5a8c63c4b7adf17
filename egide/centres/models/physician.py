"""Who receives employees, and the secretary who answers for them."""

from typing import Any

from django.db import models

from egide.centres.models.centre import Centre
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb


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
