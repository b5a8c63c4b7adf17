"""One table an article: whom it concerns, and what it makes due, and when."""

from datetime import date, timedelta
from itertools import chain

import pytest

from egide.regulation import Declared, Determinant, Facts, Parameters, StopCause, VisitKind, follow_up
from egide.regulation.determinants import TABLE
from egide.regulation.exposures import COMPUTED_MINOR
from egide.regulation.terms import Obligation
from tests.regulation.people import (
    ARRIVES,
    TODAY,
    adult,
    attestation,
    elsewhere,
    ema,
    minor,
    stop,
    told,
    vip,
)

Row = tuple[Facts, str] | tuple[Facts, str, date]
D = date
HIRED = D(2026, 11, 2)
ILLNESS, ACCIDENT = StopCause.ILLNESS, StopCause.WORK_ACCIDENT

ARTICLES: dict[str, list[Row]] = {
    "R.4624-10: three months after the start on the post, on the same day number or the last one": [
        (adult(since=D(2026, 11, 30)), "VIP 2027-02-28 R.4624-10"),
        (adult(since=D(2026, 8, 31)), "VIP 2026-11-30 R.4624-10"),
        (adult(since=HIRED, status="CDD"), "VIP 2027-02-02 R.4624-10"),
        (adult("bruit", since=HIRED), "VIP 2027-02-02 R.4624-10"),
    ],
    "R.6222-36: two months for an apprentice": [
        (adult(since=HIRED, status="apprenti"), "VIP 2027-01-02 R.6222-36"),
        (adult("bruit", since=D(2026, 12, 31), status="apprenti"), "VIP 2027-02-28 R.6222-36"),
    ],
    "R.4624-18: before the post for night work and for minors": [
        (adult("travail_nuit", since=ARRIVES), "VIP 2026-12-01 R.4624-18"),
        (minor(), "VIP 2026-09-01 R.4624-18"),
        (minor(), "catégorie SIA"),
        (adult(determinants=(Declared("travail_nuit", ARRIVES),), visits=(vip(D(2025, 3, 3)),)),
         "VIP 2026-12-01 R.4624-18"),
    ],
    "R.4426-7, R.4453-25: before the post for group 2 and fields": [
        (adult("agents_biologiques_2", since=ARRIVES), "VIP 2026-12-01 R.4426-7 al. 3"),
        (adult("champs_electromagnetiques", since=ARRIVES), "VIP 2026-12-01 R.4453-25 I"),
        (adult("agents_biologiques_1", since=HIRED), "VIP 2027-02-02 R.4624-10"),
    ],
    "R.4624-16: five years at most": [
        (adult(visits=(vip(D(2024, 2, 29)),)), "VIP 2029-02-28 R.4624-16"),
        (adult("travail_hauteur", visits=(vip(D(2025, 6, 4)),)), "VIP 2030-06-04 R.4624-16"),
        (minor(since=D(2025, 9, 1), visits=(vip(D(2025, 8, 25)),)), "VIP 2030-08-25 R.4624-16"),
    ],
    "R.4624-17: three years for handicap, invalidity and night work": [
        (adult("travail_nuit", visits=(vip(D(2025, 3, 3)),)), "VIP 2028-03-03 R.4624-17"),
        (adult("rqth", visits=(vip(D(2025, 3, 3)),)), "VIP 2028-03-03 R.4624-17"),
        (adult("invalidite", visits=(vip(D(2025, 3, 3)),)), "VIP 2028-03-03 R.4624-17"),
        (adult("sia_protocole_medecin", visits=(vip(D(2025, 3, 3)),)), "VIP 2028-03-03 R.4624-17"),
    ],
    "R.4624-20: a declared handicap leads to the médecin without delay": [
        (adult("rqth", visits=(vip(D(2025, 3, 3), by="infirmier"),)), "ORIENTATION_MEDECIN asap R.4624-20"),
    ],
    "R.4624-24: an aptitude examination before the post": [
        (adult("amiante", since=ARRIVES), "EMA 2026-12-01 R.4624-24"),
        (adult("amiante", since=ARRIVES), "catégorie SIR"),
        (adult("echafaudage_montage", since=ARRIVES, status="apprenti"), "EMA 2026-12-01 R.4624-24"),
        (adult(determinants=(Declared("hyperbare", ARRIVES),), visits=(vip(D(2025, 3, 3)),)),
         "EMA 2026-12-01 R.4624-24"),
    ],
    "R.4624-28: intermediate at two years, renewal at four, both from the médecin’s visit": [
        (adult("amiante", visits=(ema(D(2024, 2, 29)),)), "INTERMEDIAIRE 2026-02-28 R.4624-28"),
        (adult("amiante", visits=(ema(D(2024, 2, 29)),)), "EMA 2028-02-29 R.4624-28"),
        (adult("amiante", "travail_nuit", visits=(ema(D(2025, 6, 1)),)), "EMA 2029-06-01 R.4624-28"),
    ],
    "R.4451-82: every year for category A, and an emergency": [
        (adult("rayonnements_ionisants_a", visits=(ema(D(2026, 3, 3)),)), "EMA 2027-03-03 R.4451-82"),
        (adult("rayonnements_ionisants_a", "amiante", visits=(ema(D(2026, 3, 3)),)), "EMA 2027-03-03 R.4451-82"),
        (adult("rayonnements_ionisants_b", visits=(ema(D(2026, 3, 3)),)), "INTERMEDIAIRE 2028-03-03 R.4624-28"),
    ],
    "R.4153-40: a minor on regulated work is examined each year": [
        (minor("moins_18_travaux_reglementes", visits=(ema(D(2026, 8, 28)),)), "EMA 2027-08-28 R.4153-40 5°"),
        (minor("moins_18_travaux_reglementes"), "EMA 2026-09-01 R.4153-40 5°, R.4624-24"),
    ],
    "R.4624-21: a risk that enters the law while one is in post": [
        (adult("plomb", visits=(vip(D(2025, 3, 3)),)), "EMA asap R.4624-21, R.4624-24"),
        (adult("plomb", visits=(vip(D(2025, 3, 3)),)), "annulé VIP 2030-03-03"),
    ],
    "R.4624-15: a former information visit spares the new one": [
        (adult(since=HIRED, visits=(elsewhere(VisitKind.VIP, D(2023, 5, 2)),)), "dispense VIP possible R.4624-15"),
        (adult(since=HIRED, visits=(elsewhere(VisitKind.VIP, D(2021, 5, 2)),)), "dispense VIP refused R.4624-15"),
        (adult("travail_nuit", since=HIRED, visits=(elsewhere(VisitKind.VIP, D(2023, 5, 2)),)),
         "dispense VIP refused R.4624-15"),
        (adult(since=HIRED, visits=(elsewhere(VisitKind.VIP, D(2023, 5, 2), same_job=False),)),
         "dispense VIP refused R.4624-15"),
        (adult(since=HIRED, visits=(elsewhere(VisitKind.VIP, D(2023, 5, 2), measures=True),)),
         "dispense VIP refused R.4624-15"),
    ],
    "R.4624-27: a former examination of less than two years": [
        (adult("amiante", since=HIRED, visits=(elsewhere(VisitKind.EMA, D(2025, 5, 2)),)),
         "dispense EMA possible R.4624-27"),
        (adult("amiante", since=HIRED, visits=(elsewhere(VisitKind.EMA, D(2024, 5, 2)),)),
         "dispense EMA refused R.4624-27"),
    ],
    "R.4625-11, R.4625-13: temporary workers": [
        (adult(since=HIRED, status="interimaire"), "VIP 2027-02-02 R.4624-10, R.4625-2"),
        (adult(since=HIRED, status="interimaire", visits=(elsewhere(VisitKind.VIP, D(2025, 5, 2)),)),
         "dispense VIP possible R.4625-11"),
        (adult("amiante", since=HIRED, status="interimaire", visits=(elsewhere(VisitKind.EMA, D(2025, 5, 2)),)),
         "dispense EMA possible R.4625-13"),
        (adult("amiante", since=ARRIVES, status="interimaire"), "EMA 2026-12-01 R.4625-9, R.4625-12"),
    ],
    "D.4625-22: seasons": [
        (adult(since=HIRED, status="saisonnier", work_days=44), "ACTION_COLLECTIVE by_service D.4625-22 al. 2"),
        (adult("amiante", since=HIRED, status="saisonnier", work_days=44),
         "ACTION_COLLECTIVE by_service D.4625-22 al. 2"),
        (adult("amiante", since=HIRED, status="saisonnier", work_days=45), "EMA 2026-11-02 D.4625-22 al. 1, R.4624-24"),
    ],
    "R.5132-26-7: a month after the first placement": [
        (adult(since=HIRED, status="association_intermediaire", first_placement_on=D(2026, 11, 9)),
         "VIP 2026-12-09 R.5132-26-7"),
    ],
    "R.1262-13, R.4622-18: posted workers, travelling trades": [
        (adult(since=HIRED, status="detache_etranger"), "VIP 2027-02-02 R.1262-13"),
        (adult(since=HIRED, status="entreprise_foraine"), "VIP 2027-11-02 R.4622-18"),
    ],
    "R.4323-56, R.4544-10: an attestation of five years": [
        (adult("autorisation_conduite", since=HIRED), "catégorie SI"),
        (adult("autorisation_conduite", since=ARRIVES), "conduite required 2026-12-01 R.4323-56"),
        (adult("autorisation_conduite", since=ARRIVES), "EXAMEN_ATTESTATION 2026-12-01 R.4323-56"),
        (adult("autorisation_conduite", visits=(attestation("autorisation_conduite", D(2026, 2, 2)),)),
         "conduite valid 2031-02-02 R.4323-56"),
        (adult("habilitation_electrique_voisinage",
               visits=(attestation("habilitation_electrique_voisinage", D(2026, 2, 28)),)),
         "electricite valid 2031-02-28 R.4544-10"),
    ],
    "L.4624-2-2: the year of the 45th birthday, or two years sooner": [
        (adult(birth_date=D(1981, 12, 31), visits=(vip(D(2025, 3, 3)),)), "MI_CARRIERE 2026-12-31 L.4624-2-2"),
        (adult(birth_date=D(1983, 1, 1), visits=(vip(D(2025, 3, 3)),)),
         "fenêtre MI_CARRIERE_ANTICIPEE 2026-01-01 2028-12-31"),
    ],
    "L.4624-2-1, R.4624-28-2: once an exposure to special risks has ended": [
        (adult(determinants=(Declared("amiante", None, D(2026, 10, 30)),), visits=(ema(D(2025, 3, 3)),)),
         "POST_EXPOSITION asap L.4624-2-1, R.4624-28-2"),
        (adult(determinants=(Declared("amiante", None, D(2026, 10, 30)),), visits=(ema(D(2025, 3, 3)),)),
         "fenêtre DEMANDE_TRAVAILLEUR_POST_EXPOSITION 2026-09-30 2027-04-30"),
    ],
    "R.4624-31: coming back to work": [
        (adult(stops=(stop(ILLNESS, D(2026, 9, 1), D(2026, 10, 30)),)), "REPRISE 2026-11-08 R.4624-31 4°"),
        (adult(stops=(stop(ACCIDENT, D(2026, 10, 1), D(2026, 10, 30)),)), "REPRISE 2026-11-08 R.4624-31 3°"),
        (adult(stops=(stop(StopCause.OCCUPATIONAL_DISEASE, D(2026, 11, 2), D(2026, 11, 2)),)),
         "REPRISE 2026-11-11 R.4624-31 2°"),
        (adult(stops=(stop(StopCause.MATERNITY, D(2026, 7, 6), D(2026, 10, 25)),)), "REPRISE 2026-11-03 R.4624-31 1°"),
        (adult(stops=(stop(ILLNESS, D(2022, 3, 31), D(2022, 4, 29)),)),
         "REPRISE 2022-05-08 R.4624-31 3° (avant décret 2022-372)"),
    ],
}  # fmt: skip
SPARED: dict[str, list[tuple[Facts, str]]] = {
    "R.4624-31: under the threshold": [
        (adult(stops=(stop(ILLNESS, D(2026, 9, 1), D(2026, 10, 29)),)), "REPRISE"),
        (adult(stops=(stop(ACCIDENT, D(2026, 10, 2), D(2026, 10, 30)),)), "REPRISE"),
        (adult(stops=(stop(ILLNESS, D(2022, 4, 1), D(2022, 5, 20)),)), "REPRISE"),
    ],
    "R.4624-24: the examination replaces the information visit": [
        (adult("amiante", since=ARRIVES), "VIP"),
        (adult("amiante", "travail_nuit", visits=(ema(D(2025, 3, 3)),)), "VIP"),
    ],
    "R.4451-82: no intermediate visit for category A": [
        (adult("rayonnements_ionisants_a", visits=(ema(D(2026, 3, 3)),)), "INTERMEDIAIRE"),
        (adult("rayonnements_ionisants_a", "amiante", visits=(ema(D(2026, 3, 3)),)), "INTERMEDIAIRE"),
    ],
    "R.4624-28: the intermediate is held, whoever held it": [
        (adult("amiante", visits=(ema(D(2024, 6, 3)), elsewhere(VisitKind.INTERMEDIATE, D(2026, 5, 4), former=False))),
         "INTERMEDIAIRE"),
    ],
    "L.4624-2-2: already held, or two years too soon": [
        (adult(birth_date=D(1981, 12, 31), visits=(elsewhere(VisitKind.MID_CAREER, D(2025, 3, 3)),)), "MI_CARRIERE"),
        (adult(birth_date=D(1984, 1, 1)), "MI_CARRIERE"),
    ],
    "R.4544-10: other titles need no attestation": [
        (adult("habilitation_electrique_autre", since=ARRIVES), "EXAMEN_ATTESTATION"),
    ],
    "L.4624-2-1: an exposure that has ended before 31 March 2022": [
        (adult(determinants=(Declared("amiante", None, D(2022, 3, 30)),)), "POST_EXPOSITION"),
    ],
}  # fmt: skip


def rows(table: dict[str, list[Row]]) -> list[Row]:
    return list(chain.from_iterable(table.values()))


@pytest.mark.parametrize("row", rows(ARTICLES), ids=lambda row: row[1])
def test_what_an_article_makes_due(row: Row) -> None:
    facts, wanted, on = row if len(row) == 3 else (*row, TODAY)
    lines = told(follow_up(facts, on=on))
    assert any(line.startswith(wanted) for line in lines), sorted(lines)


@pytest.mark.parametrize(("facts", "obligation"), list(chain.from_iterable(SPARED.values())))
def test_what_an_article_does_not_ask_for(facts: Facts, obligation: str) -> None:
    answer = follow_up(facts, on=TODAY)
    spared = next(one for one in Obligation if one.value == obligation)
    assert not answer.of(spared)
    assert spared in answer.not_due


def test_the_intermediate_does_not_push_the_renewal_back() -> None:
    seen = elsewhere(VisitKind.INTERMEDIATE, D(2026, 5, 4), former=False)
    (due,) = follow_up(adult("amiante", visits=(ema(D(2024, 6, 3)), seen)), on=TODAY).of(Obligation.EMA)
    assert due.due == D(2028, 6, 3)


def seventeen_on(day: date) -> date:
    return day.replace(year=day.year - 17)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.code} {row.since}")
def test_each_row_holds_from_its_first_day_to_its_last(row: Determinant) -> None:
    """A minor where the row is theirs, a service whose choice the row needs; nobody the day before, nor after."""
    young = row.minors_only or row.code == COMPUTED_MINOR
    parameters = Parameters(**dict([row.only_if] if row.only_if else []))  # type: ignore[arg-type]

    def rows_on(day: date) -> tuple[Determinant, ...]:
        born = {"birth_date": seventeen_on(day)} if young else {}
        return follow_up(adult(row.code, since=day, **born), on=day, parameters=parameters).rows

    for day in (row.since, row.until or TODAY):
        assert row in rows_on(day)
    assert row not in rows_on(row.since - timedelta(days=1))
    if row.until:
        assert row not in rows_on(row.until + timedelta(days=1))
