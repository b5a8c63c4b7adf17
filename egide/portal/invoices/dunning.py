"""The reminders of an invoice, as the letters that the member was sent."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.dunning.papers import file_name, letter_pdf
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper


@requires(Right.READ_INVOICES)
def dunning_letter(request: PortalRequest, letter_id: int) -> HttpResponse:
    found = get_object_or_404(request.member.dunningletters, pk=letter_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found))
    return paper(letter_pdf(found), file_name(found))
