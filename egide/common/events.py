"""What happened, to what, by whom: one row per fact, and the only trigger of side effects."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet

from egide.common.models import Event

Actor: TypeAlias = AbstractBaseUser | None
Changes: TypeAlias = dict[str, list[Any]]
Reaction: TypeAlias = Callable[[Event], None]

_reactions: dict[str, list[Reaction]] = defaultdict(list)


def react_to(*names: str) -> Callable[[Reaction], Reaction]:
    """Declare what follows from a fact. It runs inside the verb's transaction, so it may only write rows:
    what must leave the house goes through an outbox row, which lives or dies with the fact itself."""

    def register(reaction: Reaction) -> Reaction:
        for name in names:
            _reactions[name].append(reaction)
        return reaction

    return register


def record(subject: Model, verb: str, *, by: Actor, changes: Changes, label: str = "") -> Event:
    """Write down that `verb` happened to `subject`, then let everybody who listens react."""
    event = Event.objects.create(
        name=f"{subject._meta.model_name}.{verb}",
        subject_id=subject.pk,
        member_id=getattr(subject, "member_id", None),
        by_id=by.pk if by else None,
        label=label or str(subject)[:200],
        changes=changes,
    )
    for reaction in _reactions[event.name]:
        reaction(event)
    return event


def history_of(row: Model) -> QuerySet[Event]:
    """The facts of this row, the latest first."""
    name = f"{row._meta.model_name}."
    return Event.objects.filter(name__startswith=name, subject_id=row.pk).select_related("by")
