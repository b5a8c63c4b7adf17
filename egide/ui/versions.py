"""Two people on one row: the second is told, sees both versions, chooses, and nothing is lost in silence."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from egide.common.errors import Conflict
from egide.common.models import Event, Versioned
from egide.common.submissions import TOKEN_FIELD

SERVICE = "/service/"  # where its pages begin: the conflict page keeps the menu and the help of its side
SENT_ANEW = ("csrfmiddlewaretoken", TOKEN_FIELD, "version")


class VersionedForm(forms.Form):
    """Carries the version it was opened on; the view hands it to `opened_on` before the verb."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def open_on(self, row: Any) -> None:
        self.fields["version"].initial = row.version


@dataclass(frozen=True)
class Version:
    """One side of a dispute: the value that the form sends for it, and how people read it."""

    value: str
    shown: str


@dataclass(frozen=True)
class Difference:
    """One field whose versions differ; `name` is what both radio buttons are called."""

    name: str
    label: str
    theirs: Version
    mine: Version


@dataclass(frozen=True)
class Ticked:
    """One value of a list (a determinant) that only one of the versions holds."""

    name: str
    label: str
    value: str
    shown: str
    is_mine: bool


@dataclass
class Comparison:
    """What the conflict page draws; `undisputed` is sent again as it was typed, `secrets` must be typed again."""

    differences: list[Difference] = field(default_factory=list)
    ticked: list[Ticked] = field(default_factory=list)
    undisputed: list[tuple[str, str]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


def conflict_page(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    """409: both versions side by side; the form sends what is chosen, on the version that stands now."""
    row: Versioned = conflict.row
    row.refresh_from_db()
    name = f"{row._meta.model_name}."
    last = Event.objects.filter(name__startswith=name, subject_id=row.pk, by__isnull=False).first()
    layout = "ui/service_shell.html" if request.path.startswith(SERVICE) else "ui/shell.html"
    comparison = compared(request.POST, row, conflict.offered)
    context = {"row": row, "last": last, "layout": layout, "comparison": comparison}
    return render(request, "ui/conflict.html", context, status=409)


def compared(posted: QueryDict, row: Versioned, offered: Collection[str]) -> Comparison:
    """What was posted against the row as it stands; what the row never records is not written back.

    Only what the form has `offered` to this person is compared: what else was posted is sent again as typed.
    """
    found = Comparison()
    columns = {column.name: column for column in row._meta.concrete_fields}
    lists = {name: values for name, values in row.posted_lists().items() if name in offered}
    for name, values in posted.lists():
        if name in SENT_ANEW:
            continue
        if name in getattr(row, "never_recorded", ()):
            found.secrets += [str(columns[name].verbose_name)] if any(values) else []
        elif name in lists:
            _compare_list(found, row, name, lists[name], [str(value) for value in values])
        elif name in columns and name in offered:
            _compare_column(found, row, columns[name], str(values[-1]))
        else:
            found.undisputed += [(name, str(value)) for value in values]
    for name in lists.keys() - posted.keys():
        _compare_list(found, row, name, lists[name], [])
    return found


def _compare_list(found: Comparison, row: Versioned, name: str, theirs: list[str], mine: list[str]) -> None:
    label = row.label_of(name)
    found.undisputed += [(name, value) for value in mine if value in theirs]
    for value in sorted(set(theirs) ^ set(mine)):
        found.ticked.append(Ticked(name, label, value, row.word_for(name, value), value in mine))


def _compare_column(found: Comparison, row: Versioned, column: "models.Field[Any, Any]", mine: str) -> None:
    now = column.value_from_object(row)
    written = "" if now is None else str(now)
    if mine.strip() == written:
        found.undisputed.append((column.name, mine))
        return
    theirs = Version(written, _shown(row, column, now))
    found.differences.append(
        Difference(column.name, str(column.verbose_name), theirs, Version(mine, _shown(row, column, mine)))
    )


def _shown(row: Versioned, column: "models.Field[Any, Any]", value: Any) -> str:
    """A value as the page writes it: the label of a choice, a French date, the name of a row."""
    try:
        read = column.to_python(value)
    except ValidationError:
        return str(value)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(read, read or ""))
    if isinstance(read, date):
        return f"{read:%d/%m/%Y}"
    if column.is_relation and read:
        return _named(column.related_model, read, row)
    return "" if read is None else str(read)


def _named(model: Any, key: Any, row: Versioned) -> str:
    """A row of the same member, or one that all members share (a centre); a stranger's has no name here."""
    same_member = {"member_id": getattr(row, "member_id", None)} if hasattr(model, "member_id") else {}
    return str(model._base_manager.filter(pk=key, **same_member).first() or "")
