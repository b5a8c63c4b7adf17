"""The size guide of the house and the habits of a module: what is too long is split by capability."""

import ast
import re
from pathlib import Path

import pytest

PYTHON = [
    path
    for folder in ("egide", "config", "bench", "bin", "tests")
    for path in sorted(Path(folder).rglob("*.py"))
    if "migrations" not in path.parts
]
PRODUCT = [path for path in PYTHON if path.parts[0] in {"egide", "config"}]
FACES = [path for path in PRODUCT if path.parts[1] in {"portal", "backoffice", "entrance"}]
DOMAIN = [
    "accounts", "centres", "planning", "members", "employees", "library", "followup", "appointments", "invoicing",
    "retention",
]  # fmt: skip
EVERYWHERE = {"__init__.py", "apps.py", "models.py", "rules.py", "queries.py", "papers.py", "tasks.py"}
LIMITS = [("tests", "*.py", 400), ("egide", "*.html", 150), ("egide/ui/assets/css", "*.css", 200)]
each_file = pytest.mark.parametrize("path", PYTHON, ids=str)


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def span(node: ast.ClassDef | ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", [path for path in PYTHON if path.parts[0] != "tests"], ids=str)
def test_a_module_stays_within_its_size(path: Path) -> None:
    assert length(path) <= (250 if "settings" in path.parts else 300), f"{path}: split it by capability"


@pytest.mark.parametrize(("folder", "pattern", "most"), LIMITS)
def test_tests_templates_and_styles_stay_within_their_size(folder: str, pattern: str, most: int) -> None:
    found = sorted(Path(folder).rglob(pattern))
    assert found
    assert [str(path) for path in found if length(path) > most] == []


def test_no_two_sides_of_a_merge_are_left() -> None:
    """A style sheet forgives such a line in silence: the rules after it are lost, and nothing says so."""
    written = [path for folder in ("egide", "config", "docs", "deploy", "tests") for path in Path(folder).rglob("*.*")]
    texts = [path for path in written if path.suffix in {".py", ".html", ".css", ".js", ".md", ".typ", ".txt", ".toml"}]
    sides = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
    assert [str(path) for path in texts if sides.search(path.read_text())] == []


@each_file
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    if not path.read_text():
        return
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n\n")[0]
    assert re.search(r"\w .*[.?!]$", first, re.DOTALL), f"{path}: say in one sentence what it is for"


@each_file
def test_a_name_of_the_code_is_written_in_ascii(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text()))
    names = [getattr(node, word, None) for node in nodes for word in ("name", "id", "attr", "arg")]
    assert [name for name in names if isinstance(name, str) and not name.isascii()] == []


@pytest.mark.parametrize("path", PRODUCT, ids=str)
def test_a_class_stays_within_two_hundred_lines(path: Path) -> None:
    classes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes if span(node) > 200] == []


@pytest.mark.parametrize("path", FACES, ids=str)
def test_a_view_fits_in_twenty_five_lines(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    views = [node for node in functions if node.args.args and node.args.args[0].arg == "request"]
    assert [node.name for node in views if span(node) > 25] == []


@pytest.mark.parametrize("path", PRODUCT, ids=str)
def test_a_breakdown_is_never_hidden(path: Path) -> None:
    """`except Exception` would make a bug look like an answer."""
    wide = {"", "Exception", "BaseException"}
    handlers = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if (ast.unparse(node.type) if node.type else "") in wide] == []


@pytest.mark.parametrize("path", FACES, ids=str)
def test_a_refusal_is_caught_by_the_one_helper(path: Path) -> None:
    """A refused verb shows its form again, filled: egide/ui/refusals.py does it for all views."""
    handlers = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ExceptHandler)]
    assert [node.lineno for node in handlers if node.type and "Refused" in ast.unparse(node.type)] == []


@pytest.mark.parametrize("name", DOMAIN)
def test_a_domain_package_holds_the_modules_that_the_house_names(name: str) -> None:
    decision = Path("docs/decisions/0009.md").read_text()
    said = re.search(rf"^- {name}\b.*?(?=^- |\n\n)", decision, re.MULTILINE | re.DOTALL)
    allowed = EVERYWHERE | set(re.findall(r"`(\w+\.py)`", said[0] if said else ""))
    assert {path.name for path in Path("egide", name).glob("*.py")} - allowed == set()
