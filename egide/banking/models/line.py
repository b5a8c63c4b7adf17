"""A movement on the account of the service: whose money it is, what it pays, why it is nobody's; or what went out."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from egide.banking.models.statement import BankStatement
from egide.common.events import Actor, Changes
from egide.common.french import shown_euros
from egide.common.workflow import transition
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member


class LineState(models.TextChoices):
    TO_MATCH = "to_match", "À rapprocher"
    MATCHED = "matched", "Rapprochée"
    SET_ASIDE = "set_aside", "Écartée"
    SEEN_BEFORE = "seen_before", "Déjà lue"
    OUTGOING = "outgoing", "Sortie"
    SENT_BACK = "sent_back", "Rejet noté"


OUT = (LineState.OUTGOING, LineState.SENT_BACK)


class BankLine(models.Model):
    """`key` says the same line again, whatever statement brings it; see `egide.banking.reading`. Money that goes out is
    there to be read, and for the debits that come back: `return_code` says why, `end_to_end` which invoice.
    `payer` knows again the account that has paid before and does not say which it is; its last four signs are shown."""

    State = LineState

    statement = models.ForeignKey(
        BankStatement, models.PROTECT, verbose_name="relevé", related_name="lines", editable=False
    )
    key = models.CharField("empreinte", max_length=64, unique=True, editable=False)
    booked_on = models.DateField("date", editable=False)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2, editable=False)
    name = models.CharField("donneur d’ordre", max_length=140, blank=True, editable=False)
    payer = models.CharField("empreinte du compte du donneur d’ordre", max_length=64, blank=True, editable=False)
    payer_end = models.CharField("fin de son IBAN", max_length=4, blank=True, editable=False)
    text = models.CharField("libellé", max_length=700, blank=True, editable=False)
    state = models.CharField("état", max_length=20, choices=LineState, default=LineState.TO_MATCH, editable=False)
    account = models.CharField("compte du service", max_length=34, blank=True, editable=False)
    reference = models.CharField("référence de la banque", max_length=140, blank=True, editable=False)
    is_outgoing = models.BooleanField("sortie", default=False, editable=False)
    return_code = models.CharField("code du rejet", max_length=10, blank=True, editable=False)
    end_to_end = models.CharField("référence de bout en bout", max_length=40, blank=True, editable=False)
    same_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name="même ligne que", related_name="copies", null=True, editable=False
    )
    invoice = models.ForeignKey(
        Invoice,
        models.PROTECT,
        verbose_name="facture dont le prélèvement revient",
        related_name="debits_sent_back",
        null=True,
        editable=False,
    )
    set_aside_because = models.CharField("motif de l’écart", max_length=200, blank=True, editable=False)
    payment = models.OneToOneField(
        Payment,
        models.PROTECT,
        verbose_name="règlement",
        related_name="bank_line",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "ligne de relevé"
        ordering = ("-booked_on", "-pk")
        indexes = (
            models.Index(fields=("state", "-booked_on", "-id"), name="bank_lines_by_state"),
            models.Index(fields=("payer",), name="bank_lines_by_payer"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_bank_line_moves_money",
                condition=Q(amount__gt=0),
                violation_error_message="Une ligne de relevé dépasse zéro.",
            ),
            models.CheckConstraint(
                name="what_goes_out_is_never_matched",
                condition=Q(is_outgoing=True, state__in=OUT) | (Q(is_outgoing=False) & ~Q(state__in=OUT)),
                violation_error_message="Seuls les crédits du relevé se rapprochent.",
            ),
            models.CheckConstraint(
                name="a_line_seen_before_says_where",
                condition=~Q(state="seen_before") | Q(same_as__isnull=False),
                violation_error_message="Une ligne déjà lue dit laquelle elle répète.",
            ),
            models.CheckConstraint(
                name="a_debit_sent_back_names_its_invoice",
                condition=Q(state="sent_back", invoice__isnull=False) | (~Q(state="sent_back") & Q(invoice=None)),
                violation_error_message="Un rejet a sa facture.",
            ),
            models.CheckConstraint(
                name="a_matched_line_has_its_payment",
                condition=Q(state="matched", payment__isnull=False) | (~Q(state="matched") & Q(payment=None)),
                violation_error_message="Une ligne rapprochée a son règlement.",
            ),
            models.CheckConstraint(
                name="a_line_set_aside_says_why",
                condition=~Q(state="set_aside") | ~Q(set_aside_because=""),
                violation_error_message="Dites pourquoi cette ligne est écartée.",
            ),
        )

    def __str__(self) -> str:
        what = "sortie" if self.is_outgoing else "virement"
        return f"{what} de {shown_euros(self.amount)} du {self.booked_on:%d/%m/%Y}"

    @staticmethod
    def beginning(*, is_outgoing: bool, same_as: "BankLine | None") -> LineState:
        """Where a line begins: what goes out is read alone, a credit said already waits aside."""
        if is_outgoing:
            return LineState.OUTGOING
        return LineState.TO_MATCH if same_as is None else LineState.SEEN_BEFORE

    @transition(LineState.TO_MATCH, to=LineState.MATCHED, label="Rapprocher la ligne", told="Ligne rapprochée")
    def match(self, *, by: Actor, member: Member, invoices: Sequence[Invoice]) -> Changes:
        """The payment and what it settles, in this very transaction: `invoices` in their order, each as far as the
        money goes; what is left is the member's credit."""
        payment = Payment(member_id=member.pk, received_on=self.booked_on, mode=Payment.Mode.TRANSFER)
        payment.amount, payment.reference = self.amount, (self.text or self.name)[:80]
        payment.receive(by=by)
        payment.settle_in_order(by=by, invoices=invoices)
        self.payment = payment
        return {"member": [None, f"{member}, n° {member.number}"]}

    @transition(LineState.TO_MATCH, to=LineState.SET_ASIDE, label="Écarter la ligne", told="Ligne écartée")
    def set_aside(self, *, by: Actor, reason: str) -> None:
        """Not the money of a member: a subsidy, a transfer between the service's own accounts."""
        self.set_aside_because = reason

    @transition(
        LineState.MATCHED,
        LineState.SET_ASIDE,
        to=LineState.TO_MATCH,
        label="Défaire",
        told="Ligne de nouveau à rapprocher",
    )
    def reopen(self, *, by: Actor, reason: str = "Rapprochement défait") -> None:
        """The payment that came of it is cancelled, and its invoices are due again."""
        if self.payment and not self.payment.is_cancelled:
            self.payment.cancel(by=by, reason=reason)
        self.payment, self.set_aside_because = None, ""

    @transition(
        LineState.SEEN_BEFORE,
        to=LineState.TO_MATCH,
        label="Ce n’est pas la même",
        told="Ligne distinguée de celle qu’elle semblait répéter",
    )
    def tell_apart(self, *, by: Actor) -> None:
        """Two members paid as much on one day, in the same words: this is money too."""

    @transition(LineState.OUTGOING, to=LineState.SENT_BACK, label="Noter le rejet", told="Rejet de prélèvement noté")
    def note_return(self, *, by: Actor, invoice: Invoice) -> None:
        """The debit of this invoice came back: whoever notes it has rejected its order, in the same transaction."""
        self.invoice = invoice
