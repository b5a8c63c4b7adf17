"""Loads the demo service, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from egide.demo.build import build
from egide.members.models import Member


class Command(BaseCommand):
    help = "Charge le service de démonstration, s’il ne l’est pas déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Les données de démonstration ne se chargent qu’avec config.settings.demo.")
        if not Member.objects.exists():
            self.stdout.write("Création du service de démonstration…")
            build()
