"""From determinants to the category: the strongest wins, and each one says why with its article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from egide.regulation.determinants import Holding, holding, rows_of
from egide.regulation.periods import majority_of
from egide.regulation.rows import Determinant, Who
from egide.regulation.terms import Category, Parameters

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
    """The declared category on a day; `rows` are all the determinants that hold, `reasons` those that won.

    `prior_since` says since when each code asks for a visit before the assignment.
    """

    category: Category
    reasons: tuple[Reason, ...]
    alerts: tuple[Alert, ...]
    attestations: tuple[str, ...]
    rows: tuple[Determinant, ...]
    prior_since: tuple[tuple[str, date], ...] = ()


def category_of(
    codes: Iterable[str],
    *,
    birth_date: date,
    post_since: date,
    on: date,
    parameters: Parameters = DEFAULTS,
) -> Assessment:
    """The category that `codes` lead to on `on`; an unknown code counts for nothing.

    Age is computed, never typed: before the assignment the age on `post_since` decides (R.4624-18).
    """
    minor = max(on, post_since) < majority_of(birth_date)
    holdings = _holdings(codes, minor, on, parameters)
    held = [(code, found) for code, found in holdings if found.row and (minor or not found.row.minors_only)]
    rows = tuple({found.row.code: found.row for _, found in held if found.row}.values())
    category = max((row.category for row in rows), default=Category.SI, key=lambda each: each.rank)
    return Assessment(
        category,
        tuple(Reason(row, row.article, _sentence(row)) for row in rows if row.category == category),
        (*_to_declare_anew(holdings), *_on_minors(rows, holdings, minor)),
        tuple(dict.fromkeys(row.attestation for row in rows if row.attestation)),
        rows,
        tuple((code, found.prior_since) for code, found in held if found.prior_since),
    )


def _holdings(codes: Iterable[str], minor: bool, on: date, parameters: Parameters) -> list[tuple[str, Holding]]:
    """What each declared code means on the day, and the age that nobody declares."""
    declared = [(code, found) for code in dict.fromkeys(codes) if (found := holding(code, on, parameters))]
    typed = [(code, found) for code, found in declared if found.row is None or found.row.who != Who.COMPUTED]
    age = holding("moins_18", on, parameters) if minor else None
    return [*typed, ("moins_18", age)] if age else typed


def _sentence(row: Determinant) -> str:
    return f"{row.label} : {row.category.label.lower()} ({row.article})."


def _to_declare_anew(holdings: list[tuple[str, Holding]]) -> list[Alert]:
    """A rule that ended never falls silently: the employer says what holds instead."""
    alerts = []
    for _, found in holdings:
        if found.ended and found.ended.until:
            since = found.ended.until + timedelta(days=1)
            choices = " ou ".join(f"« {row.label} »" for row in found.successors)
            asked = f"précisez {choices}" if choices else "vérifiez les déterminants du poste"
            sentence = f"« {found.ended.label} » n’existe plus depuis le {since:%d/%m/%Y} : {asked}."
            alerts.append(Alert(found.ended.article, sentence))
    return alerts


def _on_minors(rows: Iterable[Determinant], holdings: list[tuple[str, Holding]], minor: bool) -> list[Alert]:
    if minor:
        limits = [(row.label, row.before_18) for row in rows if row.before_18]
        return [Alert(limit.article, f"{label} : {limit.sentence}.") for label, limit in limits]
    over = [found.row for _, found in holdings if found.row and found.row.minors_only]
    return [
        Alert(row.article, f"« {row.label} » a pris fin à 18 ans : vérifiez les autres déterminants du poste.")
        for row in over
    ]


def _turns(row: Determinant) -> list[date]:
    return [row.since, row.until + timedelta(days=1)] if row.until else [row.since]


def next_change(codes: Iterable[str], *, birth_date: date, on: date) -> date | None:
    """The next day on which these codes lead elsewhere by themselves: 18 years, or a text that begins or ends."""
    from_rows = [day for code in codes for row in rows_of(code) for day in _turns(row)]
    return min((day for day in [majority_of(birth_date), *from_rows] if day > on), default=None)
