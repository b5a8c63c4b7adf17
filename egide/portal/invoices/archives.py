"""The papers of a year in one file: asked for, made by the worker, taken away while it is kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.invoicing.forms import ArchiveForm
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import ZIP, file_download
from egide.ui.refusals import attempt


@requires(Right.READ_INVOICES)
def archives(request: PortalRequest) -> HttpResponse:
    """While the worker is at it, the list alone is read anew by itself."""
    form = ArchiveForm(request.POST or None, member=request.member)
    if form.is_valid() and attempt(form, lambda: form.archive.ask(by=request.user)):
        messages.success(request, "L’archive se prépare : vous pouvez quitter cette page et revenir la chercher.")
        return redirect("portal:invoice-archives", request.member.number)
    found = list(request.member.invoicearchives.live().select_related("member"))
    context = {"form": form, "archives": found, "at_work": any(one.made_at is None for one in found)}
    if request.htmx and request.GET.get("liste"):
        return render(request, "invoicing/archives.html#made", context | {"file_page": "portal:invoice-archive"})
    return render(request, "portal/invoices/archives.html", context)


@requires(Right.READ_INVOICES)
def archive_file(request: PortalRequest, archive_id: int) -> HttpResponseBase:
    ready = request.member.invoicearchives.live().exclude(made_at=None)
    found = get_object_or_404(ready.select_related("member"), pk=archive_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found))
    return file_download(found.file, found.download_name, ZIP)
