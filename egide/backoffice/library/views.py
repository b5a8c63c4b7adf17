"""Documents: publish by theme, in versions; deposits of members: read, acknowledge, refuse."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.library.forms import DocumentForm, RefusalForm, ThemeForm, UploadForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.library.models import Deposit, Document
from egide.ui.downloads import file_download
from egide.ui.listing import page_of


@requires(Right.PUBLISH)
def documents(request: ServiceRequest) -> HttpResponse:
    rows = Document.objects.with_versions().select_related("theme", "member")
    return render(request, "backoffice/library/list.html", {"page": page_of(request, rows)})


@requires(Right.PUBLISH)
def new_document(request: ServiceRequest) -> HttpResponse:
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        facts = form.cleaned_data
        upload = facts.pop("upload")
        document = Document()
        with transaction.atomic():
            document.describe(by=request.user, **facts)
            document.publish(by=request.user, upload=upload)
        messages.success(request, f"« {document} » est publié.")
        return redirect("backoffice:documents")
    return _form(request, form, "Publier un document")


@requires(Right.PUBLISH)
def new_theme(request: ServiceRequest) -> HttpResponse:
    form = ThemeForm(request.POST or None)
    if form.is_valid():
        form.instance.describe(by=request.user, **form.cleaned_data)
        messages.success(request, "Le thème est créé.")
        return redirect("backoffice:documents")
    return _form(request, form, "Nouveau thème")


@requires(Right.PUBLISH)
def new_version(request: ServiceRequest, document_id: int) -> HttpResponse:
    document = get_object_or_404(Document, pk=document_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        document.publish(by=request.user, upload=form.cleaned_data["upload"])
        messages.success(request, f"Nouvelle version de « {document} ».")
        return redirect("backoffice:documents")
    return _form(request, form, f"Nouvelle version de « {document} »")


@requires(Right.PUBLISH)
def withdrawal(request: ServiceRequest, document_id: int) -> HttpResponse:
    document = get_object_or_404(Document, pk=document_id)
    if request.method == "POST":
        document.withdraw(by=request.user)
        messages.success(request, f"« {document} » est retiré de la bibliothèque.")
    return redirect("backoffice:documents")


@requires(Right.READ_DEPOSITS)
def deposits(request: ServiceRequest) -> HttpResponse:
    rows = Deposit.objects.select_related("member").order_by("-state", "deposited_at", "pk")
    return render(request, "backoffice/library/deposits.html", {"page": page_of(request, rows)})


@requires(Right.READ_DEPOSITS)
def deposit_file(request: ServiceRequest, deposit_id: int) -> HttpResponseBase:
    found = get_object_or_404(Deposit, pk=deposit_id)
    return file_download(found.file, found.file_name, found.media_type)


@requires(Right.READ_DEPOSITS)
def deposit_receipt(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    found = get_object_or_404(Deposit, pk=deposit_id)
    if request.method == "POST":
        found.accept(by=request.user)
        messages.success(request, f"Réception de « {found} » notée.")
    return redirect("backoffice:deposits")


@requires(Right.READ_DEPOSITS)
def deposit_refusal(request: ServiceRequest, deposit_id: int) -> HttpResponse:
    found = get_object_or_404(Deposit, pk=deposit_id)
    form = RefusalForm(request.POST or None)
    if form.is_valid():
        found.refuse(by=request.user, **form.cleaned_data)
        messages.success(request, "Le refus est enregistré, l’adhérent est prévenu.")
        return redirect("backoffice:deposits")
    context = {"form": form, "heading": f"Refuser « {found} »", "back": reverse("backoffice:deposits")}
    return render(request, "backoffice/form.html", context)


def _form(request: ServiceRequest, form: object, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("backoffice:documents")}
    return render(request, "backoffice/form.html", context)
