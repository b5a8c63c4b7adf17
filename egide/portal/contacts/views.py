"""Mes contacts: the head office, the visit centre, the médecin and the secretary."""

from django.http import HttpResponse
from django.shortcuts import render

from egide.centres import papers
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper


@requires(Right.READ_CONTACTS)
def contacts(request: PortalRequest) -> HttpResponse:
    context = {"centre": request.member.centre, "physician": request.member.physician}
    return render(request, "portal/contacts/contacts.html", context)


@requires(Right.READ_CONTACTS)
def mandatory_display(request: PortalRequest) -> HttpResponse:
    pdf = papers.mandatory_display(request.member.centre, request.member.physician)
    return paper(pdf, "affichage-obligatoire.pdf", inline="inline" in request.GET)
