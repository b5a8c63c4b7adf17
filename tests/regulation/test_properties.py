"""What holds for everybody: no date before its fact, SIR first, nothing weakened by one more risk, always the same."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from egide.regulation import (
    Category,
    Declared,
    Facts,
    Parameters,
    PastVisit,
    category_timeline,
    changes_ahead,
    follow_up,
    holding,
    offered_to_employer,
)
from egide.regulation.determinants import TABLE, determinants_on
from egide.regulation.exchange.form import answer as form_of_answers
from egide.regulation.exchange.writing import output_of
from egide.regulation.terms import Basis, Obligation, When
from tests.regulation.people import TODAY, adult, ema, vip
from tests.regulation.strategies import CODES, days, employees, parameters

DAY = timedelta(days=1)
REINFORCED = sorted(
    {row.code for row in determinants_on(TODAY) if row.category == Category.SIR and not row.minors_only}
)
LAST_TEXT = max(row.since for row in TABLE)
some_codes = st.lists(st.sampled_from(CODES), unique=True, max_size=5)


@given(employees(), days, parameters)
def test_nothing_is_due_before_the_fact_it_counts_from(facts: Facts, on: date, chosen: Parameters) -> None:
    for deadline in follow_up(facts, on=on, parameters=chosen).deadlines:
        assert deadline.latest >= deadline.arose_on
        assert (deadline.due is None) == (deadline.when != When.BY_DATE)
        assert deadline.overdue_days == max(0, (on - deadline.due).days if deadline.due else 0)
        if deadline.basis in {Basis.HIRE, Basis.ASSIGNMENT}:
            assert deadline.latest >= min(facts.hire_day, facts.post_since)


@given(employees(), st.sampled_from(REINFORCED), parameters)
def test_a_reinforced_risk_beats_everything(facts: Facts, code: str, chosen: Parameters) -> None:
    exposed = replace(facts, determinants=(*facts.determinants, Declared(code)))
    answer = follow_up(exposed, on=TODAY, parameters=chosen)
    assert answer.category == Category.SIR
    assert all(reason.determinant.category_for(chosen) == Category.SIR for reason in answer.reasons)


@given(employees(), st.sampled_from(CODES), days, parameters)
def test_one_more_determinant_never_weakens_a_category(facts: Facts, code: str, on: date, chosen: Parameters) -> None:
    exposed = replace(facts, determinants=(*facts.determinants, Declared(code)))
    before, after = (follow_up(found, on=on, parameters=chosen).category for found in (facts, exposed))
    assert after.rank >= before.rank


@given(
    some_codes,
    st.sampled_from(CODES),
    st.lists(st.sampled_from([vip, ema]).flatmap(lambda kind: days.map(kind)), min_size=1, max_size=3),
    parameters,
)
def test_one_more_determinant_never_lengthens_a_period_within_a_category(
    codes: list[str],
    more: str,
    visits: list[PastVisit],
    chosen: Parameters,
) -> None:
    """R.4624-24: from one category to another the examination replaces the visit, with its own periods (below).

    A post begun under the texts of today: a text that reaches somebody in post calls for an examination
    « sans délai » (R.4624-21), unless another risk had already had them examined.
    """
    before, after = (
        follow_up(adult(*found, since=LAST_TEXT, visits=tuple(visits)), on=TODAY, parameters=chosen)
        for found in (codes, [*codes, more])
    )
    assume(before.category == after.category and before.due_on)
    assert after.due_on is not None
    assert before.due_on is not None
    assert after.due_on <= before.due_on


@given(employees(), days, parameters)
def test_whoever_is_in_post_has_a_next_visit(facts: Facts, on: date, chosen: Parameters) -> None:
    assume(facts.ends_on is None or on <= facts.ends_on)
    answer = follow_up(facts, on=on, parameters=chosen)
    assert answer.next or answer.of(Obligation.COLLECTIVE)
    if answer.category == Category.SIR:
        assert answer.of(Obligation.EMA) or answer.of(Obligation.COLLECTIVE)


def test_a_text_reaches_whoever_an_earlier_rule_should_have_had_examined() -> None:
    """Driving was SIR until 2025, silica is since 2021: nobody has seen this driver, the examination is due."""
    answer = follow_up(adult("silice_cristalline", "autorisation_conduite", visits=(vip(date(2019, 9, 2)),)), on=TODAY)
    assert [(due.obligation, due.when) for due in answer.deadlines] == [
        (Obligation.EMA, When.ASAP),
        (Obligation.ATTESTATION, When.BY_DATE),
    ]


def test_the_law_lengthens_a_period_where_the_examination_replaces_the_visit() -> None:
    """R.4624-17 gives three years to a night worker; R.4624-28 four, with a visit between, once they are in SIR."""
    seen = (ema(date(2025, 3, 3)),)
    night = follow_up(adult("travail_nuit", visits=seen), on=TODAY)
    both = follow_up(adult("travail_nuit", "amiante", visits=seen), on=TODAY)
    assert night.due_on == date(2028, 3, 3)
    assert [(due.obligation.value, due.due) for due in both.deadlines] == [
        ("INTERMEDIAIRE", date(2027, 3, 3)),
        ("EMA", date(2029, 3, 3)),
    ]


@given(employees(), days, parameters)
def test_the_same_facts_give_the_same_answer(facts: Facts, on: date, chosen: Parameters) -> None:
    assert follow_up(facts, on=on, parameters=chosen) == follow_up(facts, on=on, parameters=chosen)


@given(employees(), days, st.integers(1, 900))
def test_the_category_changes_only_on_the_days_that_are_foretold(facts: Facts, on: date, later: int) -> None:
    assume(on >= facts.post_since)
    day = on + timedelta(days=later)
    foretold = category_timeline(facts, on=on)
    expected = next(category for since, category in reversed(foretold) if since <= day)
    assert follow_up(facts, on=day).category == expected


@given(employees(), days)
def test_the_changes_ahead_are_in_order_and_to_come(facts: Facts, on: date) -> None:
    ahead = [change.day for change in changes_ahead(facts, on=on)]
    assert ahead == sorted(ahead)
    assert all(day > on for day in ahead)


@given(employees(), days, parameters)
def test_every_answer_has_the_form_that_other_software_reads(facts: Facts, on: date, chosen: Parameters) -> None:
    form_of_answers(output_of(facts, on=on, parameters=chosen), "output")


@given(st.permutations(CODES[:8]))
def test_the_order_of_the_determinants_does_not_count(codes: list[str]) -> None:
    sorted_answer, answer = (follow_up(adult(*found), on=TODAY) for found in (CODES[:8], codes))
    assert (answer.category, answer.deadlines) == (sorted_answer.category, sorted_answer.deadlines)
    assert set(answer.alerts) == set(sorted_answer.alerts)


@given(days, parameters)
def test_what_an_employer_is_offered_holds_that_day_and_is_theirs(day: date, chosen: Parameters) -> None:
    offered = [row for rows in offered_to_employer(day, chosen).values() for row in rows]
    assert offered
    assert all(row.holds_for(day, chosen) and row.who.value == "employer" for row in offered)
    assert len({row.code for row in offered}) == len(offered)
    assert holding(row.code for row in offered)
