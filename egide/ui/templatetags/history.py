"""What happened, for people: the verb in French, then each change from old to new."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.apps import apps
from django.db import models

from egide.common.french import NBSP, shown_euros
from egide.common.models import Event
from egide.common.workflow import label_of

register = template.Library()


@dataclass(frozen=True)
class Change:
    """One line of a history, in the words of the model."""

    label: str
    old: str
    new: str


@register.filter
def changes(event: Event) -> list[Change]:
    """What changed, with the French names of the columns; states and choices by their labels."""
    model = _model(event.name.partition(".")[0])
    if model and _is_birth(model, event):
        return []  # its label says enough
    found = []
    for name, (old, new) in event.changes.items():
        column = _column(model, name) if model else None
        if name in HIDDEN or isinstance(new, dict) or (column is not None and column.is_relation):
            continue
        change = Change(_label(column, name), _said(column, old), _said(column, new))
        found += [change] if change.old != change.new else []
    return found


@register.filter
def deed(event: Event) -> str:
    """What was done, in the words of the verb that wrote it."""
    name, _, done = event.name.partition(".")
    model = _model(name)
    return (label_of(model, done) if model else "") or "Enregistrement"


HIDDEN = {"search_key", "names_key", "nir_print", "physician_set_on"}
TRANSLATED = {
    "determinants": "déterminants",
    "nir": "n° de sécurité sociale",
    "line": "ligne",
    "invoice": "facture",
    "reason": "motif",
    "refund": "remboursement",
    "credit_note": "avoir",
    "second_factor": "second facteur",
    "new_address": "adresse",
}


def _is_birth(model: Any, event: Event) -> bool:
    """A column that is never null had no value before."""
    columns = ((_column(model, name), old) for name, (old, _) in event.changes.items())
    return any(old is None and column is not None and not column.null for column, old in columns)


def _model(name: str) -> type[models.Model] | None:
    return next((model for model in apps.get_models() if model._meta.model_name == name), None)


def _column(model: Any, name: str) -> Any:
    return next((f for f in model._meta.concrete_fields if f.attname == name), None)


def _label(column: Any, name: str) -> str:
    return str(column.verbose_name) if column is not None else TRANSLATED.get(name, name)


def _said(column: Any, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(word).replace("_", " ") for word in value)
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str) and isinstance(column, models.DateField) and value:
        return f"{datetime.fromisoformat(value):%d/%m/%Y}"
    if isinstance(column, models.DecimalField) and value not in (None, ""):
        return shown_euros(Decimal(value)).removesuffix(f"{NBSP}€")
    return "" if value is None else str(value)
