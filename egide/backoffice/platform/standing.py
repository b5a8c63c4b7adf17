"""How a deposit looks, and what accounting is advised of it; shared by the list and by the page of the invoice."""

from typing import Any

from egide.invoicing.models import Invoice
from egide.platform.lifecycle import Advice, advice
from egide.platform.models import PlatformDeposit, State

LOOKS = {
    State.WAITING: ("", "clock"),
    State.HANDED: ("info", "upload"),
    State.DEPOSITED: ("ok", "check"),
    State.REJECTED: ("danger", "alert-circle"),
    State.REFUSED: ("danger", "ban"),
    State.COLLECTED: ("ok", "circle-check"),
}
TO_MEND = (State.REJECTED, State.REFUSED)


def advice_on(deposit: PlatformDeposit) -> Advice | None:
    """Why it came back and what to do; None of one that did not."""
    return advice(deposit.reason_code, deposit.reason) if deposit.state in TO_MEND else None


def standing_on_platform(invoice: Invoice) -> dict[str, Any]:
    """What the page of an invoice draws of its deposit; no deposit, no card."""
    deposit = PlatformDeposit.objects.filter(invoice=invoice).select_related("invoice").first()
    if deposit is None:
        return {"deposit": None}
    look = LOOKS[State(deposit.state)]
    return {"deposit": deposit, "deposit_look": look, "deposit_advice": advice_on(deposit)}
