"""The shelves of the library: named, ordered, removed when empty."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.library.forms import ThemeForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.library.models import Theme
from egide.ui.refusals import attempt


@requires(Right.PUBLISH)
def themes(request: ServiceRequest) -> HttpResponse:
    rows = Theme.objects.annotate(size=Count("documents")).order_by("rank", "name")
    return render(request, "backoffice/library/themes.html", {"themes": rows})


@requires(Right.PUBLISH)
def new_theme(request: ServiceRequest) -> HttpResponse:
    form = ThemeForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: Theme.add(by=request.user, **form.cleaned_data)):
        messages.success(request, f"Le thème « {form.cleaned_data['name']} » est créé, en dernier.")
        return redirect("backoffice:themes")
    return _form(request, form, "Nouveau thème")


@requires(Right.PUBLISH)
def renaming(request: ServiceRequest, theme_id: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=theme_id)
    form = ThemeForm(request.POST or None, initial={"name": theme.name})
    if form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: theme.describe(by=request.user, name=name, rank=theme.rank)):
            messages.success(request, f"Le thème s’appelle « {theme} ».")
            return redirect("backoffice:themes")
    return _form(request, form, f"Renommer « {theme} »")


@requires(Right.PUBLISH)
def order(request: ServiceRequest, theme_id: int, direction: str) -> HttpResponse:
    """`direction` is « monter » or « descendre »."""
    theme = get_object_or_404(Theme, pk=theme_id)
    if request.method == "POST":
        theme.move(by=request.user, up=direction == "monter")
    return redirect("backoffice:themes")


@requires(Right.PUBLISH)
def removal(request: ServiceRequest, theme_id: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=theme_id)
    if request.method == "POST":
        theme.remove(by=request.user)
        messages.success(request, f"Le thème « {theme} » est supprimé.")
    return redirect("backoffice:themes")


def _form(request: ServiceRequest, form: ThemeForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("backoffice:themes"), "back_label": "Thèmes"}
    return render(request, "backoffice/form.html", context)
