"""Mon entreprise: the page of blocks, each opened by its pencil, and its history."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from egide.members.models import Invitation
from egide.members.rights import Right
from egide.portal.company.blocks import addresses_of, contacts_of
from egide.portal.company.filters import HistoryFilters
from egide.portal.company.mandates import mandates_of
from egide.portal.scope import PortalRequest, requires
from egide.reference import naf
from egide.ui.listing import page_of, render_list

LATEST_CHANGES = 3


@requires(Right.READ_COMPANY)
def company(request: PortalRequest) -> HttpResponse:
    member = request.member
    context: dict[str, Any] = {
        "activity": naf.label(member.naf) or "",
        "addresses": addresses_of(request),
        "contacts": contacts_of(request),
        "establishments": member.establishments.filter(closed_on=None),
    }
    if request.door.may(Right.EDIT_COMPANY):
        context["changes"] = member.changerequests.all()[:LATEST_CHANGES]
    if request.door.may(Right.MANAGE_ACCESS):
        live = member.accesses.filter(revoked_at=None).select_related("user", "member")
        context |= {
            "accesses": live,
            "administrators": sum(access.role == "administrator" for access in live),
            "invitations": member.invitations.filter(state=Invitation.State.SENT),
            "mandates": mandates_of(member),
        }
    return render(request, "portal/company/company.html", context)


@requires(Right.EDIT_COMPANY)
def history(request: PortalRequest) -> HttpResponse:
    """Who changed what of the company, when, block by block; the employees' own history is on their sheets."""
    filters = HistoryFilters(request.GET)
    events = filters.narrow(request.member.events.select_related("by"))
    return render_list(request, "portal/company/history.html", {"filters": filters, "page": page_of(request, events)})
