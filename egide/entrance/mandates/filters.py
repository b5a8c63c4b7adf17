"""What narrows Mes adhérents: words, what waits, what is to be paid."""

from egide.common.search import folded
from egide.entrance.mandates.rows import Row
from egide.ui.filters import Chip, ChipsField, Filters, SearchField


class MandateFilters(Filters):
    q = SearchField("Rechercher un adhérent", "N°, raison sociale, SIREN")
    afaire = ChipsField(
        "Filtrer",
        [
            Chip("", "Tous"),
            Chip("a-traiter", "À traiter", "warn", "alert-triangle"),
            Chip("a-regler", "À régler", "", "receipt"),
            Chip("a-declarer", "Déclaration à attester", "", "file-invoice"),
        ],
    )

    def narrow(self, rows: list[Row]) -> list[Row]:
        """Counts are those of the words typed, as the chips are chosen after them."""
        words = folded(self.asked("q")).split()
        found = [row for row in rows if all(word in row.member.search_key for word in words)]
        waiting, owing = [row for row in found if row.waits], [row for row in found if row.due]
        declaring = [row for row in found if row.declares]
        kinds = {"a-traiter": waiting, "a-regler": owing, "a-declarer": declaring}
        self.count("afaire", {"": len(found), **{word: len(rows) for word, rows in kinds.items()}})
        return kinds.get(self.asked("afaire"), found)
