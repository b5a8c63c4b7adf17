"""What narrows Mes factures: words, group, year, type."""

from typing import Any

from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet, Year
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

    def __init__(self, *args: Any, by_year: list[Year]) -> None:
        self.by_year = by_year
        super().__init__(*args)

    def prepare(self) -> None:
        field = self.fields["annee"]
        if isinstance(field, MenuField):
            field.offer([(str(row.year), str(row.year)) for row in self.by_year])
        every, to_pay, paid = (sum(getattr(row, n) for row in self.by_year) for n in ("papers", "to_pay", "paid"))
        self.counts = {"": every, "a-regler": to_pay, "acquittees": paid, "avoirs": every - to_pay - paid}
        self.count("groupe", self.counts)

    def narrow(self, rows: InvoiceQuerySet) -> InvoiceQuerySet:
        """`rows` come from `by_group`."""
        if (group := GROUPS.get(self.asked("groupe"))) is not None:
            rows = rows.in_group(group)
        if year := self.asked("annee"):
            rows = rows.filter(issued_on__year=year)
        if kind := self.asked("type"):
            rows = rows.filter(kind=kind)
        return rows.matching(self.asked("q"))
