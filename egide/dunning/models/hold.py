"""A suspension: a member, or one invoice, is not reminded for a reason, until somebody resumes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.invoicing.models import Invoice
from egide.members.models import Owned


class HoldQuerySet(models.QuerySet["DunningHold"]):
    def live(self) -> "HoldQuerySet":
        return self.filter(ended_at=None)

    def covering(self, invoice: Invoice) -> "HoldQuerySet":
        """The live ones of this invoice, and of all those of its member."""
        return self.live().filter(Q(invoice=invoice) | Q(invoice=None, member=invoice.member_id))


class DunningHold(Owned):
    """Without an invoice it covers all those of the member. Ended, the row stays, as history."""

    invoice = models.ForeignKey(
        Invoice,
        models.PROTECT,
        verbose_name="facture",
        related_name="dunning_holds",
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.CharField("motif", max_length=200)
    since = models.DateField("depuis le", default=timezone.localdate, editable=False)
    ended_at = models.DateTimeField("levée le", null=True, blank=True, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "suspension de relance"
        ordering = ("-since", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("invoice",),
                condition=Q(ended_at=None, invoice__isnull=False),
                name="one_live_hold_of_an_invoice",
                violation_error_message="Les relances de cette facture sont déjà suspendues.",
            ),
            models.UniqueConstraint(
                fields=("member",),
                condition=Q(ended_at=None, invoice=None),
                name="one_live_hold_of_a_member",
                violation_error_message="Les relances de cet adhérent sont déjà suspendues.",
            ),
            models.CheckConstraint(
                name="a_hold_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi les relances sont suspendues.",
            ),
        )

    def __str__(self) -> str:
        what = f"de la facture {self.invoice.number}" if self.invoice else "de l’adhérent"
        return f"suspension des relances {what}"

    @verb("Relances suspendues")
    def place(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the member, the reason, and the invoice if it is one."""

    @verb("Relances reprises")
    def lift(self, *, by: Actor) -> None:
        if self.ended_at:
            raise Refused("Les relances ont déjà repris.")
        self.ended_at = timezone.now()
