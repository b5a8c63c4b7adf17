"""Mes documents: the library of the service by theme, in versions, and what members deposit."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor, Changes, record
from egide.common.uploads import StoredFile
from egide.common.workflow import told_as, transition, verb
from egide.members.models import Member, Owned
from egide.reference import naf


class Theme(models.Model):
    """A shelf of the library."""

    name = models.CharField(
        "thème", max_length=100, unique=True, error_messages={"unique": "Ce thème existe déjà : donnez un autre nom."}
    )
    rank = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "thème"
        ordering = ("rank", "name")

    def __str__(self) -> str:
        return self.name

    @verb("Thème nommé")
    def describe(self, *, by: Actor, name: str, rank: int) -> None:
        self.name, self.rank = name, rank

    @classmethod
    def add(cls, name: str, *, by: Actor) -> "Theme":
        """A new shelf, after the others."""
        last = cls.objects.aggregate(last=models.Max("rank"))["last"] or 0
        theme = cls()
        theme.describe(by=by, name=name, rank=last + 1)
        return theme

    def move(self, *, by: Actor, up: bool) -> None:
        """One place up or down: all shelves are numbered anew, so that two never share a rank."""
        order = list(Theme.objects.all())
        place = order.index(self)
        order.insert(max(place - 1, 0) if up else place + 1, order.pop(place))
        for rank, theme in enumerate(order, start=1):
            if theme.rank != rank:
                theme.describe(by=by, name=theme.name, rank=rank)

    @told_as("Thème retiré")
    def remove(self, *, by: Actor) -> None:
        """An empty shelf goes; one that holds documents, even withdrawn, stays."""
        try:
            with transaction.atomic():
                record(self, "remove", by=by, changes={"name": [self.name, None]})
                self.delete()
        except IntegrityError as held:  # also of a document committed meanwhile, which the commit alone finds
            raise Refused("Ce thème range des documents : changez-les de thème d’abord.") from held


class DocumentQuerySet(models.QuerySet["Document"]):
    def readable_by(self, member: Member) -> "DocumentQuerySet":
        """For all, for a trade (the start of the NAF code), or for this very member."""
        naf = member.naf.replace(".", "")
        written = (naf, f"{naf[:2]}.{naf[2:]}")  # « 4399C » and « 43.99C » are one code
        trades = {code[:length] for code in written for length in range(1, len(code) + 1)}
        for_me = Q(member=None) | Q(member=member)
        return self.filter(for_me, Q(trade="") | Q(trade__in=trades), withdrawn_at=None)

    def with_versions(self) -> "DocumentQuerySet":
        return self.select_related("theme").prefetch_related(
            Prefetch("versions", queryset=DocumentVersion.objects.order_by("-number"))
        )


class Document(models.Model):
    """A title of the library; its text is in its versions, the last one being the one in force."""

    theme = models.ForeignKey(Theme, models.PROTECT, verbose_name="thème", related_name="documents")
    title = models.CharField("titre", max_length=160)
    summary = models.CharField("résumé", max_length=300, blank=True)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="pour un seul adhérent",
        related_name="own_documents",
        null=True,
        blank=True,
    )
    trade = models.CharField(
        "pour un métier", max_length=6, blank=True, help_text="Début du code NAF, par exemple 43 ou 43.99."
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("publié le", default=timezone.now, editable=False, db_index=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ("theme__rank", "theme__name", "title")

    def __str__(self) -> str:
        return self.title

    def clean_fields(self, exclude: Any = None) -> None:
        self.trade = naf.normalised(self.trade)
        super().clean_fields(exclude=exclude)

    @property
    def current(self) -> "DocumentVersion | None":
        """The version in force (the first of the prefetched list, newest first)."""
        return next(iter(self.versions.all()), None)

    @verb("Document décrit")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Create the title or correct what is said of it."""
        for name, value in facts.items():
            setattr(self, name, value)

    @verb("Version publiée")
    def publish(self, *, by: Actor, upload: Any, made_here: bool = False) -> Changes:
        """A new version: members see it as new, the older ones stay for the service. `made_here`: written by the
        portal itself, which may then renew it; what the service has uploaded is never replaced."""
        last = self.versions.order_by("-number").first()
        version = DocumentVersion(document=self, number=last.number + 1 if last else 1, made_here=made_here)
        version.hold(upload)
        version.published_by_id = by.pk if by else None
        version.save()
        self.published_at, self.withdrawn_at = version.published_at, None
        return {"version": [last.number if last else None, version.number]}

    @verb("Document retiré")
    def withdraw(self, *, by: Actor) -> None:
        """Members see it no more; its versions stay."""
        if self.withdrawn_at is not None:
            raise Refused("Ce document est déjà retiré.")
        self.withdrawn_at = timezone.now()

    @verb("Document remis")
    def put_back(self, *, by: Actor) -> None:
        """« Défaire » the withdrawal: the same version, as if it had never left."""
        if self.withdrawn_at is None:
            raise Refused("Ce document est en ligne.")
        self.withdrawn_at = None

    def readers(self) -> "models.QuerySet[Member]":
        """The members who may read it."""
        if self.member_id:
            return Member.objects.filter(pk=self.member_id)
        return Member.objects.filter(naf__startswith=self.trade) if self.trade else Member.objects.all()


class DocumentVersion(StoredFile):
    """One issue of a document, never changed: correcting it is publishing the next."""

    document = models.ForeignKey(Document, models.PROTECT, verbose_name="document", related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    published_at = models.DateTimeField("publiée le", default=timezone.now)
    made_here = models.BooleanField("écrite par le portail", default=False, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="publiée par", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "version de document"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="a_version_has_its_number"),)

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


class Deposit(Owned, StoredFile):
    """A document that a member hands to the service: the DUERP above all."""

    class Kind(models.TextChoices):
        DUERP = "duerp", "Document unique (DUERP)"
        SAFETY_SHEET = "safety_sheet", "Fiche de données de sécurité"
        POSTS_LIST = "posts_list", "Liste des postes à risques particuliers"
        EXPOSED_LIST = "exposed_list", "Liste des travailleurs exposés"
        OTHER = "other", "Autre document"

    class State(models.TextChoices):
        SENT = "sent", "Déposé"
        ACCEPTED = "accepted", "Reçu par le service"
        REFUSED = "refused", "Refusé"

    kind = models.CharField("nature", max_length=20, choices=Kind)
    title = models.CharField("titre", max_length=160)
    dated_on = models.DateField("date du document")
    state = models.CharField("état", max_length=40, choices=State, default=State.SENT, editable=False)
    answer = models.CharField("réponse du service", max_length=500, blank=True, editable=False)
    deposited_at = models.DateTimeField("déposé le", auto_now_add=True)
    deposited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="déposé par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "dépôt"
        ordering = ("-deposited_at", "-pk")
        indexes = (models.Index(fields=("state", "deposited_at"), name="deposits_to_read"),)
        constraints = (
            models.CheckConstraint(
                name="a_refused_deposit_says_why",
                condition=~Q(state="refused", answer=""),
                violation_error_message="Dites à l’adhérent pourquoi.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @verb("Document déposé")
    def hand_in(self, *, by: Actor, upload: Any) -> None:
        self.hold(upload)
        self.deposited_by_id = by.pk if by else None

    @transition(State.SENT, to=State.ACCEPTED, label="Accuser réception", told="Dépôt reçu")
    def accept(self, *, by: Actor) -> None:
        """The service has it."""

    @transition(State.ACCEPTED, State.REFUSED, to=State.SENT, label="Remettre à lire", told="Dépôt remis à lire")
    def reopen(self, *, by: Actor) -> None:
        """« Défaire »: nobody has read it yet."""
        self.answer = ""

    @transition(State.SENT, to=State.REFUSED, label="Refuser le dépôt", told="Dépôt refusé")
    def refuse(self, *, by: Actor, answer: str) -> None:
        self.answer = answer
