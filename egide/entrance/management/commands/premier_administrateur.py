"""Opens the service: the first administrator, and the one-use link that makes the account theirs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.accounts.models.initial_password import new_username


class Command(BaseCommand):
    help = "Crée le premier administrateur du service et affiche de quoi se connecter une première fois."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(staff_role=StaffRole.ADMINISTRATOR, is_active=True).exists():
            raise CommandError("Un administrateur existe déjà : il crée les autres comptes dans l’espace service.")
        user = User(username=new_username(), staff_role=StaffRole.ADMINISTRATOR)
        user.enrol(by=None)
        secret = InitialPassword.issue(user, by=None)
        self.stdout.write(f"Ouvrez {settings.SITE_URL}/connexion/ et saisissez, une seule fois :")
        self.stdout.write(f"  code utilisateur      {user.username}\n  mot de passe provisoire {secret}")
        self.stdout.write(f"Ils expirent dans {settings.INITIAL_PASSWORD_DAYS} jours.")
