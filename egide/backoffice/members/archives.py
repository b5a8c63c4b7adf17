"""The papers that a member was sent in a year, in one file: for its file, an audit, or an accountant who lost them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.invoicing.forms import ArchiveForm
from egide.ui.downloads import ZIP, file_download
from egide.ui.refusals import attempt


@requires(Right.READ_INVOICES)
def archives(request: ServiceRequest, number: int) -> HttpResponse:
    """The member finds the same archives in its own space."""
    member = member_numbered(number)
    form = ArchiveForm(request.POST or None, member=member)
    if form.is_valid() and attempt(form, lambda: form.archive.ask(by=request.user)):
        messages.success(request, "L’archive se prépare : vous pouvez quitter cette page et revenir la chercher.")
        return redirect("backoffice:member-archives", number)
    found = list(member.invoicearchives.live().select_related("member"))
    context = {"form": form, "archives": found, "at_work": any(one.made_at is None for one in found)}
    if request.htmx and request.GET.get("liste"):
        return render(request, "invoicing/archives.html#made", context | {"file_page": "backoffice:member-archive"})
    return show_section(request, member, "archives.html", context)


@requires(Right.READ_INVOICES)
def archive_file(request: ServiceRequest, number: int, archive_id: int) -> HttpResponseBase:
    ready = member_numbered(number).invoicearchives.live().exclude(made_at=None)
    found = get_object_or_404(ready.select_related("member"), pk=archive_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found), member=found.member)
    return file_download(found.file, found.download_name, ZIP)
