"""docs/etats.md is made from the workflows: this test keeps it true (and writes it when ETATS=1)."""

import os
from pathlib import Path

from django.apps import apps

from egide.common.workflow import transitions_of

PAGE = Path("docs/etats.md")


def states_page() -> str:
    lines = ["# États", "", "Page faite à partir des modèles : `ETATS=1 pytest tests/test_states_page.py`.", ""]
    for model in apps.get_models():
        if moves := transitions_of(model):
            lines += [f"## {str(model._meta.verbose_name).capitalize()}", "", "| de | verbe | à |", "|---|---|---|"]
            for move in moves:
                sources = ", ".join(str(source.label) for source in move.sources)
                targets = ", ".join(str(target.label) for target in move.targets)
                lines.append(f"| {sources} | {move.label} (`{move.name}`) | {targets} |")
            lines.append("")
    return "\n".join(lines)


def test_the_page_says_what_the_workflows_do() -> None:
    if os.environ.get("ETATS"):
        PAGE.write_text(states_page())
    assert PAGE.read_text() == states_page()
