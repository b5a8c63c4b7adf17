"""Who has declared, who has begun, who is late: the campaign as a list, with its counts and its exports."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.declarations.campaigns import one
from egide.backoffice.declarations.filters import DeclarationFilters
from egide.backoffice.declarations.rows import look_of, rows_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.declarations.models import Declaration, DeclarationCampaign
from egide.ui.exports import Cell, export_as
from egide.ui.listing import page_of, render_list

AT_A_TIME = 500
HEADER = (
    "N° d’adhérent", "Adhérent", "État", "À attester au plus tard le", "Attestée le", "Par", "Référence",
    "Salariés déclarés", "SI", "SIA", "SIR", "Sans exposition", "Étapes faites", "Relances", "Interlocuteur",
    "Téléphone", "E-mail",
)  # fmt: skip


@requires(Right.READ_MEMBERS)
def campaign(request: ServiceRequest, campaign_id: int) -> HttpResponse:
    found = one(campaign_id)
    filters = DeclarationFilters(request.GET)
    filters.count("etat", filters.counts(_plain(found)))
    page = page_of(request, filters.narrow(_rows(found)))
    context = {
        "campaign": found,
        "look": look_of(found),
        "reminders": found.reminder_days,
        "progress": found.declarations.of_present_members(timezone.localdate()).progress(),
        "filters": filters,
        "page": page,
        "rows": rows_of(found, list(page)),
        "history": history_of(found)[:20],
    }
    return render_list(request, "backoffice/declarations/campaign.html", context)


@requires(Right.READ_MEMBERS)
def export(request: ServiceRequest, campaign_id: int, kind: str) -> HttpResponse:
    """The rows of the filters in force; counts, never the names of employees."""
    found = one(campaign_id)
    log_access(request, AccessLog.Kind.EXPORT, f"{found} ({kind})")
    rows: Iterator[Declaration] = DeclarationFilters(request.GET).narrow(_rows(found)).iterator(AT_A_TIME)
    return export_as(kind, f"declarations-{found.year}", HEADER, (_line(row) for row in rows))


def _plain(found: DeclarationCampaign) -> Any:
    return found.declarations.of_present_members(timezone.localdate()).with_latest()


def _rows(found: DeclarationCampaign) -> Any:
    return _plain(found).select_related("member", "campaign").prefetch_related("steps", "filings", "reminders")


def _line(row: Declaration) -> tuple[Cell, ...]:
    filings = list(row.filings.all())
    last = filings[0] if filings else None
    counted: list[Cell] = ["", "", "", "", ""]
    if last:
        kinds = last.summary["categories"]
        counted = [last.workers, kinds["SI"], kinds["SIA"], kinds["SIR"], last.summary["unexposed"]]
    return (
        row.member.number, row.member.name, row.get_state_display(), row.latest_day,
        timezone.localdate(last.filed_at) if last else None, last.attested_by if last else "",
        last.reference if last else "", *counted, sum(step.done_at is not None for step in row.steps.all()),
        len(row.reminders.all()), row.correspondent, row.correspondent_phone, row.correspondent_email,
    )  # fmt: skip
