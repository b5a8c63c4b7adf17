"""The rules of the house: each one fails the build, none needs a reviewer to remember it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

from egide.members.models import Owned
from tests.office import PAGES
from tests.unbroken import breaks, mended, sources

SHARED_MODELS = {
    "Absence", "AccessLog", "AccessRules", "Alert", "BankLine", "BankStatement", "CardNotice", "Centre", "CsvLayout",
    "DeclarationCampaign", "Delegate", "DelegateUser", "Document", "DocumentVersion",
    "DebitBatch", "DebitFile", "DuesRun", "DunningLevel", "Erasure", "Event", "Heartbeat", "InitialPassword",
    "InvoiceSeries", "MailChoices", "MandateRequest", "Member", "NoticePrint", "OpeningRange", "Outbox",
    "Physician", "PhysicianFeed", "Room", "Service", "Submission", "Tariff", "Theme", "ThrottleCounter",
    "TrustedDevice", "User", "VisitType",
}  # fmt: skip
SOURCES = [path for path in sorted(Path("egide").rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted(Path("egide").rglob("*.html"))
COLUMNS = 120
each_source = pytest.mark.parametrize("path", SOURCES, ids=str)
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=str)


def test_imports_only_go_down() -> None:
    assert lint_imports() == 0


@pytest.mark.parametrize("path", [p for p in SOURCES if "portal" in p.parts], ids=str)
def test_the_portal_never_opens_a_table_itself(path: Path) -> None:
    doors = {"objects", "_base_manager", "_default_manager"}
    tree = ast.walk(ast.parse(path.read_text()))
    found = [node.lineno for node in tree if isinstance(node, ast.Attribute) and node.attr in doors]
    assert not found, f"{path}: start from request.member, not from Model.objects (lines {found})"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name != "workflow.py"], ids=str)
def test_only_the_workflow_moves_a_state(path: Path) -> None:
    """Neither by an assignment in any of its forms, nor by `setattr`, nor past the model by a query."""
    found = [] if path.name == "stages.py" else list(state_writes(ast.parse(path.read_text())))
    assert not found, f"{path}: a state moves by its transition (lines {found})"


WRITES = {"update", "bulk_update", "update_or_create", "get_or_create", "create", "execute", "raw"}


def state_writes(tree: ast.AST) -> Iterator[int]:
    """The lines that write a `state` column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            yield node.lineno
        if isinstance(node, ast.Call):
            words = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            named = {keyword.arg for keyword in node.keywords}
            sql = any(re.search(r"(?i)update\b.*\bstate\b", word) for word in words if isinstance(word, str))
            if (called in WRITES and ("state" in named | words or sql)) or (called == "setattr" and "state" in words):
                yield node.lineno


@pytest.mark.parametrize(
    "written",
    [
        "row.state = x", "row.state, other = x, y", "row.state: str = x", "row.state += x",
        "for row.state in rows: pass", "setattr(row, 'state', x)", "rows.update(state=x)",
        "rows.update(**{'state': x})",
        "Row.objects.create(state=x)", "Row.objects.bulk_update(rows, ['state'])",
        "Row.objects.update_or_create(pk=1, defaults={'state': x})", "cursor.execute('UPDATE rows SET state = 1')",
    ],
)  # fmt: skip
def test_no_way_of_writing_a_state_escapes(written: str) -> None:
    assert list(state_writes(ast.parse(written)))


@pytest.mark.parametrize("read", ["x = row.state", "rows.filter(state=x)", "row.state == x", "del row.cached"])
def test_reading_a_state_is_free(read: str) -> None:
    assert not list(state_writes(ast.parse(read)))


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name == "reactions.py"], ids=str)
def test_a_reaction_only_writes_rows(path: Path) -> None:
    tree = list(ast.walk(ast.parse(path.read_text())))
    assert not [node for node in tree if isinstance(node, ast.Import)]
    for source in [str(node.module) for node in tree if isinstance(node, ast.ImportFrom)]:
        known = (
            r"egide\.\w+\.(models|facts)|egide\.appointments(\.calendars)?|egide\.library\.opening|egide\.common\.\w+|egide\.members\.rights"
            r"|egide\.notifications(\.outbox|\.topics)?"
        )
        assert re.fullmatch(known, source), source


def test_every_model_belongs_to_a_member_or_is_declared_shared() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("egide.")]
    assert {model.__name__ for model in ours if not issubclass(model, Owned)} == SHARED_MODELS


@pytest.mark.parametrize("face", ["portal", "backoffice"])
def test_every_view_names_its_right(face: str) -> None:
    views = [page for _, faces, page in PAGES if face in faces]
    assert views
    assert [page.name for page in views if not getattr(page.callback, "right", None)] == []


@each_template
def test_a_template_runs_under_a_strict_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text), path


@each_template
def test_a_template_reads_without_scrolling_sideways(path: Path) -> None:
    wide = [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > COLUMNS]
    assert not wide, f"{path}: cut these lines between two attributes, never inside a text: {wide}"


@pytest.mark.parametrize("path", sources(), ids=str)
def test_no_line_of_french_begins_with_a_colon(path: Path) -> None:
    text = path.read_text()
    lines = [text.count("\n", 0, place) + 1 for place in breaks(path, text)]
    assert not lines, f"{path}: U+00A0 before « : ; ? ! » and inside « » (`make fix` puts it) on lines {lines}"


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("page.html", '<p class="a : b" title="a : b">x : {{ y|default:"a : b" }} ; {% t "c : d" %}{# e : f #}', 5),
        ("page.html", "« {{ name }} »", 2),
        ("module.py", '"""Says : why."""\nx = f"« {a} » : {b} ?"\ny = r" ?:"\nz = {1 : 2}\n', 4),
        ("paper.typ", "// as : it is\n[Accès : #if a != b [nulle part]]", 1),
        ("page.js", 'open ? "Fermer : tout" : "Ouvrir"', 1),
    ],
)
def test_only_what_people_read_is_kept_from_breaking(name: str, text: str, count: int) -> None:
    path = Path(name)
    assert len(breaks(path, text)) == count
    assert breaks(path, mended(path, text)) == []


@each_template
def test_every_posted_form_carries_its_secret(path: Path) -> None:
    text = path.read_text()
    posted = len(re.findall(r'<form[^>]*method="(?:post|\{\{)', text))
    assert posted <= text.count("{% form_token %}") + text.count("{% csrf_token %}") + text.count("{% slot body %}")


def test_every_verb_has_its_french_words() -> None:
    """Histories say what was done with them; `verb` asks for them, this checks that they are words."""
    labels = [label for model in apps.get_models() for label in _labels(model)]
    assert len(labels) > 50
    assert [label for label in labels if not re.fullmatch(r"[A-ZÉ][a-zéèêàçôîûï’' -]+", label)] == []


def _labels(model: type) -> list[str]:
    members = (vars(cls).values() for cls in model.__mro__)
    return [
        member.label
        for group in members
        for member in group
        if callable(member) and isinstance(getattr(member, "label", None), str)
    ]
