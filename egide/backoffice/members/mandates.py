"""Mandats: what a firm may do for a member, created on its signed paper, granted, changed, refused, revoked."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.members.firm_forms import MandateForm
from egide.backoffice.members.forms import ConfirmationForm, ReasonForm
from egide.backoffice.members.sections import member_numbered
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.common.uploads import MEDIA_TYPES, ending_of
from egide.members.forms import TermsForm
from egide.members.models import Mandate, Member
from egide.ui.downloads import file_download
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

STATES = {
    "en-attente": "pending",
    "actifs": "active",
    "expires": "expired",
    "refuses": "refused",
    "revoques": "revoked",
}

REFUSED = "est refusé ; l’adhérent est prévenu, le cabinet n’apprend pas s’il existe."
REVOKED = "est révoqué ; les deux sont prévenus."


class MandateFilters(Filters):
    q = SearchField("Rechercher un mandat", "Cabinet, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("en-attente", "En attente", "warn", "hourglass"),
            Chip("actifs", "Actifs", "ok", "check"),
            Chip("expires", "Expirés", "warn", "clock"),
            Chip("refuses", "Refusés", "", "x"),
            Chip("revoques", "Révoqués", "danger", "ban"),
        ],
    )


@requires(Right.MANAGE_MANDATES)
def mandates(request: ServiceRequest) -> HttpResponse:
    filters = MandateFilters(request.GET)
    rows = Mandate.objects.select_related("delegate", "member")
    counts = {word: rows.in_shown_state(state).count() for word, state in STATES.items()}
    filters.count("etat", {"": rows.count(), **counts})
    if state := STATES.get(filters.asked("etat")):
        rows = rows.in_shown_state(state)
    for word in filters.asked("q").split():
        of_member = Q(member__name__icontains=word) | Q(member__number__startswith=word)
        rows = rows.filter(of_member | Q(delegate__name__icontains=word))
    context = {"filters": filters, "page": page_of(request, rows)}
    return render_list(request, "backoffice/members/mandates.html", context)


@requires(Right.MANAGE_MANDATES)
def mandate(request: ServiceRequest, mandate_id: int) -> HttpResponse:
    found = _one(mandate_id)
    return render(request, "backoffice/members/mandate.html", {"mandate": found, "history": history_of(found)})


@requires(Right.MANAGE_MANDATES)
def new_mandate(request: ServiceRequest, number: int) -> HttpResponse:
    """Proven by a signed paper, it is granted at once; another `cabinet` may be proposed by the address."""
    member = member_numbered(number)
    initial = {"delegate": request.GET.get("cabinet", "")}
    form = MandateForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        facts = form.cleaned_data
        signed = facts.pop("proof")
        row = Mandate(member=member, **facts)
        if attempt(form, lambda: (row.ask(by=request.user, proof=signed), row.grant(by=request.user))):
            messages.success(request, f"Le {row} est actif ; les deux sont prévenus.")
            return redirect("backoffice:mandate", row.pk)
    return _form(
        request, form, f"Nouveau mandat sur {member}", {"back": _access_page(member), "back_label": str(member)}
    )


@requires(Right.MANAGE_MANDATES)
def granting(request: ServiceRequest, mandate_id: int) -> HttpResponse:
    found = _one(mandate_id)
    form = ConfirmationForm.of(request)
    if form.is_valid() and attempt(form, lambda: found.grant(by=request.user)):
        messages.success(request, f"Le {found} est actif ; les deux sont prévenus.")
        return redirect("backoffice:mandate", found.pk)
    text = f"{found.delegate} agira pour {found.member} : {', '.join(found.scope_labels).lower()}."
    return _form(request, form, "Accorder le mandat", {"text": text, "submit": "Accorder le mandat"}, found)


@requires(Right.MANAGE_MANDATES)
def terms(request: ServiceRequest, mandate_id: int) -> HttpResponse:
    found = _one(mandate_id)
    initial = {"scopes": found.scopes, "starts_on": found.starts_on, "ends_on": found.ends_on}
    form = TermsForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, lambda: found.change_terms(by=request.user, **form.cleaned_data)):
        messages.success(request, "Le mandat est changé ; les deux sont prévenus.")
        return redirect("backoffice:mandate", found.pk)
    return _form(request, form, "Domaines et dates du mandat", {}, found)


@requires(Right.MANAGE_MANDATES)
def mandate_end(request: ServiceRequest, mandate_id: int) -> HttpResponse:
    """A request is refused, a mandate is revoked."""
    found = _one(mandate_id)
    waits = found.state == Mandate.State.PENDING
    form = ReasonForm(request.POST or None)
    end, done = (found.refuse, REFUSED) if waits else (found.revoke, REVOKED)
    if form.is_valid() and attempt(form, lambda: end(by=request.user, **form.cleaned_data)):
        messages.success(request, f"Le {found} {done}")
        return redirect("backoffice:mandate", found.pk)
    heading = "Refuser le mandat" if waits else "Révoquer le mandat"
    text = f"{found.delegate} n’entrera {'pas' if waits else 'plus'} dans l’espace de {found.member}"
    text += "." if waits else ", dès sa prochaine page."
    return _form(request, form, heading, {"text": text, "submit": heading}, found)


@requires(Right.MANAGE_MANDATES)
def proof(request: ServiceRequest, mandate_id: int) -> HttpResponseBase:
    found = _one(mandate_id)
    if not found.proof:
        raise Http404
    return file_download(found.proof, found.proof_name, MEDIA_TYPES[ending_of(found.proof_name)])


def _one(mandate_id: int) -> Mandate:
    return get_object_or_404(Mandate.objects.select_related("delegate", "member"), pk=mandate_id)


def _access_page(member: Member) -> str:
    return reverse("backoffice:member-access", args=[member.number])


def _form(
    request: ServiceRequest, form: Any, heading: str, told: dict[str, str], found: Mandate | None = None
) -> HttpResponse:
    back = {"back": reverse("backoffice:mandate", args=[found.pk]), "back_label": str(found.delegate)} if found else {}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | back | told)
