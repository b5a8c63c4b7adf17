"""« Défaire »: a verb that puts a row back as it was before another verb, from what the Event of that one kept."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder as Json

from egide.common.errors import Refused
from egide.common.events import Actor, Changes, history_of
from egide.common.workflow import Transition, Verb, verb

# How many moves back one looks: what is undone was done a moment ago.
RECENT = 5


def undoes(
    *moves: Callable[..., Changes | None], label: str, told: str, first: Callable[[], None] | None = None
) -> Callable[[Verb], Verb]:
    """Declare a model method as the way back from any of `moves`, which are transitions of the same model.

    The method says what else must be given back (a moment, a place) and refuses once it is too late; the
    columns that the move had changed, the state among them, get their former values.
    """
    undone: tuple[Transition, ...] = tuple(vars(move)["transition"] for move in moves)
    moved_to = tuple(dict.fromkeys(target for move in undone for target in move.targets))
    came_from = tuple(dict.fromkeys(source for move in undone for source in move.sources))
    names = tuple(move.name for move in undone)

    def decorate(method: Verb) -> Verb:
        @verb(told, first=first)
        @wraps(method)
        def go_back(row: Any, /, *args: Any, by: Actor, **details: Any) -> Changes | None:
            if row.state not in moved_to:
                raise Refused(f"{label} : impossible quand l’état est « {row.get_state_display()} ».")
            changes = method(row, *args, by=by, **details)
            _restore(row, names)
            return changes

        vars(go_back)["transition"] = Transition(method.__name__, moved_to, came_from, label)
        return cast(Verb, go_back)

    return decorate


def _restore(row: Any, names: tuple[str, ...]) -> None:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    done = _still_shown(row, [f"{row._meta.model_name}.{name}" for name in names])
    for name, (old, _) in done.items():
        setattr(row, name, columns[name].to_python(old))


def _still_shown(row: Any, names: list[str]) -> Changes:
    """What the last of these moves changed, as long as the row is as it left it (one undone is not)."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for event in history_of(row).filter(name__in=names)[:RECENT]:
        changes: Changes = {name: change for name, change in event.changes.items() if name in columns}
        if all(_same(columns[name], new, getattr(row, name)) for name, (_, new) in changes.items()):
            return changes
    raise Refused("Cela a changé depuis : il n’y a plus rien à défaire.")


def _same(column: Any, one: Any, other: Any) -> bool:
    return _kept(column, one) == _kept(column, other)


def _kept(column: Any, value: Any) -> str:
    """A value as an Event keeps it: to the millisecond, and here in one time zone and always with its fraction."""
    value = column.to_python(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    return json.dumps(value, cls=Json)
