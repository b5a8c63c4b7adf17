"""Attestations: what the member obtains at once, what it already has, and why one is refused."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.members.rights import Right
from egide.portal.pace import keep_pace
from egide.portal.scope import PortalRequest, requires
from egide.proofs.forms import CertificateForm
from egide.proofs.models import Certificate
from egide.proofs.papers import certificate_pdf, file_name
from egide.proofs.rules import certify, hindrance
from egide.ui.downloads import paper
from egide.ui.listing import page_of
from egide.ui.refusals import attempt, render_form

ENOUGH = "Vous venez d’obtenir trente attestations en moins d’une heure"


@requires(Right.READ_INVOICES)
def certificates(request: PortalRequest) -> HttpResponse:
    """Each kind with its button or with what to settle first; then those delivered, the latest first."""
    form, today = CertificateForm(request.POST or None), timezone.localdate()
    if form.is_valid() and attempt(form, lambda: _obtain(request, form.cleaned_data["kind"])):
        messages.success(request, "Votre attestation est prête : téléchargez-la ci-dessous.")
        return redirect("portal:certificates", request.member.number)
    context = {
        "form": form,
        "kinds": [(kind, hindrance(request.member, kind, today)) for kind in Certificate.Kind],
        "page": page_of(request, request.member.certificates.all()),
        "today": today,
    }
    return render_form(request, "portal/invoices/certificates.html", context)


@requires(Right.READ_INVOICES)
def certificate(request: PortalRequest, certificate_id: int) -> HttpResponse:
    found = get_object_or_404(request.member.certificates.filter(revoked_at=None), pk=certificate_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found))
    return paper(certificate_pdf(found), file_name(found), inline="inline" in request.GET)


def _obtain(request: PortalRequest, kind: str) -> None:
    keep_pace(request, "certify", ENOUGH)
    certify(request.member, kind, by=request.user)
