"""One card payment as a line: whose, for which invoices, how much, where it stands."""

from collections.abc import Iterable
from typing import TypedDict

from egide.cards.models import CardPayment
from egide.common.french import shown_euros
from egide.ui import marks
from egide.ui.listing import row_address

LOOKS = {
    CardPayment.State.HELD: ("danger", "alert-triangle"),
    CardPayment.State.OPENED: ("info", "hourglass"),
    CardPayment.State.CONFIRMED: ("ok", "circle-check"),
    CardPayment.State.REFUSED: ("warn", "alert-circle"),
    CardPayment.State.EXPIRED: ("", "ban"),
}


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    member: str
    member_number: str
    member_url: str
    reference: str
    url: str
    opened_on: str
    invoices: str
    amount: str
    standing: str


def look_of(card_payment: CardPayment) -> str:
    state = CardPayment.State(card_payment.state)
    return marks.status(*LOOKS[state], state.label)


def rows_of(found: Iterable[CardPayment]) -> list[Row]:
    """`found` come with their `member`, and their `parts` with their invoice."""
    member, address = row_address("backoffice:member-invoices"), row_address("backoffice:card-payment")
    return [
        Row(
            member=str(one.member),
            member_number=str(one.member.number),
            member_url=member(one.member.number),
            reference=one.reference,
            url=address(one.pk),
            opened_on=f"{one.opened_at:%d/%m/%Y}",
            invoices=", ".join(part.invoice.number for part in one.parts.all()),
            amount=shown_euros(one.amount),
            standing=look_of(one),
        )
        for one in found
    ]
