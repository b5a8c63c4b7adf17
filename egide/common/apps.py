"""Plugs in what stands around migrations: the triggers of rows that nothing changes."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class CommonConfig(AppConfig):
    name = "egide.common"

    def ready(self) -> None:
        from egide.common.kept import around_migrations, check_they_stand

        pre_migrate.connect(around_migrations(before=True), sender=self, weak=False)
        post_migrate.connect(around_migrations(before=False), sender=self, weak=False)
        register(check_they_stand, Tags.database)
