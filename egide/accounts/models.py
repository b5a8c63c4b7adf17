"""The people who sign in: members' users, accountants and staff are all one table, one login per person."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class StaffRole(models.TextChoices):
    ASSISTANT = "assistant", "Assistante"
    ACCOUNTING = "accounting", "Comptabilité"
    RELATIONS = "relations", "Gestionnaire adhérents"
    ADMINISTRATOR = "administrator", "Administrateur du service"


class User(AbstractUser):
    """A person who signs in by a « code utilisateur » (`username`); `email` is the recovery address."""

    staff_role = models.CharField("rôle dans le service", max_length=20, choices=StaffRole, blank=True)
    never_recorded = ("password", "last_login")

    class Meta:
        verbose_name = "utilisateur"
        ordering = ("last_name", "first_name", "username")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def works_for_the_service(self) -> bool:
        return bool(self.staff_role)
