"""What narrows the lists of what is over: attendance to note, cancellations to decide."""

from datetime import date
from typing import Any

from django.db.models.functions import TruncDate
from django.utils import timezone

from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import State
from egide.backoffice.appointments.search import AppointmentSearch
from egide.centres.queries import open_centres, present_physicians
from egide.common.french import long_date
from egide.ui.filters import MenuField


class AttendanceFilters(AppointmentSearch):
    jour = MenuField("Jour", "Tous les jours")
    lieu = MenuField("Centre", "Tous les centres")
    avec = MenuField("Professionnel", "Tous les professionnels")

    def __init__(self, *args: Any, rows: AppointmentQuerySet) -> None:
        self.rows = rows
        super().__init__(*args)

    def prepare(self) -> None:
        """The days offered are those that have something to show."""
        days: list[date] = sorted(set(self.rows.order_by().values_list(_day(), flat=True)))
        self._offer("jour", [(found.isoformat(), long_date(found)) for found in days])
        self._offer("lieu", [(str(centre.pk), centre.name) for centre in open_centres()])
        self._offer("avec", [(str(one.pk), str(one)) for one in present_physicians()])

    def narrow(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        if day := self.asked("jour"):
            rows = rows.filter(starts_at__date=day)
        if centre := self.asked("lieu"):
            rows = rows.filter(centre_id=int(centre))
        if physician := self.asked("avec"):
            rows = rows.filter(physician_id=int(physician))
        return self.found(rows)

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, MenuField):
            field.offer(options)


class CancellationFilters(AppointmentSearch):
    motif = MenuField(
        "Ce qui s’est passé",
        "Annulations et absences",
        [
            ("annulation", "Annulé par l’entreprise"),
            ("service", "Annulé par le service"),
            ("absence", "Absence non excusée"),
            ("interimaire", "Visite d’un intérimaire"),
        ],
    )

    def narrow(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        if what := self.asked("motif"):
            rows = rows.filter(state=WHAT[what])
        return self.found(rows)


WHAT = {
    "annulation": State.CANCELLED_BY_EMPLOYER,
    "service": State.CANCELLED_BY_SERVICE,
    "absence": State.ABSENT_UNEXCUSED,
    "interimaire": State.HONOURED,  # of the rows that this page shows, those are charged
}
LOST = (State.CANCELLED_BY_EMPLOYER, State.CANCELLED_BY_SERVICE, State.ABSENT_UNEXCUSED)


def by_day(rows: AppointmentQuerySet, *, latest_first: bool) -> AppointmentQuerySet:
    """A day, then its centres one after the other, then the hours."""
    day = _day().desc() if latest_first else _day().asc()
    return rows.order_by(day, "centre__name", "starts_at", "pk")


def _day() -> TruncDate:
    """The day on the clock of the service."""
    return TruncDate("starts_at", tzinfo=timezone.get_current_timezone())


def with_names(rows: AppointmentQuerySet) -> "AppointmentQuerySet":
    """The rows with what a line shows of them."""
    return rows.select_related("employee", "member", "centre", "physician", "contest")
