"""One member of a run as a line: how many workers, how much, and what changed since its last call."""

from collections.abc import Iterable
from typing import TypedDict

from egide.common.french import shown_euros
from egide.dues.models import DuesCall, DuesRun
from egide.ui import marks
from egide.ui.listing import row_address

RUNS = {
    DuesRun.State.COUNTING: ("info", "clock"),
    DuesRun.State.COUNTED: ("warn", "eye"),
    DuesRun.State.CONFIRMED: ("info", "clock"),
    DuesRun.State.DONE: ("ok", "check"),
    DuesRun.State.ABANDONED: ("", "ban"),
}
CALLS = {
    DuesCall.State.WAITING: ("warn", "clock"),
    DuesCall.State.ISSUED: ("ok", "check"),
    DuesCall.State.SET_ASIDE: ("danger", "alert-circle"),
}


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    member: str
    member_number: str
    member_url: str
    workers: str
    workers_change: str
    amount: str
    amount_change: str
    standing: str
    invoice: str
    invoice_url: str
    is_issued: bool


def look_of(run: DuesRun) -> str:
    state = DuesRun.State(run.state)
    return marks.status(*RUNS[state], state.label)


def rows_of(calls: Iterable[DuesCall]) -> list[Row]:
    """`calls` come with their `member`, their `previous` and their `invoice`."""
    member, invoice = row_address("backoffice:member-invoices"), row_address("backoffice:invoice")
    return [_row(call, member(call.member.number), invoice(call.invoice_id or 0)) for call in calls]


def _row(call: DuesCall, member_url: str, invoice_url: str) -> Row:
    state = DuesCall.State(call.state)
    return Row(
        member=str(call.member),
        member_number=str(call.member.number),
        member_url=member_url,
        workers=str(len(call.counted)),
        workers_change=_workers_change(call),
        amount=shown_euros(call.net),
        amount_change=_amount_change(call),
        standing=marks.status(*CALLS[state], state.label, call.set_aside_because),
        invoice=call.invoice.number if call.invoice else "",
        invoice_url=invoice_url,
        is_issued=call.invoice is not None,
    )


def _workers_change(call: DuesCall) -> str:
    if call.run.kind == DuesRun.Kind.ADJUSTMENT:
        return "pas encore comptés"
    if call.previous is None:
        return "premier appel"
    arrived, gone = len(call.arrived), len(call.gone)
    return f"+{arrived} −{gone}" if arrived or gone else "comme avant"


def _amount_change(call: DuesCall) -> str:
    if call.previous is None or call.run.kind == DuesRun.Kind.ADJUSTMENT:
        return ""
    change = call.net - call.previous.net
    sign = "+" if change > 0 else "−"
    return f"{sign}{shown_euros(abs(change))}" if change else ""
