"""Verbs: the only way a row is written, and the only place where a `state` column may change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Model, TextChoices

from egide.common.errors import FULL, GONE, NO_SPACE, Conflict, Refused, refused_when_busy
from egide.common.events import Actor, Changes, record
from egide.common.models import Versioned

RowT = TypeVar("RowT", bound=Model)
Done = TypeVar("Done", bound=Callable[..., None])
Verb = TypeVar("Verb", bound=Callable[..., Changes | None])


@dataclass(frozen=True)
class Transition:
    """A move of the workflow: `name` is the verb, `label` its French button; only a way back has several targets."""

    name: str
    sources: tuple[TextChoices, ...]
    targets: tuple[TextChoices, ...]
    label: str


def verb(label: str, *, first: Callable[[], None] | None = None) -> Callable[[Verb], Verb]:
    """Declare a model method as an edit, or as the creation of a row that is not saved yet.

    `label` is the verb in French, as the histories say it. The method sets fields and never saves; what it
    returns is added to the changes that the Event keeps (for what lives in other rows). `first` is called in the
    transaction before any row is locked: verbs that touch the same rows of others wait there for their turn.
    """

    def decorate(method: Verb) -> Verb:
        @wraps(method)
        def act(row: Any, /, *args: Any, by: Actor, **details: Any) -> None:
            try:
                with refused_when_busy(), _written_down(row, method.__name__, by=by, first=first) as told:
                    told.update(method(row, *args, by=by, **details) or {})
            except OSError as error:  # a file that the row keeps
                if error.errno in NO_SPACE:
                    raise Refused(FULL) from error
                raise

        vars(act).update(label=label, first=first)
        return cast(Verb, act)

    return decorate


def transition(
    *sources: TextChoices, to: TextChoices, label: str, told: str, first: Callable[[], None] | None = None
) -> Callable[[Verb], Verb]:
    """Declare a model method as a move from one of `sources` to `to`.

    `label` is its button (« Accorder le mandat »), `told` what the histories say once done (« Mandat accordé »),
    `first` as for `verb`.
    """

    def decorate(method: Verb) -> Verb:
        @verb(told, first=first)
        @wraps(method)
        def move(row: Any, /, *args: Any, by: Actor, **details: Any) -> Changes | None:
            if row.state not in sources:
                raise Refused(f"{label} : impossible quand l’état est « {row.get_state_display()} ».")
            changes = method(row, *args, by=by, **details)
            row.state = to
            return changes

        vars(move)["transition"] = Transition(method.__name__, sources, (to,), label)
        return cast(Verb, move)

    return decorate


def told_as(label: str) -> Callable[[Done], Done]:
    """The French words of a method that writes its own Event, as the row is no more when it ends."""

    def decorate(method: Done) -> Done:
        vars(method)["label"] = label
        return method

    return decorate


def transitions_of(model: type[Model]) -> list[Transition]:
    members = (vars(cls).values() for cls in reversed(model.__mro__))
    return [m.transition for group in members for m in group if hasattr(m, "transition")]


def label_of(model: type[Model], name: str) -> str:
    """The French words of one verb of `model`; "" when it has no such verb."""
    return str(getattr(getattr(model, name, None), "label", ""))


def opened_on(row: RowT, version: int | None) -> RowT:
    """Remember the version a form was opened on; the next verb refuses if the row has moved since."""
    vars(row)["expected_version"] = version
    return row


@contextmanager
def _written_down(row: Model, name: str, *, by: Actor, first: Callable[[], None] | None) -> Iterator[Changes]:
    """One verb, one transaction: lock, let the method set fields (it never saves), check, save, tell.

    The row is locked and re-read, so two people acting at once cannot both win.
    """
    with transaction.atomic():
        if first is not None:
            first()
        if not (born := row._state.adding):
            expected = vars(row).pop("expected_version", None)
            _locked(row)
            if expected is not None and isinstance(row, Versioned) and row.version != expected:
                raise Conflict(row, expected)
        before = {} if born else _values(row)
        told: Changes = {}
        yield told
        if isinstance(row, Versioned):
            row.version += 1
        _saved(row)
        changes = {k: [before.get(k), new] for k, new in _values(row).items() if before.get(k) != new}
        record(row, name, by=by, changes=changes | told)


def _locked(row: Model) -> None:
    """Against other verbs; whoever only writes a row that points to this one need not wait (`no_key`)."""
    try:
        row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(no_key=True))
    except ObjectDoesNotExist as gone:
        raise Refused(GONE) from gone


def _saved(row: Model) -> None:
    """The database keeps the constraints; they are read one by one only when it refuses, for their sentences.

    Asking for each of them before the save costs a query a constraint, and lets a race through between the answer
    and the save: here the loser of a race gets the same sentence as somebody who was simply late.
    """
    _check(row, exclude=_related(row), validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _check(row)
        raise


def _related(row: Model) -> set[str]:
    """Other rows come as objects, not as typed keys: the database checks that they exist."""
    return {field.name for field in row._meta.concrete_fields if field.is_relation}


def _check(row: Model, **how: Any) -> None:
    """A rule broken inside a verb is a refusal, told with the rule's own sentence."""
    try:
        row.full_clean(**how)
    except ValidationError as broken:
        raise Refused(" ".join(_sentences(row, broken))) from broken


def _sentences(row: Model, broken: ValidationError) -> list[str]:
    """The constraint's own words; what Django says of one column is preceded by its name."""
    found = []
    for name, messages in broken.message_dict.items():
        column = row._meta.get_field(name) if name != NON_FIELD_ERRORS else None
        label = f"{str(column.verbose_name).capitalize()} : " if isinstance(column, models.Field) else ""
        found += [label + message for message in messages]
    return found


def _values(row: Model) -> dict[str, Any]:
    """What an Event may remember of a row: all but its key, its version and its `never_recorded`."""
    left_out: tuple[str, ...] = ("version", *getattr(row, "never_recorded", ()))
    fields = (f for f in row._meta.concrete_fields if not f.primary_key and f.name not in left_out)
    return {f.attname: _recorded(f, row) for f in fields}


def _recorded(field: "models.Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    return str(value) if isinstance(field, models.FileField) else value
