"""The pages of docs/ say what is: their links lead somewhere, their names exist, their form is one."""

import re
from pathlib import Path

import pytest

PAGES = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md"), *Path("deploy").glob("*.md")])
DECISIONS = sorted(Path("docs/decisions").glob("*.md"))
READING = Path("docs/lire-une-fonction.md")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_link_leads_to_a_file_of_the_tree(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_file_named_in_a_page_exists(page: Path) -> None:
    named = re.findall(r"`((?:egide|tests|docs|config|deploy|bin|bench)/[\w/.-]+)`", page.read_text())
    assert [name for name in named if not Path(name).exists()] == []


def test_the_reading_names_what_the_linked_files_define() -> None:
    """« `cancellation` » after a link is a name of that file, so that a newcomer finds it by searching."""
    text = READING.read_text()
    named = re.findall(r"\]\(\.\./([\w/]+\.py)\), `(\w+)`", text)
    assert len(named) >= 3
    for path, name in named:
        assert re.search(rf"^\s*(?:def|class) {name}\b", Path(path).read_text(), re.MULTILINE), f"{path}: {name}"


def test_the_map_of_the_readme_is_the_tree() -> None:
    told = set(re.findall(r"^    egide/(\w+)/ ", Path("README.md").read_text(), re.MULTILINE))
    assert told == {path.parent.name for path in Path("egide").glob("*/__init__.py")}


def test_decisions_are_one_series_told_in_one_form() -> None:
    assert [path.stem for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text()
        assert text.startswith(f"# {path.stem}. "), path
        parts = re.findall(r"^\*\*(.+?)\.\*\* ", text, re.MULTILINE)
        assert parts == ["Contexte", "Décision", "Conséquences"], path
