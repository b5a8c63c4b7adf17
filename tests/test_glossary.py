"""One French term, one English name: the glossary and the models say the same."""

import re
from pathlib import Path

from django.apps import apps

ROWS = re.findall(r"^\| ([^|`]+) \| `(\w+)` \|", Path("docs/glossaire.md").read_text(), re.MULTILINE)


def test_every_model_is_in_the_glossary_under_its_french_name() -> None:
    told = {code: term for term, code in ROWS}
    ours = [model for model in apps.get_models() if model.__module__.startswith("egide.")]
    assert {model.__name__: str(model._meta.verbose_name) for model in ours} == told


def test_no_term_has_two_names() -> None:
    terms = [term for term, _ in ROWS]
    assert len(terms) == len(set(terms))
