"""What narrows Mes documents: words of the title or summary, accents ignored, and the theme."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from egide.common.search import folded
from egide.library.models import Document, Theme
from egide.ui.filters import Filters, MenuField, SearchField


class DocumentFilters(Filters):
    q = SearchField("Rechercher un document", "Titre ou sujet")
    theme = MenuField("Thème", "Tous les thèmes")

    def __init__(self, *args: Any, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        super().__init__(*args)

    def prepare(self) -> None:
        themes = {document.theme_id: document.theme for document in self.documents}
        field = self.fields["theme"]
        if isinstance(field, MenuField):
            field.offer((str(key), str(theme)) for key, theme in themes.items())

    def by_theme(self) -> list[tuple[Theme, list[Document]]]:
        """A library is a few dozen titles: they are read once and narrowed here, the same on every database."""
        words, theme = folded(self.asked("q")).split(), self.asked("theme")
        found = [
            document
            for document in self.documents
            if (not theme or str(document.theme_id) == theme)
            and all(word in folded(document.title, document.summary) for word in words)
        ]
        return [(key, list(group)) for key, group in groupby(found, key=lambda document: document.theme)]
