"""From determinants to the category: the strongest wins, and each one says why with its article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egide.regulation.determinants import Holding, find, holding
from egide.regulation.periods import age_on
from egide.regulation.rows import Determinant
from egide.regulation.terms import Category, Parameters

MAJORITY = 18
DEFAULTS = Parameters()


@dataclass(frozen=True)
class Reason:
    """Why the category is what it is: one determinant, its article, and the sentence for the employer."""

    determinant: Determinant
    article: str
    sentence: str


@dataclass(frozen=True)
class Alert:
    """What the employer must look at, beside the category."""

    article: str
    sentence: str


@dataclass(frozen=True)
class Assessment:
    """The declared category on a day; `rows` are all the determinants that hold, `reasons` those that won."""

    category: Category
    reasons: tuple[Reason, ...]
    alerts: tuple[Alert, ...]
    attestations: tuple[str, ...]
    rows: tuple[Determinant, ...]


def category_of(
    codes: Iterable[str],
    *,
    birth_date: date,
    post_since: date,
    on: date,
    parameters: Parameters = DEFAULTS,
) -> Assessment:
    """The category that `codes` lead to on `on`; an unknown code counts for nothing.

    A minor on the day counts as one whatever is declared; before the assignment the age on `post_since`
    decides (R.4624-18).
    """
    held = [found for code in dict.fromkeys(codes) if (found := holding(code, on))]
    rows = [found.row for found in held]
    if age_on(birth_date, max(on, post_since)) < MAJORITY and (minor := find("moins_18", on)):
        rows.append(minor)
    category = max((category_in(row, parameters) for row in rows), key=lambda c: c.rank, default=Category.SI)
    winners = [row for row in rows if category_in(row, parameters) == category]
    return Assessment(
        category,
        tuple(Reason(row, row.article, _sentence(row, category)) for row in winners),
        (*_requalified(held), *_forbidden_to_minors(rows, birth_date, on)),
        tuple(dict.fromkeys(row.attestation for row in rows if row.attestation)),
        tuple(rows),
    )


def category_in(row: Determinant, parameters: Parameters) -> Category:
    """The row's own category, or what the service chose for driving and electricity."""
    if row.attestation:
        return Category(parameters.attestation_categorie)
    return row.category


def _sentence(row: Determinant, category: Category) -> str:
    return f"{row.label} : {category.label.lower()} ({row.article})."


def _requalified(held: Iterable[Holding]) -> list[Alert]:
    return [
        Alert(found.row.article, f"La règle a changé : confirmez « {found.row.label} ».")
        for found in held
        if found.requalify
    ]


def _forbidden_to_minors(rows: list[Determinant], birth_date: date, on: date) -> list[Alert]:
    if age_on(birth_date, on) >= MAJORITY:
        return []
    codes = {row.code for row in rows}
    alerts = []
    if "travail_nuit" in codes:
        alerts.append(Alert("L.3163-2", "Le travail de nuit est interdit avant 18 ans, sauf dérogation."))
    if "rayonnements_ionisants_a" in codes:
        alerts.append(Alert("D.4153-21", "La catégorie A est interdite avant 18 ans."))
    if "hyperbare" in codes:
        alerts.append(Alert("D.4153-23", "Le travail hyperbare est réglementé avant 18 ans."))
    return alerts
