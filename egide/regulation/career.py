"""Visits of a whole career: mid-career, and the one that follows an exposure to special risks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egide.regulation.answers import Deadline, Window
from egide.regulation.determinants import find, rows_of
from egide.regulation.exposures import MAJORITY, Exposure, last_day
from egide.regulation.facts import Declared, Facts
from egide.regulation.history import History
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_months, age_on, day_after
from egide.regulation.terms import Basis, Category, Obligation, VisitKind, When


@dataclass(frozen=True, slots=True)
class MidCareer:
    """The civil year of this age; it may be brought forward by `early_years` (L.4624-2-2)."""

    age: int
    early_years: int
    article: str
    window_article: str
    since: date
    until: date = date.max


MID_CAREERS = (
    MidCareer(
        45,
        2,
        "L.4624-2-2",
        "L.4624-2-2 I al. 2; Q/R DGT 28/04/2022 n° 3 (années civiles des 43 et 44 ans)",
        since=date(2022, 3, 31),  # loi 2021-1018
    ),
)


@dataclass(frozen=True, slots=True)
class PostExposure:
    """The visit after an exposure that ended from `since`; the worker may ask for it around that end."""

    article: str
    window_article: str
    months_before: int
    months_after: int
    since: date
    until: date = date.max


POST_EXPOSURES = (
    PostExposure("L.4624-2-1, R.4624-28-2", "R.4624-28-2 al. 2", 1, 6, since=date(2022, 3, 31)),  # décret 2022-372
)
Answer = tuple[list[Deadline], list[Window], list[str]]


def mid_career(facts: Facts, history: History, on: date) -> Answer:
    """L.4624-2-2: due by the end of the year; told as soon as it may be brought forward.

    Somebody hired after that year may have had it elsewhere: a doubt, not a date.
    """
    for rule in MID_CAREERS:
        year = facts.birth_date.year + rule.age
        opens, closes = date(year - rule.early_years, 1, 1), date(year, 12, 31)
        if closes < rule.since or opens > rule.until or on < opens:
            continue
        if any(visit.kind is VisitKind.MID_CAREER for visit in (*history.own, *history.former)):
            continue
        if facts.hire_day.year > year:
            return [], [], [f"mi_carriere_{year}_faite_chez_employeur_precedent"]
        opens = max(opens, rule.since)
        due = Deadline(Obligation.MID_CAREER, closes, When.BY_DATE, Basis.LAW, rule.article, opens)
        return [due], [Window("MI_CARRIERE_ANTICIPEE", opens, closes, rule.window_article)], []
    return [], [], []


def post_exposure(facts: Facts, history: History, on: date, parameters: Parameters) -> Answer:
    """L.4624-2-1: without delay once an exposure to special risks has ended, by a médecin alone."""
    due: list[Deadline] = []
    windows: list[Window] = []
    for declared in facts.determinants:
        end = _end_of_special_risk(declared, facts, on, parameters)
        rule = next((rule for rule in POST_EXPOSURES if end and rule.since <= end <= rule.until), None)
        if end is None or rule is None:
            continue
        opens, closes = add_months(end, -rule.months_before), add_months(end, rule.months_after)
        if on < opens or history.held_since(VisitKind.POST_EXPOSURE, opens):
            continue
        windows.append(Window("DEMANDE_TRAVAILLEUR_POST_EXPOSITION", opens, closes, rule.window_article))
        if end < on:
            due.append(Deadline(Obligation.POST_EXPOSURE, None, When.ASAP, Basis.CESSATION, rule.article, end))
    return due[:1], list(dict.fromkeys(windows)), []


def _end_of_special_risk(declared: Declared, facts: Facts, on: date, parameters: Parameters) -> date | None:
    """The last day of a reinforced exposure that nothing prolongs, or the end of the contract."""
    row = find(declared.code, min(on, declared.until or facts.ends_on or on), parameters)
    if row is None or row.category_for(parameters) != Category.SIR:
        return None
    ends = [day for day in (last_day(declared, row), facts.ends_on) if day]
    end = min(ends, default=None)
    if end is None or (row.minors_only and age_on(facts.birth_date, end) >= MAJORITY):
        return None
    return None if _goes_on(declared.code, end, facts) else end


def _goes_on(code: str, end: date, facts: Facts) -> bool:
    """Whether the same risk, or the code that took its place, is declared again the next day."""
    same = {code, *(successor for row in rows_of(code) for successor in row.replaced_by)}
    return any(other.code in same and other.holds_on(day_after(end)) for other in facts.determinants) and (
        facts.ends_on is None or end < facts.ends_on
    )


def referrals(history: History, exposures: Iterable[Exposure]) -> list[Deadline]:
    """R.4624-20: « sans délai » towards the médecin, until one has received the worker since the declaration."""
    for exposure in exposures:
        article, since = exposure.row.referral_article, exposure.declared.since
        if article and not history.seen_by_physician_since(since):
            return [Deadline(Obligation.REFERRAL, None, When.ASAP, Basis.DECLARATION, article, exposure.start)]
    return []
