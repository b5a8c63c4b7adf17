"""The attestations of a member: those delivered, by it or by the service; one more, or one that is taken back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.identity import form_of
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.proofs.forms import CertificateForm
from egide.proofs.models import Certificate
from egide.proofs.papers import certificate_pdf, file_name
from egide.proofs.rules import certify, hindrance
from egide.ui.downloads import paper
from egide.ui.listing import page_of
from egide.ui.refusals import attempt

TAKEN_BACK = "Qui vérifiera son code lira « Non ». L’adhérent voit le motif dans ses attestations."


class RevocationForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=200)


@requires(Right.READ_INVOICES)
def certificates(request: ServiceRequest, number: int) -> HttpResponse:
    found, today = member_numbered(number), timezone.localdate()
    form = CertificateForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: certify(found, form.cleaned_data["kind"], by=request.user)):
        messages.success(request, "L’attestation est délivrée : l’adhérent la voit aussi.")
        return redirect("backoffice:member-certificates", number)
    context = {
        "form": form,
        "kinds": [(kind, hindrance(found, kind, today)) for kind in Certificate.Kind],
        "page": page_of(request, found.certificates.all()),
    }
    return show_section(request, found, "certificates.html", context)


@requires(Right.READ_INVOICES)
def certificate(request: ServiceRequest, certificate_id: int) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.select_related("member"), pk=certificate_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found), member=found.member)
    return paper(certificate_pdf(found), file_name(found), inline="inline" in request.GET)


@requires(Right.BILL)
def certificate_revocation(request: ServiceRequest, certificate_id: int) -> HttpResponse:
    """Delivered by mistake, or by a fraud: its code is worth nothing any more."""
    found = get_object_or_404(Certificate.objects.select_related("member"), pk=certificate_id)
    form = RevocationForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.revoke(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{found} : annulée.")
        return redirect("backoffice:member-certificates", found.member.number)
    told = {"text": TAKEN_BACK, "submit": "Annuler l’attestation", "danger": True}
    return form_of(request, form, f"Annuler : {found}", found.member, told)
