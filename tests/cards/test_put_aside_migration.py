"""What accounting had to look at was told by two verbs; what they wrote keeps its words under the name of now."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from egide.common.models import Event
from egide.ui.templatetags.history import deed

BEFORE, AFTER = [("cards", "0001_initial")], [("cards", "0002_put_aside")]


def at(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return (
        executor.loader.project_state([*targets, ("common", "0001_initial")]).apps.get_model("common", "Event").objects
    )


@pytest.mark.django_db(transaction=True)
def test_the_histories_of_before_say_what_was_done() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        events = at(BEFORE)
        for rank, name in enumerate(("cardpayment.hold", "cardnotice.set_aside", "bankline.set_aside")):
            events.create(name=name, subject_id=rank)
        at(AFTER)
        told = [deed(event) for event in Event.objects.order_by("subject_id")]
        assert told == ["Paiement par carte à vérifier", "Avis mis de côté", "Ligne écartée"]
        names = at(BEFORE).order_by("subject_id").values_list("name", flat=True)
        assert list(names) == ["cardpayment.hold", "cardnotice.set_aside", "bankline.set_aside"]
    finally:
        at(latest)
