"""The rows of a list: the same markup as their template, the words of each row escaped, its shape its own."""

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.safestring import mark_safe
from pytest_django import Settings

from egide.employees.models import Employee
from egide.members.models import Member
from egide.ui.stencils import fill
from tests import factories

ROW = '{% if may %}<i title="{{ row.name }}">50 %</i>{% endif %}{{ row.name }}{% if row.late %} en retard{% endif %}'


@pytest.fixture
def template(tmp_path: Path, settings: Settings) -> str:
    (tmp_path / f"{tmp_path.name}.html").write_text(ROW)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return f"{tmp_path.name}.html"


@pytest.mark.parametrize("name", ["Zoé", "<script>", 'L’« O’Hara » & "fils" 100 % %(name)s', "\\1 {name}"])
@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("may", [True, False])
def test_a_row_is_what_its_template_would_have_drawn(template: str, name: str, late: bool, may: bool) -> None:
    row = {"name": name, "late": late}
    assert fill(template, [row], {"may": may}) == render_to_string(template, {"row": row, "may": may})


def test_what_is_marked_safe_stays_and_no_row_keeps_a_word_of_another(template: str) -> None:
    rows: list[dict[str, Any]] = [{"name": mark_safe("<b>Paul</b>"), "late": False}, {"name": "", "late": True}]
    assert fill(template, rows, {"may": False}) == "<b>Paul</b> en retard"


@pytest.mark.parametrize(
    "written", ["{{ row.name|upper }}", "{{ row.name|slice:'1:' }}", "{% if row.name %}?{% endif %}"]
)
def test_a_template_that_works_on_a_word_is_refused(template: str, written: str, settings: Settings) -> None:
    (Path(settings.TEMPLATES[0]["DIRS"][0]) / template).write_text(written)
    with pytest.raises(TypeError):
        fill(template, [{"name": "Paul"}], {})


def test_a_name_that_is_markup_is_shown_as_it_was_typed(as_martine: Client, ours: Member) -> None:
    factories.a_complete_employee(ours, "<b>Gras</b> 100 %s")
    page = as_martine.get("/adherents/10042/mes-salaries/").content.decode()
    assert Employee.objects.filter(last_name="<b>Gras</b> 100 %s").exists()
    assert "&lt;b&gt;Gras" in page
    assert "<b>Gras" not in page
