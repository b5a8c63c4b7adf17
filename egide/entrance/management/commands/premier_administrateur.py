"""Opens the service: a first administrator and the one-use link by which they choose their own password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from egide.accounts.models import StaffRole, User
from egide.accounts.models.initial_password import new_username


class Command(BaseCommand):
    help = "Crée le premier administrateur du service et affiche son lien (une heure, une seule fois)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks nothing; run again before the link was used, it gives a new link of the same account."""
        administrators = list(User.objects.filter(staff_role=StaffRole.ADMINISTRATOR, is_active=True))
        if any(user.has_usable_password() for user in administrators):
            raise CommandError("Un administrateur existe déjà : il crée les autres comptes dans l’espace service.")
        user = administrators[0] if administrators else _new()
        self.stdout.write(f"Code utilisateur : {user.username}")
        self.stdout.write("Ouvrez ce lien dans l’heure ; il sert une seule fois :")
        self.stdout.write(_link(user))


def _new() -> User:
    user = User(username=new_username(), staff_role=StaffRole.ADMINISTRATOR)
    user.enrol(by=None)
    return user


def _link(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("first-administrator", args=[uid, default_token_generator.make_token(user)])
    return f"{settings.SITE_URL}{path}"
