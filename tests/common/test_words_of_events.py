"""Every fact that the house can write down has its French words: no history says « Enregistrement »."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from egide.common.models import Event
from egide.common.workflow import label_of, transitions_of
from egide.ui.templatetags.history import deed


def facts() -> Iterator[str]:
    """`model.verb`: what the verbs write of themselves, and what is handed to `record` by name."""
    for model in apps.get_models():
        for name in dir(model):
            if hasattr(getattr(model, name, None), "__wrapped__") and hasattr(getattr(model, name), "label"):
                yield f"{model._meta.model_name}.{name}"
    for path in Path("egide").rglob("*.py"):
        for part in ast.walk(ast.parse(path.read_text())):
            if isinstance(part, ast.ClassDef):
                yield from (f"{part.name.lower()}.{verb}" for verb in recorded_in(part))


def recorded_in(part: ast.ClassDef) -> Iterator[str]:
    for call in ast.walk(part):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "record":
            yield from (one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


@pytest.mark.parametrize("name", sorted(set(facts())))
def test_every_fact_has_its_words(name: str) -> None:
    assert deed(Event(name=name)) not in ("", "Enregistrement")


def test_the_facts_are_really_found() -> None:
    assert {"theme.remove", "appointment.undo_answer", "visit.record", "user.introduce"} <= set(facts())


def test_histories_tell_what_was_done_not_what_the_button_says() -> None:
    moves = [(model, move) for model in apps.get_models() for move in transitions_of(model)]
    assert len(moves) > 25
    assert [move.label for model, move in moves if label_of(model, move.name) == move.label] == []
