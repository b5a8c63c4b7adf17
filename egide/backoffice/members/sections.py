"""One page per member, in sections with their own addresses: those that the role of this person opens."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.rights import Right, ServiceRequest, rights_of
from egide.members.models import Member
from egide.ui.listing import render_list

SECTIONS = (
    ("member", "Fiche", Right.READ_MEMBERS),
    ("member-employees", "Salariés", Right.READ_EMPLOYEES),
    ("member-appointments", "Rendez-vous", Right.READ_APPOINTMENTS),
    ("member-invoices", "Factures", Right.READ_INVOICES),
    ("member-documents", "Documents", Right.READ_MEMBERS),
    ("member-changes", "Modifications", Right.ANSWER_CHANGES),
    ("member-access", "Utilisateurs et mandats", Right.READ_MEMBERS),
    ("member-history", "Historique", Right.READ_MEMBERS),
)
# Pages of a section, under its tab.
WITHIN = dict.fromkeys(("member-archives", "member-certificates", "member-statement"), "member-invoices")


@dataclass(frozen=True)
class Section:
    url: str
    label: str
    current: bool


def member_numbered(number: int) -> Member:
    return get_object_or_404(Member.objects.select_related("centre", "physician"), number=number)


def show_section(request: ServiceRequest, member: Member, template: str, context: dict[str, Any]) -> HttpResponse:
    """A section of the member's page, under its name and its tabs; the reading is written down."""
    here = WITHIN.get(str(request.resolver_match.url_name), request.resolver_match.url_name)
    rights = rights_of(request.user)
    sections = [
        Section(reverse(f"backoffice:{name}", args=[member.number]), label, name == here)
        for name, label, right in SECTIONS
        if right in rights
    ]
    name = next((section.label for section in sections if section.current), "")
    if not request.htmx:
        read = f"Adhérent {member} : {name}" if name else f"Adhérent {member}"
        log_access(request, AccessLog.Kind.SHEET, read, member=member)
    shell = {"member": member, "sections": sections, "section": name, "today": timezone.localdate()}
    return render_list(request, f"backoffice/members/{template}", shell | context)
