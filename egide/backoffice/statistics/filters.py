"""Which appointments are measured: of how many months, of one centre, of one professional."""

from datetime import date, datetime, time

from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.statistics import Outcome, outcomes
from egide.centres.models import Centre, Physician
from egide.ui.filters import Filters, MenuField

MONTHS = 12


class StatisticsFilters(Filters):
    mois = MenuField("Période", "Douze derniers mois", [("3", "Trois derniers mois"), ("24", "Deux dernières années")])
    lieu = MenuField("Centre", "Tous les centres")
    avec = MenuField("Professionnel", "Tous les professionnels")

    def prepare(self) -> None:
        """Closed centres and professionals who left are offered too: they have a past."""
        self.centres = {centre.pk: centre for centre in Centre.objects.order_by("name", "pk")}
        self.physicians = {one.pk: one for one in Physician.objects.order_by("last_name", "first_name", "pk")}
        for name, rows in (("lieu", self.centres), ("avec", self.physicians)):
            field = self.fields[name]
            if isinstance(field, MenuField):
                field.offer([(str(pk), str(row)) for pk, row in rows.items()])

    @property
    def months(self) -> list[date]:
        """The first days of the months looked at, the current one last."""
        today, count = timezone.localdate(), int(self.asked("mois") or MONTHS)
        last = today.year * 12 + today.month - 1
        return [date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1)]

    @property
    def outcomes(self) -> list[Outcome]:
        rows = Appointment.objects.all()
        if centre := self.asked("lieu"):
            rows = rows.filter(centre_id=int(centre))
        if physician := self.asked("avec"):
            rows = rows.filter(physician_id=int(physician))
        first = timezone.make_aware(datetime.combine(self.months[0], time()))
        return outcomes(rows, first, timezone.now())
