"""The no-break spaces of French, before « : ; ? ! » and inside « »: found in the sources; mended by `make fix`."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

NO_BREAK = "\u00a0"
BREAKS = re.compile(r"(?<=\S) (?=[:;?»]|!(?!=))|(?<=«) ")
TAG = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}|<!--.*?-->", re.DOTALL)
QUOTED = re.compile(r'"[^"\n]*"')
READ_ALOUD = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')
MASK = "\x01"
Span = tuple[int, int]


def sources() -> list[Path]:
    """Everything of the product in which French is written."""
    kinds = ("*.py", "*.html", "*.txt", "*.typ", "*.js")
    found = [path for kind in kinds for path in Path("egide").rglob(kind)]
    return sorted(path for path in found if path.name not in {"OFL.txt", "LICENCE-ICONES.txt"})


def breaks(path: Path, text: str) -> list[int]:
    """The places of plain spaces at which a line could break inside a French text."""
    spans = list(WHERE[path.suffix](text))
    return [found.start() for found in BREAKS.finditer(text) if any(a <= found.start() < b for a, b in spans)]


def mended(path: Path, text: str) -> str:
    wrong = set(breaks(path, text))
    return "".join(NO_BREAK if place in wrong else letter for place, letter in enumerate(text))


def _of_python(text: str) -> Iterator[Span]:
    """The strings, but neither docstrings nor patterns (raw) nor bytes."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    told = {node.lineno for node in _docstrings(text)}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        said = tokenize.tok_name[token.type] in {"STRING", "FSTRING_MIDDLE"}
        if said and token.start[0] not in told and not re.match(r"[fF]?[rRbB]", token.string):
            yield lines[token.start[0] - 1] + token.start[1], lines[token.end[0] - 1] + token.end[1]


def _docstrings(text: str) -> Iterator[ast.Expr]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            first = node.body[0]
            if isinstance(first, ast.Expr):
                yield first


def _of_template(text: str) -> Iterator[Span]:
    """What stands between tags, the words given to tags, and the attributes that are read aloud or shown."""
    for tag in TAG.finditer(text):
        if tag[0].startswith(("{%", "{{")):
            yield from ((tag.start() + a, tag.start() + b) for a, b in _spans(QUOTED, tag[0]))
    masked = TAG.sub(lambda tag: MASK * len(tag[0]), text)
    begin = 0
    for element in re.finditer(r"<[a-zA-Z/!][^>]*>", masked):
        yield from _unmasked(masked, begin, element.start())
        for value in READ_ALOUD.finditer(element[0]):
            yield from _unmasked(masked, element.start() + value.start(1), element.start() + value.end(1))
        begin = element.end()
    yield from _unmasked(masked, begin, len(masked))


def _unmasked(masked: str, begin: int, end: int) -> Iterator[Span]:
    yield from ((begin + a, begin + b) for a, b in _spans(re.compile(f"[^{MASK}]+"), masked[begin:end]))


def _of_paper(text: str) -> Iterator[Span]:
    """The lines of a Typst template that are no comment."""
    yield from _spans(re.compile(r"^(?!//).*$", re.MULTILINE), text)


def _of_script(text: str) -> Iterator[Span]:
    yield from _spans(QUOTED, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    yield from (found.span() for found in pattern.finditer(text))


WHERE = {
    ".py": _of_python,
    ".html": _of_template,
    ".txt": _of_template,
    ".typ": _of_paper,
    ".js": _of_script,
}

if __name__ == "__main__":
    for source in sources():
        before = source.read_text()
        if (after := mended(source, before)) != before:
            source.write_text(after)
