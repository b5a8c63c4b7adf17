"""The salarié: identity, contract, post and risks put together, and what the service takes in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.indexes import WordsIndex
from egide.common.models import Versioned
from egide.common.search import folded, with_joined
from egide.common.workflow import verb
from egide.employees.models.contract import CONTRACT_CONSTRAINTS, Contract
from egide.employees.models.identity import IDENTITY_CONSTRAINTS, IDENTITY_INDEXES, Identity
from egide.employees.models.post import POST_CONSTRAINTS, Post
from egide.employees.models.risks import Risks, determinant_label
from egide.employees.queries import TO_TAKE_IN, EmployeeQuerySet
from egide.members.models import Owned


class Employee(Owned, Versioned, Identity, Contract, Post, Risks):
    """A « salarié » of one member: the same person with two employers is two rows that never meet."""

    taken_in_at = models.DateTimeField("pris en compte le", null=True, blank=True, editable=False)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="pris en compte par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)
    search_key = models.CharField(max_length=450, editable=False)

    # the stubs know no manager of a generic queryset
    objects: ClassVar[EmployeeQuerySet["Employee"]] = EmployeeQuerySet.as_manager()  # type: ignore[assignment]
    never_recorded = ("nir", "nir_print", "search_key", "names_key")

    class Meta:
        verbose_name = "salarié"
        ordering = ("search_key", "pk")
        indexes = (
            models.Index(fields=("member", "search_key"), name="employees_of_member"),
            WordsIndex("search_key", name="employees_by_words"),
            models.Index(  # the order of the movements: what was declared first
                Coalesce("left_declared_at", "added_at"), "id", name="employees_to_take_in", condition=TO_TAKE_IN
            ),
            *IDENTITY_INDEXES,
        )
        constraints = (*IDENTITY_CONSTRAINTS, *CONTRACT_CONSTRAINTS, *POST_CONSTRAINTS)

    def __str__(self) -> str:
        return f"{self.shown_last_name} {self.first_name}"

    def clean_fields(self, exclude: Any = None) -> None:
        names = with_joined(self.shown_last_name, self.first_name, self.last_name)
        self.search_key = folded(names, self.post, self.pcs_code)[:450]
        super().clean_fields(exclude=exclude)

    @property
    def row_state(self) -> str:
        """« Sorti » comes before « ajouté », before « à compléter » (product, section 3)."""
        if self.is_gone:
            return "gone"
        if self.taken_in_at is None:
            return "added"
        return "incomplete" if self.missing else "complete"

    @property
    def missing(self) -> dict[str, str]:
        """What the employer still has to fill in: its words, and the field that holds it."""
        wanted = {
            "poste de travail": ("post", self.post),
            "code PCS": ("pcs_code", self.pcs_code),
            "déterminants": ("codes", self.risks_declared_on),
            "établissement": ("establishment", self.establishment_id),
        }
        return {words: name for words, (name, value) in wanted.items() if not value}

    def posted_lists(self) -> dict[str, list[str]]:
        return {"codes": self.codes}

    def label_of(self, name: str) -> str:
        return "déterminants"

    def word_for(self, name: str, value: str) -> str:
        return determinant_label(value)

    @verb("Salarié ajouté")
    def hire(self, *, by: Actor) -> None:
        """« Ajouter »: the birth of the row, filled by its form. The service takes it in later."""
        self._follow_facts()

    @verb("Fiche modifiée")
    def correct(self, *, by: Actor, **facts: Any) -> Changes | None:
        """Civil status, contract and post; a NIR left empty keeps the one already known."""
        if self.is_gone:
            raise Refused(f"{self} est sorti de l’effectif : annulez la sortie d’abord.")
        return self._say(facts)

    @verb("Salarié embauché de nouveau")
    def rehire(self, *, by: Actor, **facts: Any) -> Changes | None:
        """« Reprendre sa fiche »: a new contract for somebody who had left; the former one is kept."""
        if self.left_on is None:
            raise Refused(f"{self.full_name} est déjà dans l’effectif.")
        if facts["hired_on"] <= self.left_on:
            raise Refused(f"La nouvelle entrée doit suivre la sortie du {self.left_on:%d/%m/%Y}.")
        self._keep_as_past()
        self._forget_risks()
        self.taken_in_at, self.taken_in_by, self.added_at = None, None, timezone.now()
        return self._say(facts)

    @verb("Pris en compte par le service")
    def take_in(self, *, by: Actor) -> None:
        """The service has seen the arrival, or the departure."""
        now = timezone.now()
        if self.is_gone:
            self.departure_seen_at = now
        if self.taken_in_at is None:
            self.taken_in_at, self.taken_in_by_id = now, by.pk if by else None

    def _say(self, facts: dict[str, Any]) -> Changes | None:
        """Write these facts; what becomes known of the NIR is that it is known."""
        new_nir = facts.pop("nir", "")
        for name, value in facts.items():
            setattr(self, name, value)
        self.nir = new_nir or self.nir
        self._follow_facts()
        return {"nir": ["", "renseigné"]} if new_nir else None
