"""The declaration on one page: its steps, who did them, what is missing, what will be declared."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from egide.declarations.models import Declaration
from egide.declarations.preparing import prepared, standing_of
from egide.members.rights import Right
from egide.portal.declarations.reading import steps_of
from egide.portal.scope import PortalRequest, requires


@requires(Right.READ_DECLARATION)
def declarations(request: PortalRequest) -> HttpResponse:
    """All of them, the latest first: the one to make, and the receipts of the others."""
    rows = request.member.declarations.with_latest().select_related("campaign").prefetch_related("filings")
    shown = [row for row in rows if row.campaign.state != row.campaign.State.PLANNED]
    return render(request, "portal/declarations/list.html", {"rows": shown})


@requires(Right.READ_DECLARATION)
def declaration(request: PortalRequest, declaration_id: int) -> HttpResponse:
    found = one(request, declaration_id)
    steps = steps_of(found, prepared(found), request.member) if not found.is_filed else []
    context = {
        "declaration": found,
        "steps": steps,
        "next": next((line for line in steps if not line.is_done), None),
        "standing": standing_of(found),
        "filings": found.filings.select_related("filed_by"),
    }
    return render(request, "portal/declarations/declaration.html", context)


def one(request: PortalRequest, declaration_id: int) -> Declaration:
    """Of this member, in a campaign that was opened; its member is the one of the request."""
    rows = request.member.declarations.select_related("campaign", "member")
    people = ("steps__done_by", "steps__entrusted_to", "steps__entrusted_by")
    shown = rows.exclude(campaign__state="planned").prefetch_related(*people)
    return get_object_or_404(shown, pk=declaration_id)
