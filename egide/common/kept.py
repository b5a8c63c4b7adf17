"""Rows that nothing changes or deletes, whoever asks: triggers on both databases, declared by the models.

Django's own refusals stop where its managers stop: `bulk_update`, a shell, a console of the database go past them. A
model that lists `guards` has one trigger for each. They step aside while migrations run and come back with the last one
(docs/decisions/0022.md): SQLite rebuilds a table to change a column, and a rebuilt table has lost its triggers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX = "kept_"
POSTGRES = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $kept$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{sentence}';
  END IF;
  RETURN {row};
END $kept$;
CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{sentence}'); END
"""
FOUND = {
    "postgresql": "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
}


@dataclass(frozen=True)
class Guard:
    """What the database refuses of the rows of a table, with `sentence`.

    `when` is SQL over OLD and NEW, where `{changed}` stands for « a column other than `moves` changes », and `{locked}`
    ends the reading of another row: nobody changes that one until this transaction ends.
    """

    event: Literal["INSERT", "UPDATE", "DELETE"]
    sentence: str
    when: str = "1 = 1"
    moves: frozenset[str] = frozenset()


def guarded() -> Iterator[tuple[type[Model], Guard]]:
    """Each guard that a model of the product declares."""
    for model in apps.get_models():
        for guard in getattr(model, "guards", ()):
            yield model, guard


def stand(connection: BaseDatabaseWrapper) -> None:
    """Install the trigger of every guard whose table exists."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for model, guard in guarded():
            if model._meta.db_table in tables:
                cursor.execute(_sql(model, guard, connection.vendor))


def step_aside(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers, those too whose guard has left the code since."""
    with connection.cursor() as cursor:
        for name, table in _found(connection):
            cursor.execute(
                f"DROP TRIGGER {name} ON {table}" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}"
            )


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    tables, found = connection.introspection.table_names(), {name for name, _ in _found(connection)}
    wanted = [_name(model, guard) for model, guard in guarded() if model._meta.db_table in tables]
    return [name for name in wanted if name not in found]


def check_they_stand(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Told by `manage.py check --database default`, and by the next `migrate`, which mends it."""
    lacking = [name for alias in databases or () for name in missing(connections[alias])]
    told = f"Ces gardes de la base manquent : {', '.join(lacking)}. « manage.py migrate » les remet."
    return [Warning(told, id="egide.W001")] if lacking else []


def around_migrations(*, before: bool) -> Any:
    """The receiver of one of Django's two signals; where nothing is to migrate, nothing steps aside."""

    def receive(using: str, plan: Any = (), **_: Any) -> None:
        if not before:
            stand(connections[using])
        elif plan:
            step_aside(connections[using])

    return receive


def _found(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def _name(model: type[Model], guard: Guard) -> str:
    return f"{PREFIX}{model._meta.db_table}_{guard.event.lower()}"


def _sql(model: type[Model], guard: Guard, vendor: str) -> str:
    """No value of a person is in it: names of columns, and sentences of the code."""
    postgres = vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    kept = [f.column for f in model._meta.concrete_fields if f.name not in guard.moves]
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in kept)
    return (POSTGRES if postgres else SQLITE).format(
        name=_name(model, guard),
        table=model._meta.db_table,
        event=guard.event,
        sentence=guard.sentence.replace("'", "''"),
        when=guard.when.format(changed=f"({changed})", locked="FOR SHARE" if postgres else ""),
        row="OLD" if guard.event == "DELETE" else "NEW",
    )
