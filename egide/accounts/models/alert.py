"""What somebody must look at now: a reading, or a knocking at doors, that no day's work explains."""

from django.db import models
from django.utils import timezone

from egide.accounts.models.user import User
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb


class Alert(models.Model):
    """One sign of misuse of one account; it stays open until an administrator has seen it."""

    class Kind(models.TextChoices):
        MASS_READING = "mass_reading", "Lecture en masse"
        READING_CUT = "reading_cut", "Lecture coupée"
        CLOSED_DOORS = "closed_doors", "Espaces d’autrui essayés"

    kind = models.CharField("nature", max_length=20, choices=Kind)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="compte", related_name="+")
    detail = models.CharField("constat", max_length=200)
    raised_at = models.DateTimeField("donnée le", default=timezone.now, db_index=True)
    seen_at = models.DateTimeField("vue le", null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="vue par", related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = "alerte"
        ordering = ("-raised_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.user}"

    @verb("Alerte levée")
    def sound(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the account and what was seen."""

    @property
    def cuts_reading(self) -> bool:
        """Seen, it lets its account read again before the day is over."""
        return self.kind == self.Kind.READING_CUT

    @verb("Alerte vue")
    def acknowledge(self, *, by: Actor) -> None:
        if self.cuts_reading and by and by.pk == self.user_id:
            raise Refused("C’est votre propre compte : une autre personne de l’administration le rouvre.")
        self.seen_at, self.seen_by_id = timezone.now(), by.pk if by else None
