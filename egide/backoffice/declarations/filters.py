"""What narrows the declarations of a campaign: a member, and where each stands."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from egide.declarations.queries import standing
from egide.members.models import Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField


class DeclarationFilters(Filters):
    q = SearchField("Rechercher un adhérent", "Raison sociale, n° d’adhérent, SIREN")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Toutes"),
            Chip("a-commencer", "À commencer", "", "clock"),
            Chip("en-cours", "En cours", "info", "pencil"),
            Chip("attestees", "Attestées", "ok", "check"),
            Chip("a-corriger", "À corriger", "warn", "alert-triangle"),
            Chip("en-retard", "En retard", "danger", "alert-circle"),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        """`rows` come `with_latest`."""
        condition = standing(self.today).get(self.asked("etat"))
        found = self._found(rows)
        return (found.filter(condition) if condition else found).order_by("member__number")

    def counts(self, rows: Any) -> dict[str, int]:
        counted = {word: Count("pk", filter=condition) for word, condition in standing(self.today).items()}
        found = self._found(rows).order_by().aggregate(all=Count("pk"), **counted)
        return {"": found.pop("all"), **found}

    @property
    def today(self) -> date:
        return timezone.localdate()

    def _found(self, rows: Any) -> Any:
        words = self.asked("q").strip()
        return rows.filter(member__in=Member.objects.keys_matching(words)) if words else rows
