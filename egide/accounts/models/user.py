"""The people who sign in: members' users, accountants and staff are all one table, one login per person."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property

from egide.common.events import Actor, Changes
from egide.common.indexes import PiecesIndex
from egide.common.workflow import verb


class StaffRole(models.TextChoices):
    ASSISTANT = "assistant", "Assistante"
    ACCOUNTING = "accounting", "Comptabilité"
    RELATIONS = "relations", "Gestionnaire adhérents"
    ADMINISTRATOR = "administrator", "Administrateur du service"


class User(AbstractUser):
    """A person who signs in by a « code utilisateur » (`username`); `email` is the recovery address."""

    staff_role = models.CharField("rôle dans le service", max_length=20, choices=StaffRole, blank=True)
    opened_by_letter = False  # set by the backend: this very login came with the password of the letter
    previous_login = models.DateTimeField("connexion précédente", null=True, blank=True, editable=False)
    never_recorded = ("password", "last_login", "previous_login")

    class Meta:
        verbose_name = "utilisateur"
        ordering = ("last_name", "first_name", "username")
        indexes = (PiecesIndex("first_name", "last_name", "email", name="users_by_pieces"),)
        constraints = (
            models.CheckConstraint(
                name="no_account_of_the_framework",
                condition=models.Q(is_superuser=False, is_staff=False),
                violation_error_message="Les droits du service viennent du rôle, et de lui seul.",
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def works_for_the_service(self) -> bool:
        return bool(self.staff_role) and self.is_active

    @cached_property
    def has_confirmed_address(self) -> bool:
        """Whether the recovery address is known to be theirs; each request reads it along with the person."""
        from allauth.account.models import EmailAddress  # it needs this very class

        return bool(EmailAddress.objects.filter(user=self, primary=True, verified=True).exists())

    def forget_unconfirmed_addresses(self) -> None:
        """The links on their way die: an address that somebody else asked for is never put in force behind us."""
        from allauth.account.models import EmailAddress  # it needs this very class

        EmailAddress.objects.filter(user=self, verified=False).delete()

    @verb("Compte créé")
    def enrol(self, *, by: Actor) -> None:
        """The birth of the account; nobody chooses its password but its owner."""
        if not self.password:
            self.set_unusable_password()

    @verb("Rôle donné")
    def assign_role(self, *, by: Actor, staff_role: str) -> None:
        self.staff_role = staff_role

    @verb("Compte bloqué")
    def disable(self, *, by: Actor, reason: str = "") -> Changes | None:
        """Leaving is disabling: its sessions die with the next request."""
        self.is_active = False
        self.forget_unconfirmed_addresses()
        return {"reason": ["", reason]} if reason else None

    @verb("Compte rétabli")
    def enable(self, *, by: Actor) -> None:
        self.is_active = True

    @verb("Compte gelé")
    def freeze(self, *, by: Actor) -> None:
        """« Ce n’est pas moi »: the account is closed until the service has heard its owner; opened again, it waits
        for a new letter, since its password may be the thief's."""
        self.is_active = False
        self.set_unusable_password()
        self.forget_unconfirmed_addresses()

    @verb("Nom renseigné")
    def introduce(self, *, by: Actor, first_name: str, last_name: str) -> None:
        self.first_name, self.last_name = first_name, last_name

    @verb("Second facteur oublié")
    def forget_second_factor(self, *, by: Actor) -> Changes:
        """The phone or the key is lost: the person sets another one up at the next sign-in."""
        Authenticator.objects.filter(user=self).delete()
        return {"second_factor": ["en place", "retiré"]}

    @verb("Mot de passe provisoire émis")
    def await_first_login(self, *, by: Actor) -> None:
        """The password of the account ends; only its letter opens it, on the first-login page."""
        self.set_unusable_password()
        self.forget_unconfirmed_addresses()

    @verb("Mot de passe choisi")
    def choose_password(self, *, by: Actor, password: str) -> None:
        """The owner's own choice, already checked by the policy; the other sessions end with the old hash."""
        self.set_password(password)

    @verb("Adresse de récupération changée")
    def give_address(self, *, by: Actor, email: str) -> None:
        """The recovery address; it opens nothing until its owner follows the link."""
        self.email = email

    @verb("Changement d’adresse de récupération demandé")
    def ask_for_address(self, *, by: Actor, former: str, email: str) -> Changes:
        """The former one stays in force until the new one is confirmed."""
        return {"new_address": [former, email]}
