"""What will change for a person, and when: majority, a text already published, the end of a determinant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from egide.regulation.attestations import NAMES, attestations
from egide.regulation.career import MID_CAREERS
from egide.regulation.determinants import rows_of
from egide.regulation.exposures import COMPUTED_MINOR, MAJORITY, last_day, situation_on
from egide.regulation.facts import Declared, Facts
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.periods import add_years, age_on, day_after
from egide.regulation.protections import DEROGATION_YEARS
from egide.regulation.rows import Determinant
from egide.regulation.terms import Category


@dataclass(frozen=True, slots=True)
class Change:
    """One day to come: why, in a word for machines and a sentence for people, and the category from then on.

    `of_age`: it follows from the birth date alone."""

    day: date
    reason: str
    sentence: str
    category: Category
    of_age: bool = False


def changes_ahead(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> tuple[Change, ...]:
    """Every change known on `on`, in order. Costs one evaluation a change: ask for it on one person's page."""
    of_age = {*_majority(facts), *_mid_career(facts)}
    found = {*of_age, *_declared(facts, parameters), *_texts(facts), *_papers(facts, on, parameters)}
    return tuple(
        Change(day, reason, sentence, situation_on(facts, day, parameters).category, (day, reason, sentence) in of_age)
        for day, reason, sentence in sorted(event for event in found if event[0] > on)
    )


def category_timeline(
    facts: Facts, *, on: date, parameters: Parameters = DEFAULTS
) -> tuple[tuple[date, Category], ...]:
    """The category from `on`, then from each day that changes it."""
    now = situation_on(facts, on, parameters).category
    steps = [(on, now)]
    for change in changes_ahead(facts, on=on, parameters=parameters):
        if change.category != steps[-1][1]:
            steps.append((change.day, change.category))
    return tuple(steps)


Event = tuple[date, str, str]


def _majority(facts: Facts) -> Iterator[Event]:
    if age_on(facts.birth_date, facts.post_since) < MAJORITY:
        day = add_years(facts.birth_date, MAJORITY)
        yield day, "18 ans: moins_18 / R.4153-40 cessent", "18 ans : les règles propres aux mineurs cessent."


def _declared(facts: Facts, parameters: Parameters) -> Iterator[Event]:
    """The first day and the day after the last one, of each determinant."""
    for declared in facts.determinants:
        row = _row_near(declared.code, declared.since or declared.until or facts.post_since, parameters)
        if row is None or declared.code == COMPUTED_MINOR:
            continue
        if declared.since:
            yield declared.since, f"debut: {declared.code}", f"Début : {row.label}."
        if end := last_day(declared, row):
            yield day_after(end), f"fin: {declared.code}", f"Fin : {row.label}."


def _row_near(code: str, day: date, parameters: Parameters) -> Determinant | None:
    """The row in force on `day`, or the last one known: only its name is wanted."""
    rows = rows_of(code)
    return next((row for row in rows if row.holds_for(day, parameters)), rows[-1] if rows else None)


def _texts(facts: Facts) -> Iterator[Event]:
    """The texts that begin while a determinant they speak of is declared."""
    for declared in facts.determinants:
        for row in rows_of(declared.code):
            if row.brought_by and declared.holds_on(row.since):
                reason = row.announced or f"{row.brought_by}: {row.code} -> {row.category}"
                yield row.since, reason, f"{row.brought_by.capitalize()} : {row.label} ({row.article})."
            for successor in _successors(row, declared):
                reason = f"{successor.brought_by}: {row.code} -> {successor.code}"
                yield successor.since, reason, f"{successor.brought_by.capitalize()} : {successor.label}."


def _successors(row: Determinant, declared: Declared) -> Iterator[Determinant]:
    """The rows that take over one that ends while it is declared."""
    if row.until is None or not declared.holds_on(day_after(row.until)):
        return
    for code in row.replaced_by:
        yield from (found for found in rows_of(code) if found.since == day_after(row.until))


def _papers(facts: Facts, on: date, parameters: Parameters) -> Iterator[Event]:
    exposures = situation_on(facts, on, parameters).exposures
    for paper in attestations(facts, exposures, on)[0]:
        if paper.valid_until:
            name = NAMES[paper.kind]
            sentence = f"Attestation ({name}) : elle n’est plus valable."
            yield day_after(paper.valid_until), f"attestation_{paper.kind}: fin de validite", sentence
    if facts.derogation_on:
        end = add_years(facts.derogation_on, DEROGATION_YEARS)
        yield end, "R.4153-44: fin de la derogation", "La déclaration de dérogation est à refaire (R.4153-44)."


def _mid_career(facts: Facts) -> Iterator[Event]:
    for rule in MID_CAREERS:
        opens = date(facts.birth_date.year + rule.age - rule.early_years, 1, 1)
        if opens >= rule.since:
            sentence = f"La visite de mi-carrière peut être avancée ({rule.article})."
            yield opens, f"{rule.article}: mi-carriere anticipee possible", sentence
