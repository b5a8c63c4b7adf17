"""The law as a table: facts of an employee, category, next visit and its latest date, with the article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.regulation import Category, Facts, PastVisit, VisitKind, category_of, determinants_on, follow_up, holding
from egide.regulation.periods import add_months, add_years

TODAY = date(2026, 11, 24)
ADULT = date(1990, 5, 12)
EMA, VIP, INTER = VisitKind.EMA_HIRE, VisitKind.VIP_HIRE, VisitKind.INTERMEDIATE
CASES = [
    # codes, birth, post since, status, visits → category, next, due, article
    ((), ADULT, date(2026, 11, 30), "CDI", (), "SI", VIP, date(2027, 2, 28), "R.4624-10"),
    ((), ADULT, date(2026, 11, 2), "apprenti", (), "SI", VIP, date(2027, 1, 2), "R.6222-36"),
    ((), date(2009, 3, 14), date(2026, 9, 1), "apprenti", (), "SIA", VIP, date(2026, 9, 1), "R.4624-18"),
    (("travail_nuit",), ADULT, date(2026, 12, 1), "CDI", (), "SIA", VIP, date(2026, 12, 1), "R.4624-18"),
    (("agents_biologiques_2",), ADULT, date(2026, 12, 1), "CDI", (), "SIA", VIP, date(2026, 12, 1), "R.4426-7 al. 3"),
    (("amiante",), ADULT, date(2026, 12, 1), "CDI", (), "SIR", EMA, date(2026, 12, 1), "R.4624-24"),
    (("plomb",), ADULT, date(2026, 12, 1), "CDI", (), "SIR", EMA, date(2026, 12, 1), "R.4624-23 I 2°, R.4624-24"),
    ((), ADULT, date(2020, 1, 6), "CDI", ((VIP, date(2024, 2, 29)),), "SI", VisitKind.VIP, date(2029, 2, 28), "R.4624-16"),
    (("travail_nuit",), ADULT, date(2020, 1, 6), "CDI", ((VIP, date(2025, 3, 3)),), "SIA", VisitKind.VIP, date(2028, 3, 3), "R.4624-17"),
    (("silice_cristalline",), ADULT, date(2020, 1, 6), "CDI", ((EMA, date(2025, 3, 3)),), "SIR", INTER, date(2027, 3, 3), "R.4624-28"),
    (("silice_cristalline",), ADULT, date(2020, 1, 6), "CDI", ((EMA, date(2024, 3, 3)), (INTER, date(2026, 2, 1))), "SIR", VisitKind.EMA, date(2028, 3, 3), "R.4624-28"),
    (("rayonnements_ionisants_a",), ADULT, date(2020, 1, 6), "CDI", ((EMA, date(2026, 3, 3)),), "SIR", VisitKind.EMA, date(2027, 3, 3), "R.4451-82"),
    (("autorisation_conduite",), ADULT, date(2026, 11, 2), "CDI", (), "SI", VIP, date(2027, 2, 2), "R.4624-10"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "birth", "since", "status", "visits", "category", "kind", "due", "article"), CASES)
def test_the_next_visit(
    codes: tuple[str, ...], birth: date, since: date, status: str, visits: tuple[tuple[VisitKind, date], ...],
    category: str, kind: VisitKind, due: date, article: str,
) -> None:  # fmt: skip
    past = tuple(PastVisit(kind, day) for kind, day in visits)
    answer = follow_up(Facts(birth, since, status, holding(codes), past), on=TODAY)
    assert (answer.category.value, answer.next_kind, answer.due_on) == (category, kind, due)
    assert answer.article.startswith(article)


@pytest.mark.parametrize(
    ("code", "day", "category"),
    [
        ("autorisation_conduite", date(2025, 9, 30), "SIR"),
        ("autorisation_conduite", date(2025, 10, 1), "SI"),
        ("plomb_seuil", date(2026, 4, 9), "SIR"),
        ("plomb", date(2026, 4, 9), "SI"),
        ("plomb", date(2026, 4, 10), "SIR"),
        ("silice_cristalline", date(2020, 12, 31), "SI"),
    ],
)
def test_a_decree_is_a_row_with_its_dates(code: str, day: date, category: str) -> None:
    answer = category_of([code], birth_date=ADULT, post_since=date(2019, 1, 7), on=day)
    assert answer.category.value == category


def test_an_ended_row_leads_to_its_successor_and_says_so() -> None:
    answer = category_of(["plomb_seuil"], birth_date=ADULT, post_since=date(2019, 1, 7), on=TODAY)
    assert answer.category == Category.SIR
    assert "confirmez « Plomb et ses composés »" in answer.alerts[0].sentence


CODES = sorted({row.code for row in determinants_on(TODAY)})


@given(st.lists(st.sampled_from(CODES), unique=True), st.sampled_from(CODES))
def test_one_more_determinant_never_weakens_a_category(codes: list[str], more: str) -> None:
    before, after = (
        category_of(found, birth_date=ADULT, post_since=date(2020, 1, 6), on=TODAY).category
        for found in (codes, [*codes, more])
    )
    assert after.rank >= before.rank


@given(
    st.lists(st.sampled_from(CODES), unique=True, max_size=5),
    st.dates(date(2018, 1, 1), TODAY),
    st.lists(st.tuples(st.sampled_from([EMA, VIP, INTER]), st.dates(date(2018, 1, 1), TODAY)), max_size=4),
)
def test_nothing_is_due_before_the_fact_it_counts_from(
    codes: list[str], since: date, visits: list[tuple[VisitKind, date]]
) -> None:
    past = tuple(PastVisit(kind, day) for kind, day in visits)
    answer = follow_up(Facts(ADULT, since, "CDI", holding(codes), past), on=TODAY)
    assert answer.due_on is not None
    assert answer.due_on >= min([since, *(day for _, day in visits)])


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 120))
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.day == day.day or add_months(later, 0).day < day.day
    assert add_years(day, 1) == add_months(day, 12)
