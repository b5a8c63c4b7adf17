"""One line a dated rule, copied by hand from the articles: the code is not asked what it says."""

import ast
import re
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from egide.regulation import Declared, Facts, Parameters, PastVisit, VisitKind, follow_up
from egide.regulation.career import MID_CAREERS, POST_EXPOSURES
from egide.regulation.contracts import RULES
from egide.regulation.determinants import TABLE
from egide.regulation.periods import add_months, add_years
from egide.regulation.protections import PROTECTIONS
from egide.regulation.stops import NOTICES, PRE_RETURN, THRESHOLDS
from egide.regulation.terms import When
from tests.regulation.people import TODAY

# code | first day | last day | category | first visit | years to the next | years to the intermediate | articles
RULES_OF_2026 = """
    amiante                           | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 1°
    plomb                             | 2026-04-10 | -          | SIR | before  | 4 | 2 | R.4624-23 I 2° (décret 2026-253)
    plomb                             | 2017-01-01 | 2026-04-09 | SI  | usual   | 5 | - | R.4624-23 I 2°, R.4412-160 (abrogé)
    plomb                             | 2017-01-01 | 2026-04-09 | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 1°
    plomb_seuil                       | 2017-01-01 | 2026-04-09 | SIR | before  | 4 | 2 | R.4624-23 I 2°, R.4412-160 (abrogé)
    cmr_1a_1b                         | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 1°
    silice_cristalline                | 2021-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020
    poussieres_bois                   | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020
    formaldehyde_travaux              | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020
    hap_suie_goudron                  | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020
    diesel_echappement                | 2021-07-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020, modifié le 03/05/2021
    huiles_moteur_usagees             | 2021-07-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020, modifié le 03/05/2021
    procede_cancerogene_autre         | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020
    agents_chimiques_dangereux        | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4412-44, R.4412-50
    agents_biologiques_3_4            | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 4°, R.4421-3, R.4426-7
    agents_biologiques_2              | 2017-01-01 | -          | SIA | before  | 5 | - | R.4426-7 al. 2 et 3, R.4421-3 2°
    agents_biologiques_1              | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4426-7 al. 2
    rayonnements_ionisants_a          | 2018-07-01 | -          | SIR | before  | 1 | - | R.4624-23 I 5°, R.4451-57 I 1°, R.4451-82
    rayonnements_ionisants_b          | 2018-07-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 5°, R.4451-57 I 2°, R.4451-82
    radon_suivi_individuel            | 2018-07-01 | -          | SIR | before  | 4 | 2 | R.4451-82 al. 1, R.4451-64 2°
    urgence_radiologique              | 2018-07-01 | -          | SIR | before  | 1 | - | R.4451-109
    hyperbare                         | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 6°, R.4461-1
    champs_electromagnetiques         | 2017-01-01 | -          | SIA | before  | 5 | - | R.4453-25 I, R.4453-19
    bruit                             | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4435-2, R.4431-2 3°
    vibrations                        | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4446-2 à R.4446-4
    rayonnements_optiques             | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4452-29 à R.4452-31
    echafaudage_montage               | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 I 7°
    port_charges_55kg                 | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4541-9, R.4624-23 II
    poste_liste_employeur             | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4624-23 III
    autorisation_conduite             | 2017-01-01 | 2025-09-30 | SIR | before  | 4 | 2 | R.4323-56 (version de 2017), R.4624-23 II
    autorisation_conduite             | 2025-10-01 | -          | SI  | usual   | 5 | - | R.4323-56 (décret 2025-355), arrêté du 26/09/2025
    habilitation_electrique           | 2017-01-01 | 2025-09-30 | SIR | before  | 4 | 2 | R.4544-10 (version de 2017), R.4624-23 II
    habilitation_electrique_voisinage | 2025-10-01 | -          | SI  | usual   | 5 | - | R.4544-10, R.4544-11, R.4544-11-1, arrêté du 26/09/2025
    habilitation_electrique_autre     | 2025-10-01 | -          | SI  | usual   | 5 | - | R.4544-9, R.4544-10
    travail_nuit                      | 2017-01-01 | -          | SIA | before  | 3 | - | R.4624-18, R.4624-17, L.3122-5, L.3122-11
    travail_ecran                     | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4542-17, R.4542-18
    travail_hauteur                   | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4624-23 I 7° a contrario
    charges_25_55kg                   | 2017-01-01 | -          | SI  | usual   | 5 | - | R.4541-9 a contrario
    sir_decision_medecin              | 2017-01-01 | -          | SIR | at once | 4 | 2 | R.4624-21
    sia_protocole_medecin             | 2017-01-01 | -          | SIA | usual   | 3 | - | R.4624-17
    moins_18_travaux_reglementes      | 2017-01-01 | -          | SIR | before  | 1 | - | R.4153-40, R.4624-23 II
    moins_18_aptitude_constatee       | 2017-01-01 | -          | SIR | before  | 4 | 2 | R.4153-49, R.4153-52, R.4624-23 II
    moins_18                          | 2017-01-01 | -          | SIA | before  | 5 | - | R.4624-18, R.4624-16
    rqth                              | 2017-01-01 | -          | SIA | usual   | 3 | - | L.4624-1, R.4624-17, R.4624-20
    invalidite                        | 2017-01-01 | -          | SIA | usual   | 3 | - | L.4624-1, R.4624-17, R.4624-20
    enceinte_accouchee_allaitante     | 2017-01-01 | -          | SIA | usual   | 5 | - | R.4624-19
    cas_general                       | 2017-01-01 | -          | SI  | usual   | 5 | - | L.4624-1, R.4624-10, R.4624-16
"""
MINORS = {"moins_18", "moins_18_travaux_reglementes", "moins_18_aptitude_constatee"}
COMPUTED = {"moins_18", "cas_general"}  # nobody declares them
LEAD_BELOW = ("plomb", "2017-01-01")
ARTICLE = re.compile(r"[LRD]\.\d{4}-\d+(?:-\d+)*")


class Line(NamedTuple):
    code: str
    since: str
    until: str
    category: str
    first: str
    years: str
    intermediate: str
    article: str

    @property
    def day(self) -> date:
        """A day on which the rule holds, the last one known."""
        return TODAY if self.until == "-" else date.fromisoformat(self.until)

    @property
    def parameters(self) -> Parameters:
        return Parameters(plomb_sous_seuil_cmr=(self.code, self.since) == LEAD_BELOW and self.category == "SIR")

    def hired(self, *visits: PastVisit) -> Facts:
        """Somebody who begins that day on a post with this risk alone."""
        age = 17 if self.code in MINORS else 30
        declared = () if self.code in COMPUTED else (Declared(self.code),)
        return Facts(add_years(self.day, -age), self.day, determinants=declared, visits=visits)


LINES = [Line(*(word.strip() for word in line.split("|"))) for line in RULES_OF_2026.strip().splitlines()]
each_line = pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.code} {line.since} {line.category}")


def test_the_table_has_these_rules_and_no_other() -> None:
    written = {(line.code, line.since, line.until, line.category, line.article) for line in LINES}
    held = {(r.code, str(r.since), str(r.until or "-"), r.category.value, r.article) for r in TABLE}
    assert held == written
    assert len(LINES) == len(TABLE) == 47


@each_line
def test_the_rule_gives_its_category_and_says_its_articles(line: Line) -> None:
    answer = follow_up(line.hired(), on=line.day, parameters=line.parameters)
    assert answer.category.value == line.category
    said = {row.article for row in answer.rows}
    assert line.article in said if line.code != "cas_general" else not said


@each_line
def test_the_first_visit_comes_when_the_rule_says(line: Line) -> None:
    visit = follow_up(line.hired(), on=line.day, parameters=line.parameters).next
    assert visit is not None
    expected = {
        "before": (When.BY_DATE, line.day, True),
        "usual": (When.BY_DATE, add_months(line.day, 3), False),
        "at once": (When.ASAP, line.day, False),
    }[line.first]
    assert (visit.when, visit.latest, visit.before_assignment) == expected


@each_line
def test_the_next_visit_comes_within_the_longest_period(line: Line) -> None:
    kind = VisitKind.EMA_HIRE if line.category == "SIR" else VisitKind.VIP_HIRE
    seen = line.hired(PastVisit(kind, line.day, by="medecin"))
    answer = follow_up(seen, on=line.day, parameters=line.parameters)
    years = int(line.years if line.intermediate == "-" else line.intermediate)
    assert answer.due_on == add_years(line.day, years)


def quoted(rule: Any) -> set[str]:
    """Every article that a rule of the tables quotes."""
    if isinstance(rule, str):
        return set(ARTICLE.findall(rule))
    if is_dataclass(rule):
        return set().union(*(quoted(getattr(rule, field.name)) for field in fields(rule)))
    return set().union(*map(quoted, rule)) if isinstance(rule, tuple | list | frozenset) else set()


def test_every_article_of_the_tables_is_in_a_test() -> None:
    tables = (TABLE, RULES, THRESHOLDS, NOTICES, (PRE_RETURN,), PROTECTIONS, MID_CAREERS, POST_EXPOSURES)
    tested = quoted("".join(path.read_text() for path in Path("tests/regulation").glob("*.py")))
    assert len(set().union(*map(quoted, tables))) > 90
    assert set().union(*map(quoted, tables)) - tested == set()


def dates_compared(path: Path) -> list[str]:
    """Comparisons with a day written in the code, itself or under a name: a decree would be an `if`, not a row."""
    tree = list(ast.walk(ast.parse(path.read_text())))
    named = {
        target.id
        for node in tree
        if isinstance(node, ast.Assign) and is_day(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        f"{path}:{node.lineno}"
        for node in tree
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if is_day(side) or (isinstance(side, ast.Name) and side.id in named)
    ]


def is_day(node: ast.expr) -> bool:
    """`date(2025, 10, 1)`: what is counted from a fact is no text."""
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "date":
        return False
    return bool(node.args) and all(isinstance(part, ast.Constant) for part in node.args)


def test_no_decree_is_an_if_on_a_date() -> None:
    """Only rows hold the days of the texts; code compares days with the `since` and `until` of a row."""
    sources = sorted(Path("egide/regulation").rglob("*.py"))
    assert len(sources) > 30
    assert [place for path in sources for place in dates_compared(path)] == []


def test_the_engine_has_no_clock() -> None:
    """The day is an argument: the same question asked tomorrow has the same answer."""
    clocks = re.compile(r"\b(today|now|localdate|time)\(\)")
    assert [path for path in Path("egide/regulation").rglob("*.py") if clocks.search(path.read_text())] == []


def test_every_fact_and_every_answer_is_frozen() -> None:
    options = {
        written
        for path in Path("egide/regulation").rglob("*.py")
        for written in re.findall(r"@dataclass\(([^)]*)\)", path.read_text())
    }
    assert options
    assert all("frozen=True" in one for one in options)
    assert not re.search(r"@dataclass\n", "".join(p.read_text() for p in Path("egide/regulation").rglob("*.py")))
