"""The post: what the person does, under which code, where, and since when."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.members.models import Establishment
from egide.reference import pcs


class Post(models.Model):
    """The « poste de travail », with its code PCS-ESE and its establishment."""

    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        verbose_name="établissement",
        related_name="employees",
        null=True,
        blank=True,
    )
    post = models.CharField("poste de travail", max_length=120, blank=True)
    pcs_code = models.CharField("code PCS-ESE", max_length=4, blank=True)
    post_since = models.DateField("au poste depuis le")

    if TYPE_CHECKING:
        member_id: int

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.pcs_code and not pcs.is_valid(self.pcs_code):
            raise Refused(f"Le code PCS « {self.pcs_code} » n’existe pas : cherchez-le par le nom du métier.")
        if self.establishment and self.establishment.member_id != self.member_id:
            raise Refused("Cet établissement n’est pas le vôtre.")

    @property
    def pcs_label(self) -> str:
        """« Maçons qualifiés », or nothing."""
        return pcs.described(self.pcs_code)

    @verb("Établissement changé")
    def move_to(self, *, by: Actor, establishment: Establishment) -> None:
        self.establishment = establishment


POST_CONSTRAINTS = (
    models.CheckConstraint(
        name="a_post_starts_with_the_contract_or_later",
        condition=Q(post_since__gte=F("hired_on")),
        violation_error_message="Le poste ne peut pas commencer avant la date d’entrée.",
    ),
)
