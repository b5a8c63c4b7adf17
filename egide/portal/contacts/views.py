"""Mes contacts: the head office, the visit centre, the médecin and the secretary."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from egide.centres import papers
from egide.centres.models import Centre
from egide.centres.queries import open_centres
from egide.common.uploads import MEDIA_TYPES, ending_of
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import file_download, paper

MAP = "https://www.openstreetmap.org/search?"


@requires(Right.READ_CONTACTS)
def contacts(request: PortalRequest) -> HttpResponse:
    """Four blocks; the tab of the centres shows the member's own, or all those that are open."""
    mine = request.member.centre
    everywhere = request.GET.get("centres") == "tous"
    shown = open_centres() if everywhere else [mine] if mine else []
    context = {
        "everywhere": everywhere,
        "centres": [(centre, _map_of(centre)) for centre in shown],
        "physician": request.member.physician,
    }
    return render(request, "portal/contacts/contacts.html", context)


@requires(Right.READ_CONTACTS)
def centre_plan(request: PortalRequest) -> HttpResponseBase:
    """The drawing of the way to the member's centre, where the service has one."""
    centre = request.member.centre
    if centre is None or not centre.plan:
        raise Http404
    name = str(centre.plan.name)
    return file_download(centre.plan, name, MEDIA_TYPES[ending_of(name)], inline=True)


@requires(Right.READ_CONTACTS)
def mandatory_display(request: PortalRequest) -> HttpResponse:
    pdf = papers.mandatory_display(request.member.centre, request.member.physician)
    return paper(pdf, "affichage-obligatoire.pdf", inline="inline" in request.GET)


def _map_of(centre: Centre) -> str:
    """A link that the person follows, or not: the page itself asks nothing of another host."""
    return MAP + urlencode({"query": centre.full_address})
