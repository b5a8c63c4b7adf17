"""A firm's request of a mandate: kept as it was typed, so that it looks the same whether the member exists or not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.search import folded
from egide.common.workflow import verb
from egide.members.models.mandate import Delegate, Mandate
from egide.members.models.member import Member

NEVER_GRANTED = (Mandate.State.PENDING, Mandate.State.REFUSED)


class MandateRequestQuerySet(models.QuerySet["MandateRequest"]):
    def unanswered(self) -> "MandateRequestQuerySet":
        """What its firm may see: unknown number, wrong name, not read yet and refused are one and the same."""
        return self.filter(Q(mandate=None) | Q(mandate__state__in=NEVER_GRANTED))

    def to_deliver(self) -> "MandateRequestQuerySet":
        return self.filter(delivered_at=None).order_by("pk")


class MandateRequest(models.Model):
    """One a firm and number: asked again, it is the same row. Whether it reaches somebody is found out later, by the
    worker, so that the firm's page costs and says the same for every number (security, section 5.4)."""

    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="cabinet", related_name="requests")
    number = models.PositiveIntegerField("n° d’adhérent saisi")
    name = models.CharField("raison sociale saisie", max_length=200)
    scopes = models.JSONField("domaines", default=list)
    asked_at = models.DateTimeField("demandé le", editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="demandé par", related_name="+", editable=False
    )
    delivered_at = models.DateTimeField("transmis le", null=True, blank=True, editable=False)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, verbose_name="mandat", related_name="+", null=True, blank=True, editable=False
    )

    objects = MandateRequestQuerySet.as_manager()
    never_recorded = ("name",)  # forgotten with the row, a year later: Events stay

    class Meta:
        verbose_name = "demande de mandat"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("delegate", "number"),
                name="one_request_per_firm_and_number",
                violation_error_message="Votre cabinet vient de demander ce mandat.",
            ),
        )
        indexes = (models.Index(fields=("id",), name="requests_to_deliver", condition=Q(delivered_at=None)),)

    def __str__(self) -> str:
        return f"demande de {self.delegate} pour le n° {self.number}"

    @property
    def scope_labels(self) -> list[str]:
        return Mandate(scopes=self.scopes).scope_labels

    @classmethod
    def of(cls, delegate: Delegate, number: int) -> "MandateRequest":
        """The firm's row for this number, or a new one."""
        known = cls.objects.filter(delegate=delegate, number=number).first()
        return known or cls(delegate=delegate, number=number)

    @verb("Mandat demandé par le cabinet")
    def ask(self, *, by: User, name: str, scopes: list[str]) -> None:
        """What the firm typed. A mandate that its list already tells is no secret from it."""
        if self.delegate.mandates.filter(member__number=self.number, state=Mandate.State.ACTIVE).exists():
            raise Refused(
                "Votre cabinet a déjà un mandat sur cet adhérent : lui seul en change les domaines et la fin."
            )
        self.name, self.scopes = name, scopes
        self.asked_at, self.asked_by = timezone.now(), by
        self.delivered_at, self.mandate = None, None

    @verb("Demande transmise à l’adhérent")
    def deliver(self, *, by: Actor) -> None:
        """By the worker: the member is asked if the number and the name are its own, whatever waits already."""
        if self.delivered_at is not None:
            raise Refused("Cette demande est déjà transmise.")
        self.delivered_at = timezone.now()
        member = Member.objects.filter(number=self.number).first()
        if member is not None and folded(member.name) == folded(self.name):
            known = self.delegate.mandates.standing().filter(member=member).first()
            self.mandate = known or self._asked_of(member, by=by)

    def _asked_of(self, member: Member, *, by: Actor) -> Mandate:
        starts = timezone.localdate(self.asked_at)
        mandate = Mandate(delegate=self.delegate, member=member, scopes=self.scopes, starts_on=starts)
        mandate.ask(by=by)
        return mandate
