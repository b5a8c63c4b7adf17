"""One late invoice as a line: how late, what was sent, what comes next and when, or why it is left in peace."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from egide.common.french import shown_euros
from egide.dunning.models import DunningLevel
from egide.dunning.rules import Step, is_too_old, next_of, steps, why_not
from egide.ui import marks
from egide.ui.listing import row_address


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    url: str
    number: str
    member: str
    member_number: str
    member_url: str
    due_on: str
    lateness: str
    remaining: str
    reached: str
    reached_on: str
    was_reminded: bool
    following: str
    is_held: bool
    may_be_sent: bool
    hold_url: str
    resume_url: str
    send_url: str


def rows_of(invoices: Iterable[Any], today: date) -> list[Row]:
    """`invoices` come from `egide.dunning.rules.late`, with their `member`."""
    known, titles = steps(), {level.rank: level.title for level in DunningLevel.every()}
    return [_row(invoice, known, titles, today) for invoice in invoices]


def _row(invoice: Any, known: list[Step], titles: dict[int, str], today: date) -> Row:
    days, following = (today - invoice.due_on).days, next_of(invoice, known)
    return Row(
        url=row_address("backoffice:invoice")(invoice.pk),
        number=invoice.number,
        member=str(invoice.member),
        member_number=str(invoice.member.number),
        member_url=row_address("backoffice:member-invoices")(invoice.member.number),
        due_on=f"{invoice.due_on:%d/%m/%Y}",
        lateness=f"{days} jour{'s' if days > 1 else ''} de retard",
        remaining=shown_euros(invoice.remaining),
        reached=titles.get(invoice.reached, ""),
        reached_on=f"le {invoice.reached_on:%d/%m/%Y}" if invoice.reached_on else "",
        was_reminded=bool(invoice.reached),
        following=_following(invoice, following, today),
        is_held=bool(invoice.hold_id),
        may_be_sent=following is not None and not why_not(invoice),
        hold_url=row_address("backoffice:dunning-hold")(invoice.pk),
        resume_url=row_address("backoffice:dunning-resumption")(invoice.hold_id or 0),
        send_url=row_address("backoffice:dunning-now")(invoice.pk),
    )


def _following(invoice: Any, following: tuple[DunningLevel, date] | None, today: date) -> str:
    if invoice.hold_id:
        return marks.status("", "ban", "Suspendue", invoice.hold_reason)
    if invoice.debit_on:
        return marks.status("info", "calendar", "Prélèvement annoncé", f"le {invoice.debit_on:%d/%m/%Y}")
    if invoice.card_payment_id:
        return marks.status("info", "credit-card", "Paiement par carte en cours")
    if following is None:
        return marks.status("danger", "alert-circle", "Tous les niveaux sont envoyés")
    level, on = following
    if is_too_old(invoice):
        return marks.status("", "clock", "À la main seulement", f"émise le {invoice.issued_on:%d/%m/%Y}")
    if on <= today:
        return marks.status("warn", "clock", level.title, "à envoyer")
    return marks.status("info", "calendar", level.title, f"le {on:%d/%m/%Y}")
