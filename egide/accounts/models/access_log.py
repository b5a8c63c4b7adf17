"""Who signed in, and who read what of whom: kept twelve months, without a secret in it."""

from django.db import models

from egide.accounts.models.user import User


class AccessLog(models.Model):
    """One sign-in, one sheet opened, one paper or list taken away."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Connexion"
        SIGN_IN_FAILED = "sign_in_failed", "Connexion refusée"
        SPACE = "space", "Espace ouvert par mandat"
        CALENDAR = "calendar", "Agenda lu par mandat"
        SHEET = "sheet", "Fiche ouverte"
        DOWNLOAD = "download", "Document téléchargé"
        EXPORT = "export", "Liste exportée"
        CLOSED_DOOR = "closed_door", "Espace refusé"

    at = models.DateTimeField("date", auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="qui", related_name="+", null=True, blank=True)
    member_number = models.PositiveIntegerField("n° d’adhérent", null=True, blank=True)
    kind = models.CharField("quoi", max_length=20, choices=Kind)
    subject = models.CharField("objet", max_length=200)
    address = models.CharField("adresse réseau", max_length=45)

    class Meta:
        verbose_name = "accès"
        db_table = "access_log"
        indexes = (
            models.Index(fields=("member_number", "-at"), name="accesses_to_member"),
            models.Index(fields=("user", "kind", "-at"), name="accesses_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.subject}"
