"""From determinants to the category: the strongest wins, and each one says why with its article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egide.regulation.alerts import alerts
from egide.regulation.answers import Alert, Reason
from egide.regulation.attestations import NAMES, attestations
from egide.regulation.exposures import Situation, situation_on
from egide.regulation.facts import Facts, holding
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.rows import Determinant
from egide.regulation.terms import Category


@dataclass(frozen=True, slots=True)
class Assessment:
    """The declared category on a day; `rows` are all the determinants that hold, `reasons` those that won;
    `attestations`: the papers of a médecin that the work wants and that are not in hand."""

    category: Category
    reasons: tuple[Reason, ...]
    alerts: tuple[Alert, ...]
    attestations: tuple[str, ...]
    rows: tuple[Determinant, ...]


def assess(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> Assessment:
    """The category and its reasons alone, without any date: what a form shows while boxes are ticked."""
    situation = situation_on(facts, on, parameters)
    rows = tuple(exposure.row for exposure in situation.exposures)
    papers, _ = attestations(facts, situation.exposures, on)
    return Assessment(
        situation.category,
        reasons_of(situation),
        alerts(facts, situation, on),
        tuple(NAMES[paper.kind] for paper in papers if paper.status != "valid"),
        rows,
    )


def category_on(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> Category:
    """The category alone: what a list or a night compares."""
    return situation_on(facts, on, parameters).category


def category_of(
    codes: Iterable[str],
    *,
    birth_date: date,
    post_since: date,
    on: date,
    parameters: Parameters = DEFAULTS,
) -> Assessment:
    """The category that `codes` lead to on `on`; an unknown code counts for nothing."""
    return assess(Facts(birth_date, post_since, determinants=holding(codes)), on=on, parameters=parameters)


def reasons_of(situation: Situation) -> tuple[Reason, ...]:
    """The determinants that won, in the order they were declared."""
    words = situation.category.label.lower()
    return tuple(
        Reason(row, row.article, f"{row.label} : {words} ({row.article}).")
        for row in (exposure.row for exposure in situation.winners)
    )
