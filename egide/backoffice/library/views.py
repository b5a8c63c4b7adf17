"""Documents: published by theme and in versions, for all, for a trade or for one member; withdrawn and put back."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.library.forms import DocumentForm, FactsForm, UploadForm, facts_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import Actor, history_of
from egide.library.models import Document, DocumentVersion, Theme
from egide.ui.downloads import SHOWN_IN_PLACE, file_download
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt


class DocumentFilters(Filters):
    q = SearchField("Rechercher un document", "Titre, résumé, n° d’adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [Chip("", "Tous"), Chip("en-ligne", "En ligne", "ok", "check"), Chip("retires", "Retirés", "danger", "ban")],
    )
    theme = MenuField("Thème", "Tous thèmes")

    def prepare(self) -> None:
        field = self.fields["theme"]
        if isinstance(field, MenuField):
            field.offer([(str(theme.pk), theme.name) for theme in Theme.objects.all()])


@requires(Right.PUBLISH)
def documents(request: ServiceRequest) -> HttpResponse:
    filters = DocumentFilters(request.GET)
    rows = Document.objects.with_versions().select_related("theme", "member")
    if state := filters.asked("etat"):
        rows = rows.filter(withdrawn_at__isnull=state == "en-ligne")
    if theme := filters.asked("theme"):
        rows = rows.filter(theme_id=theme)
    for word in filters.asked("q").split():
        of_member = Q(member__number__startswith=word) | Q(member__name__icontains=word)
        rows = rows.filter(of_member | Q(title__icontains=word) | Q(summary__icontains=word))
    context = {"filters": filters, "page": page_of(request, rows)}
    return render_list(request, "backoffice/library/list.html", context)


@requires(Right.PUBLISH)
def document(request: ServiceRequest, document_id: int) -> HttpResponse:
    found = _one(document_id)
    current = found.current
    context = {
        "document": found,
        "versions": found.versions.select_related("published_by"),
        "readers": found.readers().count(),
        "previewed": current is not None and current.media_type in SHOWN_IN_PLACE,
        "history": history_of(found)[:20],
    }
    return render(request, "backoffice/library/document.html", context)


@requires(Right.PUBLISH)
def version_file(request: ServiceRequest, document_id: int, rank: int) -> HttpResponseBase:
    """`?apercu` shows it in the page's own frame, when its kind can be."""
    version = get_object_or_404(DocumentVersion, document_id=document_id, number=rank)
    return file_download(version.file, version.file_name, version.media_type, inline="apercu" in request.GET)


@requires(Right.PUBLISH)
def new_document(request: ServiceRequest) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        row = Document()
        if attempt(form, lambda: _publish(row, form.cleaned_data, by=request.user)):
            messages.success(request, f"« {row} » est publié : {row.readers().count()} adhérents peuvent le lire.")
            return redirect("backoffice:document", row.pk)
    told = {"submit": "Publier", "back": reverse("backoffice:documents"), "back_label": "Documents"}
    return render(request, "backoffice/form.html", {"form": form, "heading": "Publier un document"} | told)


@requires(Right.PUBLISH)
def correction(request: ServiceRequest, document_id: int) -> HttpResponse:
    found = _one(document_id)
    form = FactsForm(request.POST or None, initial=facts_of(found))
    if form.is_valid() and attempt(form, lambda: found.describe(by=request.user, **form.cleaned_data)):
        messages.success(request, f"« {found} » est à jour.")
        return redirect("backoffice:document", found.pk)
    return _form(request, form, f"Modifier « {found} »", found)


@requires(Right.PUBLISH)
def new_version(request: ServiceRequest, document_id: int) -> HttpResponse:
    found = _one(document_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(form, lambda: found.publish(by=request.user, **form.cleaned_data)):
        messages.success(request, f"La nouvelle version de « {found} » est en ligne.")
        return redirect("backoffice:document", found.pk)
    told = {"text": "Elle remplace celle que les adhérents lisent ; les anciennes restent ici.", "submit": "Publier"}
    return _form(request, form, f"Nouvelle version de « {found} »", found, told)


@requires(Right.PUBLISH)
def withdrawal(request: ServiceRequest, document_id: int) -> HttpResponse:
    """At once: the page that follows offers to undo it."""
    found = _one(document_id)
    if request.method == "POST":
        found.withdraw(by=request.user)
        messages.success(request, f"« {found} » n’est plus lu par personne.")
    return redirect("backoffice:document", found.pk)


@requires(Right.PUBLISH)
def return_online(request: ServiceRequest, document_id: int) -> HttpResponse:
    found = _one(document_id)
    if request.method == "POST":
        found.put_back(by=request.user)
        messages.success(request, f"« {found} » est de nouveau en ligne.")
    return redirect("backoffice:document", found.pk)


def _publish(row: Document, facts: dict[str, Any], *, by: Actor) -> None:
    row.describe(by=by, **{name: value for name, value in facts.items() if name != "upload"})
    row.publish(by=by, upload=facts["upload"])


def _one(document_id: int) -> Document:
    return get_object_or_404(Document.objects.with_versions().select_related("theme", "member"), pk=document_id)


def _form(
    request: ServiceRequest, form: Any, heading: str, found: Document, told: dict[str, str] | None = None
) -> HttpResponse:
    back = {"back": reverse("backoffice:document", args=[found.pk]), "back_label": found.title}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | back | (told or {}))
