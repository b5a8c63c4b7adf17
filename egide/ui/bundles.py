"""One file a component in css/ and js/, one file served: the pieces are put together in the order of names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(__file__).parent / "assets"
BUNDLES = {"ui/egide.css": ("css", "*.css"), "ui/egide.js": ("js", "*.js")}


def assembled(name: str) -> str:
    """The text of one bundle; comments and indentation of the styles are left out."""
    folder, pattern = BUNDLES[name]
    text = "\n".join(path.read_text() for path in sorted((SOURCES / folder).glob(pattern)))
    if not name.endswith(".css"):
        return text
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


class BundleFinder(BaseFinder):
    """Gives collectstatic and the development server the files that do not stand in the tree."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "assemblage")
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        if path not in BUNDLES:
            return []
        written = self._write(path)
        return [written] if find_all else written

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in BUNDLES:
            self._write(name)
            yield name, self.storage

    def _write(self, name: str) -> str:
        path = Path(self.storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = assembled(name)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
        return str(path)
