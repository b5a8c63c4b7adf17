"""What narrows the lines of statements: words, an amount, and where they stand."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from egide.backoffice.invoicing.filters import amount_typed, members_named
from egide.banking.models import BankLine
from egide.ui.filters import Chip, ChipsField, Filters, SearchField

STATES = {
    "": [BankLine.State.TO_MATCH],
    "deja-lues": [BankLine.State.SEEN_BEFORE],
    "rapprochees": [BankLine.State.MATCHED],
    "ecartees": [BankLine.State.SET_ASIDE],
    "sorties": [BankLine.State.OUTGOING, BankLine.State.SENT_BACK],
}


class LineFilters(Filters):
    q = SearchField("Rechercher une ligne", "Libellé, donneur d’ordre, montant, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "À rapprocher", "warn", "clock"),
            Chip("deja-lues", "Déjà lues", "info", "copy"),
            Chip("rapprochees", "Rapprochées", "ok", "check"),
            Chip("ecartees", "Écartées", "", "ban"),
            Chip("sorties", "Sorties"),
        ],
    )

    def narrow(self, rows: QuerySet[BankLine]) -> QuerySet[BankLine]:
        return self._found(rows).filter(state__in=STATES[self.asked("etat")])

    def counts(self, rows: QuerySet[BankLine]) -> dict[str, int]:
        counted = {f"n{rank}": Count("pk", filter=Q(state__in=states)) for rank, states in enumerate(STATES.values())}
        found: dict[str, Any] = self._found(rows).order_by().aggregate(**counted)
        return {name: found[f"n{rank}"] for rank, name in enumerate(STATES)}

    def _found(self, rows: QuerySet[BankLine]) -> QuerySet[BankLine]:
        words = self.asked("q").strip()
        if not words:
            return rows
        found = Q(text__icontains=words) | Q(name__icontains=words)
        found |= Q(payment__member__in=members_named(words))
        amount = amount_typed(words)
        return rows.filter(found | Q(amount=amount) if amount is not None else found)
