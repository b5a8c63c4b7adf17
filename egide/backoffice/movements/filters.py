"""What narrows the movements: arrivals or departures, an employee or a member, a centre, a category."""

from django.db.models import Q

from egide.backoffice.movements.rows import Movements, declared_at
from egide.centres.queries import open_centres
from egide.common.search import words_begin
from egide.employees.queries import GONE
from egide.members.models import Member
from egide.regulation import Category
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField

KINDS = {"arrivees": ~GONE, "sorties": GONE}


class MovementFilters(Filters):
    q = SearchField("Rechercher", "Salarié, entreprise, n° d’adhérent")
    genre = ChipsField(
        "Filtrer les mouvements",
        [
            Chip("", "Tous"),
            Chip("arrivees", "Arrivées", "ok", "user-plus"),
            Chip("sorties", "Sorties", "danger", "user-minus"),
        ],
    )
    lieu = MenuField("Centre", "Tous les centres")
    categorie = MenuField("Catégorie", "Toutes catégories", [(c.value, c.value) for c in Category])

    def prepare(self) -> None:
        field = self.fields["lieu"]
        if isinstance(field, MenuField):
            field.offer([(str(centre.pk), centre.name) for centre in open_centres()])

    def narrow(self, rows: Movements) -> Movements:
        """The oldest declaration first."""
        rows = self.narrow_but_kind(rows).filter(KINDS.get(self.asked("genre"), Q()))
        return rows.order_by(declared_at(), "pk")

    def narrow_but_kind(self, rows: Movements) -> Movements:
        if words := self.asked("q"):
            rows = rows.filter(words_begin("search_key", words) | Q(member__in=Member.objects.keys_matching(words)))
        if centre := self.asked("lieu"):
            rows = rows.filter(member__centre_id=int(centre))
        return rows.filter(category=self.asked("categorie")) if self.asked("categorie") else rows
