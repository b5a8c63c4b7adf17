"""What every row may need: the one history of the house, versions against lost updates, forms sent once."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Event(models.Model):
    """A fact: what happened, to which row, of which member, by whom (nobody: a nightly job)."""

    name = models.CharField("nom", max_length=60)
    subject_id = models.BigIntegerField("objet")
    member = models.ForeignKey(  # named, not imported: common knows nothing of the business
        "members.Member", models.PROTECT, verbose_name="adhérent", related_name="events", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="auteur", related_name="+", null=True, blank=True
    )
    label = models.CharField("libellé", max_length=200, blank=True)
    changes = models.JSONField("changements", default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField("date", auto_now_add=True)

    class Meta:
        verbose_name = "événement"
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("member", "-at"), name="event_of_member"),
            models.Index(fields=("subject_id", "name"), name="event_of_subject"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.subject_id})"


class Versioned(models.Model):
    """A row that two people may edit at once: each verb raises its version, a stale form is told."""

    version = models.PositiveIntegerField("version", default=0, editable=False)

    class Meta:
        abstract = True

    def posted_lists(self) -> dict[str, list[str]]:
        """What a form of this row posts besides its columns: the values in force, by field name."""
        return {}

    def label_of(self, name: str) -> str:
        """The French name of one of `posted_lists`."""
        return name

    def word_for(self, name: str, value: str) -> str:
        """One value of one of `posted_lists`, as people read it."""
        return value


class Submission(models.Model):
    """A form that was sent: the same token sent again gets the same answer and does nothing more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="auteur", related_name="+")
    token = models.UUIDField("jeton")
    fingerprint = models.CharField("empreinte", max_length=64)
    location = models.CharField("page de réponse", max_length=500, blank=True)
    at = models.DateTimeField("date", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "envoi de formulaire"
        constraints = (models.UniqueConstraint(fields=("user", "token"), name="one_answer_per_form_sent"),)

    def __str__(self) -> str:
        return f"{self.user} {self.token}"
