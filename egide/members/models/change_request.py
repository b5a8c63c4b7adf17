"""« Demander une modification »: what the member may not change itself, asked of the service with a proof."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.members.models.member import Owned

IDENTITY = frozenset({"name", "legal_form", "siren", "naf", "electronic_address", "joined_on"})


class ChangeRequest(Owned):
    """One greyed field of Mon entreprise, its new value, the proof, and the service's answer."""

    class Field(models.TextChoices):
        NAME = "name", "Raison sociale"
        LEGAL_FORM = "legal_form", "Forme juridique"
        SIREN = "siren", "SIREN"
        NAF = "naf", "Code NAF"
        ELECTRONIC_ADDRESS = "electronic_address", "Adresse de facturation électronique"
        JOINED_ON = "joined_on", "Date d’adhésion"
        ESTABLISHMENT = "establishment", "Établissement (ouverture, fermeture, SIRET)"
        OTHER = "other", "Autre"

    class State(models.TextChoices):
        SENT = "sent", "Envoyée"
        NEEDS_PRECISION = "needs_precision", "Précision demandée"
        ACCEPTED = "accepted", "Acceptée"
        REFUSED = "refused", "Refusée"
        WITHDRAWN = "withdrawn", "Retirée"

    OPEN = (State.SENT, State.NEEDS_PRECISION)

    field = models.CharField("élément à modifier", max_length=20, choices=Field)
    old_value = models.CharField("valeur actuelle", max_length=300, blank=True, editable=False)
    new_value = models.CharField("nouvelle valeur", max_length=300)
    explanation = models.TextField("explication", max_length=1000, blank=True)
    proof = models.FileField("justificatif", upload_to="justificatifs/%Y/", blank=True)
    proof_name = models.CharField("nom du justificatif", max_length=200, blank=True, editable=False)
    state = models.CharField("état", max_length=40, choices=State, default=State.SENT, editable=False)
    answer = models.TextField("réponse du service", max_length=1000, blank=True, editable=False)
    precision = models.TextField("précision de l’adhérent", max_length=1000, blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="demandée par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "demande de modification"
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=("state", "asked_at"), name="change_requests_to_answer"),)
        constraints = (
            models.CheckConstraint(
                name="an_unfavourable_answer_says_why",
                condition=~models.Q(state__in=("refused", "needs_precision"), answer=""),
                violation_error_message="Dites à l’adhérent pourquoi, ou ce qui manque.",
            ),
            models.UniqueConstraint(
                fields=("member", "field"),
                condition=models.Q(state__in=("sent", "needs_precision"))
                & ~models.Q(field__in=("establishment", "other")),
                name="one_open_change_request_for_a_field",
                violation_error_message="Une demande est déjà en cours pour cet élément : répondez-y ou retirez-la.",
            ),
        )

    def __str__(self) -> str:
        return f"modification de {self.get_field_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @verb("Demande envoyée")
    def send(self, *, by: Actor) -> None:
        """The birth of the row; the value in force is kept beside the one asked for."""
        self.asked_by_id = by.pk if by else None
        self.old_value = str(getattr(self.member, self.field, "") or "")

    @transition(*OPEN, to=State.ACCEPTED, label="Accepter la modification", told="Modification acceptée")
    def accept(self, *, by: Actor, answer: str = "") -> None:
        """Applies what a field of the member can hold; the rest the service has done by hand."""
        self._answer(answer)
        if self.field in IDENTITY:
            self.member.correct_identity(by=by, **{self.field: self._parsed()})

    @transition(State.SENT, to=State.NEEDS_PRECISION, label="Demander une précision", told="Précision demandée")
    def ask_precision(self, *, by: Actor, answer: str) -> None:
        self._answer(answer)

    @transition(*OPEN, to=State.REFUSED, label="Refuser la modification", told="Modification refusée")
    def refuse(self, *, by: Actor, answer: str) -> None:
        self._answer(answer)

    @transition(State.NEEDS_PRECISION, to=State.SENT, label="Envoyer la précision", told="Précision envoyée")
    def specify(self, *, by: Actor, precision: str) -> None:
        self.precision = precision

    @transition(*OPEN, to=State.WITHDRAWN, label="Retirer la demande", told="Demande retirée")
    def withdraw(self, *, by: Actor) -> None:
        """The member changes its mind."""

    def _answer(self, answer: str) -> None:
        self.answer, self.answered_at = answer, timezone.now()

    def _parsed(self) -> Any:
        """The new value as its column reads it; what cannot be read is told to the person who accepts."""
        column: Any = self.member._meta.get_field(self.field)
        try:
            return column.formfield().clean(self.new_value.strip())
        except ValidationError as unreadable:
            raise Refused(f"« {self.new_value} » ne convient pas : {unreadable.messages[0]}") from unreadable
