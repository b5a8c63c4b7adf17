"""One declaration as a line: where it stands, how many workers, and how many the time before."""

from collections.abc import Sequence
from typing import TypedDict

from django.utils.safestring import SafeString

from egide.declarations.models import Declaration, DeclarationCampaign, Filing
from egide.declarations.models.step import BEFORE_ATTESTING
from egide.dues.counting import employed_on, workers_of
from egide.ui import marks
from egide.ui.listing import row_address

CAMPAIGNS = {
    DeclarationCampaign.State.PLANNED: ("", "pencil"),
    DeclarationCampaign.State.OPEN: ("ok", "check"),
    DeclarationCampaign.State.CLOSED: ("", "lock"),
}
DECLARATIONS = {
    Declaration.State.TO_DO: ("", "clock"),
    Declaration.State.DRAFT: ("info", "pencil"),
    Declaration.State.FILED: ("ok", "circle-check"),
    Declaration.State.REOPENED: ("warn", "alert-triangle"),
}


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    member: str
    member_number: str
    url: str
    standing: str
    late: str
    workers: str
    workers_said: str
    before: str
    reminders: str


def look_of(campaign: DeclarationCampaign) -> SafeString:
    state = DeclarationCampaign.State(campaign.state)
    return marks.status(*CAMPAIGNS[state], state.label)


def mark_of(declaration: Declaration) -> SafeString:
    """With, under it, how far the steps are or who has attested."""
    done = len(BEFORE_ATTESTING) - len(declaration.steps_to_do())
    last = declaration.filings.all()[0] if declaration.filings.all() else None
    note = ""
    if declaration.is_filed and last:
        note = f"le {last.filed_at:%d/%m/%Y}"
    elif declaration.state == Declaration.State.DRAFT:
        note = f"{done} étape{'s' if done > 1 else ''} sur {len(BEFORE_ATTESTING)}"
    state = Declaration.State(declaration.state)
    return marks.status(*DECLARATIONS[state], state.label, note)


def rows_of(campaign: DeclarationCampaign, page: Sequence[Declaration]) -> list[Row]:
    """`page` comes with members, steps, filings and reminders; two more queries, however many rows there are."""
    members = [declaration.member_id for declaration in page]
    present = workers_of(members, employed_on(campaign.counted_on))
    before, address = previous_counts(campaign, members), row_address("backoffice:declaration")
    return [_row(one, len(present[one.member_id]), before.get(one.member_id), address(one.pk)) for one in page]


def previous_counts(campaign: DeclarationCampaign, members: Sequence[int]) -> dict[int, int]:
    """Member → how many workers it attested last in the campaigns before this one."""
    earlier = Filing.objects.filter(member__in=members, declaration__campaign__year__lt=campaign.year)
    rows = earlier.order_by("declaration__campaign__year", "rank").values_list("member", "summary")
    return {member: summary["workers"] for member, summary in rows}


def _row(declaration: Declaration, present: int, before: int | None, url: str) -> Row:
    last = declaration.filings.all()[0] if declaration.is_filed else None
    many = last.workers if last else present
    reminded = len(declaration.reminders.all())
    return Row(
        member=str(declaration.member),
        member_number=str(declaration.member.number),
        url=url,
        standing=mark_of(declaration),
        late=marks.status("danger", "alert-circle", "En retard") if declaration.is_late else "",
        workers=str(many),
        workers_said="déclarés" if last else "dans Mes salariés",
        before=_before(before, many),
        reminders=str(reminded) if reminded else "–",
    )


def _before(before: int | None, now: int) -> str:
    if before is None:
        return "–"
    return f"{before} ({now - before:+d})" if now != before else str(before)
