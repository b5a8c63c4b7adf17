"""What narrows the calls of a run: a member, what is still to issue, what lacks something, what differs."""

from typing import Any

from django.db.models import Count, Q

from egide.dues.models import DuesCall
from egide.members.models import Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField

CONDITIONS = {
    "attente": Q(state=DuesCall.State.WAITING),
    "emis": Q(state=DuesCall.State.ISSUED),
    "a-corriger": Q(state=DuesCall.State.SET_ASIDE),
    "nouveaux": Q(previous=None),
}


class CallFilters(Filters):
    q = SearchField("Rechercher un adhérent", "Raison sociale, n° d’adhérent, SIREN")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("attente", "À émettre", "warn", "clock"),
            Chip("emis", "Émis", "ok", "check"),
            Chip("a-corriger", "À corriger", "danger", "alert-circle"),
            Chip("nouveaux", "Jamais appelés"),
        ],
    )

    def narrow(self, calls: Any) -> Any:
        condition = CONDITIONS.get(self.asked("etat"))
        calls = self._found(calls)
        return (calls.filter(condition) if condition else calls).order_by("member__number")

    def counts(self, calls: Any) -> dict[str, int]:
        counted = {name: Count("pk", filter=condition) for name, condition in CONDITIONS.items()}
        found = self._found(calls).order_by().aggregate(all=Count("pk"), **counted)
        return {"": found.pop("all"), **found}

    def _found(self, calls: Any) -> Any:
        words = self.asked("q").strip()
        return calls.filter(member__in=Member.objects.keys_matching(words)) if words else calls
