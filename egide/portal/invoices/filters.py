"""What narrows Mes factures: words, group, year, type."""

from collections.abc import Iterable
from typing import Any

from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField

GROUPS = {"a-regler": 0, "acquittees": 1, "avoirs": 2}  # value in the address → `group` of the rows


class InvoiceFilters(Filters):
    q = SearchField("Rechercher une facture", "N° ou période")
    groupe = ChipsField(
        "Filtrer par groupe",
        [
            Chip("", "Toutes"),
            Chip("a-regler", "À régler", "warn", "clock"),
            Chip("acquittees", "Acquittées", "ok", "circle-check"),
            Chip("avoirs", "Avoirs"),
        ],
    )
    annee = MenuField("Année", "Toutes les années")
    type = MenuField("Type", "Tous les types", Invoice.Kind.choices)

    def __init__(self, *args: Any, years: Iterable[int]) -> None:
        self.years = [(str(year), str(year)) for year in years]
        super().__init__(*args)

    def prepare(self) -> None:
        field = self.fields["annee"]
        if isinstance(field, MenuField):
            field.offer(self.years)

    def narrow(self, rows: InvoiceQuerySet) -> InvoiceQuerySet:
        """`rows` come from `by_group`."""
        if (group := GROUPS.get(self.asked("groupe"))) is not None:
            rows = rows.in_group(group)
        if year := self.asked("annee"):
            rows = rows.filter(issued_on__year=year)
        if kind := self.asked("type"):
            rows = rows.filter(kind=kind)
        return rows.matching(self.asked("q"))
