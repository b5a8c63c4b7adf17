"""What narrows the list of members: anything that is theirs, whether they have left, centre, physician, trade."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from egide.centres.models import Centre, Physician
from egide.members.models import Access, Member
from egide.reference import naf
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField


class MemberFilters(Filters):
    q = SearchField("Rechercher un adhérent", "N°, nom, SIREN, SIRET, salarié, utilisateur, facture…")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("presents", "Adhérents", "", "check"),
            Chip("radies", "Radiés", "danger", "ban"),
            Chip("sans-utilisateur", "Sans utilisateur", "warn", "alert-triangle"),
        ],
    )
    centre = MenuField("Centre", "Tous centres")
    medecin = MenuField("Médecin référent", "Tous médecins")
    metier = MenuField("Activité", "Toutes activités")

    def prepare(self) -> None:
        codes = Member.objects.exclude(naf="").order_by("naf").values_list("naf", flat=True).distinct()
        self._offer("centre", [(str(row.pk), str(row)) for row in Centre.objects.all()])
        self._offer("medecin", [(str(row.pk), str(row)) for row in Physician.objects.all()])
        self._offer("metier", [(code, f"{code} {naf.label(code) or ''}") for code in codes])

    def narrow(self, rows: "QuerySet[Member]") -> "QuerySet[Member]":
        """All filters save the words, which look further than the member's own row (`finding`)."""
        condition = conditions().get(self.asked("etat"))
        rows = self.narrow_but_chip(rows)
        return rows.filter(condition) if condition else rows

    def narrow_but_chip(self, rows: "QuerySet[Member]") -> "QuerySet[Member]":
        for name, column in (("centre", "centre_id"), ("medecin", "physician_id"), ("metier", "naf")):
            if value := self.asked(name):
                rows = rows.filter((column, value))
        return rows

    def show_counts(self, rows: "QuerySet[Member]") -> int:
        """How many of `rows` each chip would leave, in one query; and how many the chip in force leaves."""
        counted = {name: Count("pk", filter=condition) for name, condition in conditions().items()}
        found = rows.order_by().aggregate(all=Count("pk"), **counted)
        by_chip: dict[str, int] = {"": found.pop("all"), **found}
        self.count("etat", by_chip)
        return by_chip[self.asked("etat")]

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, MenuField):
            field.offer(options)


def conditions() -> dict[str, Q]:
    """Each state of the chips as a condition on members."""
    gone = Q(struck_off_on__lte=timezone.localdate())
    with_user = Q(pk__in=Access.objects.filter(revoked_at=None).values("member_id"))
    return {"presents": ~gone, "radies": gone, "sans-utilisateur": ~gone & ~with_user}
