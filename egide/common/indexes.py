"""Indexes that only one of our databases has, declared so that the other one still does."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import Index, Model


class WordsIndex(GinIndex):
    """Finds a piece of text anywhere in a column: trigrams on PostgreSQL, a plain index elsewhere.

    It brings its own extension (pg_trgm, which the owner of the database may create since PostgreSQL 13), so that
    no migration can forget it.
    """

    def __init__(self, field: str, *, name: str, **options: Any) -> None:
        options = {"fields": (field,), "opclasses": ("gin_trgm_ops",), "name": name, **options}
        super().__init__(**options)
        self.field = field

    def create_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Statement:
        if schema_editor.connection.vendor != "postgresql":
            return Index.create_sql(self, model, schema_editor, **kwargs)
        statement = super().create_sql(model, schema_editor, using=using, **kwargs)
        statement.template = f"CREATE EXTENSION IF NOT EXISTS pg_trgm; {statement.template}"
        return statement

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, _, options = super().deconstruct()
        return path, [self.field], {"name": options["name"]}
