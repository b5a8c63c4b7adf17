"""Two people on one row: the second is told, sees both versions, and nothing is overwritten in silence."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egide.common.errors import Conflict
from egide.common.models import Event


class VersionedForm(forms.Form):
    """Carries the version it was opened on; the view hands it to `opened_on` before the verb."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def open_on(self, row: Any) -> None:
        self.fields["version"].initial = row.version


@dataclass(frozen=True)
class Difference:
    """One field: as it stands now, and as this person wrote it."""

    label: str
    theirs: str
    mine: str


def conflict_page(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    row: Model = conflict.row
    last = Event.objects.filter(
        name__startswith=f"{row._meta.model_name}.", subject_id=row.pk, by__isnull=False
    ).first()
    context = {"row": row, "last": last, "differences": _differences(request, row)}
    return render(request, "ui/conflict.html", context, status=409)


def _differences(request: HttpRequest, row: Model) -> list[Difference]:
    """Fields of the row that the form posted, where both versions are not the same; secrets left out."""
    hidden = ("version", *getattr(row, "never_recorded", ()))
    found = []
    for field in row._meta.concrete_fields:
        if field.name in hidden or field.name not in request.POST:
            continue
        now, mine = _shown(row, field.name), request.POST[field.name]
        if mine not in {now, str(field.value_from_object(row) or "")}:
            found.append(Difference(str(field.verbose_name), now, mine))
    return found


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else getattr(row, name) or "")
