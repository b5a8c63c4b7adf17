"""What narrows the late invoices: a member or a number; what leaves next, what was reminded, what is held."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from egide.dunning.rules import to_send
from egide.members.models import Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField


class DunningFilters(Filters):
    q = SearchField("Rechercher une facture en retard", "Adhérent, n° de facture")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "En retard"),
            Chip("a-envoyer", "À relancer", "warn", "clock"),
            Chip("relancees", "Déjà relancées", "info", "mail"),
            Chip("suspendues", "Suspendues", "", "ban"),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        condition = conditions().get(self.asked("etat"))
        found = self._found(rows)
        return found.filter(condition) if condition else found

    def counts(self, rows: Any) -> dict[str, int]:
        counted = {name: Count("pk", filter=condition) for name, condition in conditions().items()}
        found = self._found(rows).order_by().aggregate(all=Count("pk"), **counted)
        return {"": found.pop("all"), **found}

    def _found(self, rows: Any) -> Any:
        words = self.asked("q").strip()
        if not words:
            return rows
        return rows.filter(Q(number__icontains=words) | Q(member__in=Member.objects.keys_matching(words)))


def conditions() -> dict[str, Q]:
    """Each chip as a condition on the rows of `egide.dunning.rules.late`."""
    return {
        "a-envoyer": to_send(timezone.localdate()),
        "relancees": Q(reached__gt=0),
        "suspendues": Q(hold_id__isnull=False),
    }
