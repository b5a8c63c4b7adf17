"""/service/statistiques/: delays, the share within the legal date, absences; by month, centre and professional."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from egide.appointments.statistics import Figures, Key, figures_of, grouped
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.statistics.filters import StatisticsFilters
from egide.backoffice.statistics.plots import Plot, plot, shown
from egide.common.french import month_and_year
from egide.ui.exports import Cell, export_as
from egide.ui.listing import render_list

HEADER = ("Mois", "Centre", "Professionnel", "Visites", "Absences excusées", "Absences non excusées",
          "Délai médian (jours)", "Délai de neuf visites sur dix (jours)", "Dans le délai légal (%)",
          "Absences non excusées (%)")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A month, a centre or a professional, with its figures in words."""

    name: str
    visits: int
    median_wait: str
    long_wait: str
    in_time: str
    absences: int
    missed: str


@requires(Right.READ_APPOINTMENTS)
def statistics(request: ServiceRequest) -> HttpResponse:
    filters = StatisticsFilters(request.GET)
    found, months = filters.outcomes, filters.months
    by_month = grouped(found, lambda one: one.month)
    by_centre, by_physician = grouped(found, lambda one: one.centre_id), grouped(found, lambda one: one.physician_id)
    context = {
        "filters": filters,
        "whole": _line("", figures_of(found)) if found else None,
        "plots": _plots(months, by_month),
        "tables": [
            ("Par mois", "Mois", _lines({m: month_and_year(m) for m in reversed(months)}, by_month)),
            ("Par centre", "Centre", _lines(filters.centres, by_centre)),
            ("Par professionnel", "Professionnel", _lines(filters.physicians, by_physician)),
        ],
    }
    return render_list(request, "backoffice/statistics/page.html", context)


@requires(Right.READ_APPOINTMENTS)
def export(request: ServiceRequest, kind: str) -> HttpResponse:
    """One line for each month, centre and professional: whoever works with them adds them up another way."""
    filters = StatisticsFilters(request.GET)
    figures = grouped(filters.outcomes, lambda one: (one.month, one.centre_id, one.physician_id))
    return export_as(kind, "statistiques-rendez-vous", HEADER, _cells(filters, figures))


def _cells(filters: StatisticsFilters, figures: Mapping[tuple[date, int, int], Figures]) -> Iterator[list[Cell]]:
    for (month, centre_id, physician_id), one in sorted(figures.items()):
        yield [
            f"{month:%m/%Y}",
            str(filters.centres[centre_id]),
            str(filters.physicians[physician_id]),
            one.visits,
            one.excused,
            one.unexcused,
            one.median_wait,
            one.long_wait,
            one.in_time,
            one.missed,
        ]


def _plots(months: list[date], by_month: Mapping[date, Figures]) -> list[Plot]:
    return [
        plot("Délai médian entre la demande et la visite", "jours", months,
             {month: one.median_wait for month, one in by_month.items()}),
        plot("Visites dans le délai légal", "%", months, {month: one.in_time for month, one in by_month.items()}),
        plot("Absences non excusées", "%", months, {month: one.missed for month, one in by_month.items()}),
    ]  # fmt: skip


def _lines(names: Mapping[Key, object], figures: Mapping[Key, Figures]) -> list[Line]:
    """In the order of `names`, those that have nothing left out."""
    return [_line(str(name), figures[key]) for key, name in names.items() if key in figures]


def _line(name: str, one: Figures) -> Line:
    return Line(
        name=name,
        visits=one.visits,
        median_wait=shown(one.median_wait, "jours"),
        long_wait=shown(one.long_wait, "jours"),
        in_time=shown(one.in_time, "%"),
        absences=one.unexcused,
        missed=shown(one.missed, "%"),
    )
