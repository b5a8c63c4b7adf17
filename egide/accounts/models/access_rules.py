"""The rules of access that the service chooses: how long a password is, how long a letter lasts, new devices."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.per_request import forget, once_a_request
from egide.common.workflow import verb

FLOOR = 8  # the program refuses to start below it, and so does its database (security, section 4)


class AccessRules(Versioned):
    """One row at most; without it, what the installation's own settings say."""

    member_minimum = models.PositiveSmallIntegerField(
        "caractères d’un mot de passe d’adhérent",
        validators=[MinValueValidator(FLOOR), MaxValueValidator(64)],
        help_text="8 au moins ; 12 conviennent (recommandation CNIL de 2022). Les mots de passe en place restent.",
    )
    staff_minimum = models.PositiveSmallIntegerField(
        "caractères d’un mot de passe du service",
        validators=[MinValueValidator(FLOOR), MaxValueValidator(64)],
        help_text="15 conviennent : ces comptes ouvrent tous les adhérents.",
    )
    letter_days = models.PositiveSmallIntegerField(
        "validité d’un courrier d’identifiants, en jours",
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    new_device_code = models.BooleanField(
        "demander un code reçu par courriel sur un nouvel appareil",
        help_text="Pour les adhérents sans second facteur. Le service, lui, en a toujours un.",
    )

    class Meta:
        verbose_name = "règles d’accès"
        constraints = (
            models.CheckConstraint(
                name="there_is_one_set_of_access_rules",
                condition=Q(pk=1),
                violation_error_message="Une installation a un seul jeu de règles d’accès.",
            ),
            models.CheckConstraint(
                name="no_password_below_eight_signs",
                condition=Q(member_minimum__gte=FLOOR, staff_minimum__gte=FLOOR),
                violation_error_message="Un mot de passe compte 8 caractères au moins.",
            ),
        )

    def __str__(self) -> str:
        return "règles d’accès"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget()

    @staticmethod
    @once_a_request
    def current() -> "AccessRules":
        return AccessRules.objects.filter(pk=1).first() or AccessRules(
            pk=1,
            member_minimum=settings.MEMBER_PASSWORD_MINIMUM,
            staff_minimum=settings.STAFF_PASSWORD_MINIMUM,
            letter_days=settings.INITIAL_PASSWORD_DAYS,
            new_device_code=settings.NEW_DEVICE_CODE,
        )

    @verb("Règles d’accès modifiées")
    def choose(self, *, by: Actor, **rules: Any) -> None:
        for name, value in rules.items():
            setattr(self, name, value)
