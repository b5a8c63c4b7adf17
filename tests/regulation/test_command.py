"""`egide suivi`: other software sends cases and reads answers; a broken form is one clear line."""

import copy
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from egide.regulation.exchange.command import answer
from egide.regulation.exchange.form import answer as answer_form
from egide.regulation.exchange.form import check_cases
from egide.regulation.exchange.shapes import Malformed

MASON: dict[str, Any] = {
    "id": "M01",
    "input": {
        "as_of": "2026-11-23",
        "worker": {"birth_date": "1991-02-03", "sex": "M"},
        "contract": {
            "status": "CDI",
            "hired_on": "2026-11-23",
            "post_started_on": "2026-11-23",
            "ends_on": None,
            "effective_work_days": None,
            "first_placement_on": None,
            "minor_derogation_declared_on": None,
        },
        "determinants": [{"code": "silice_cristalline", "from": None, "to": None, "detail": None}],
        "visits": [],
        "absences": [],
    },
    "variants": [{"params": {"attestation_categorie": "SIA"}}],
}
ARRAYS = {
    "category_timeline", "deadlines", "not_due", "waivers", "attestations", "cancelled", "windows", "alerts",
    "recompute_on", "to_check",
}  # fmt: skip


def run(text: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["bin/egide", *arguments], input=text, capture_output=True, text=True, check=False)


def changed(**places: Any) -> dict[str, Any]:
    """The mason with other values: `contract__status="CDD"`; DROP takes the key away."""
    case = copy.deepcopy(MASON)
    for path, value in places.items():
        *way, last = path.split("__")
        place: Any = case["input"]
        for step in way:
            place = place[int(step[1:])] if step[0] == "i" and step[1:].isdigit() else place[step]
        if value is DROP:
            del place[last]
        else:
            place[last] = value
    return case


DROP = object()


def test_a_case_is_answered_with_every_array_and_its_variants() -> None:
    done = run(json.dumps(MASON), "suivi")
    assert (done.returncode, done.stderr) == (0, "")
    (found,) = json.loads(done.stdout)
    assert found["id"] == "M01"
    assert found["output"]["category"] == "SIR"
    assert set(found["output"]) == ARRAYS | {"category"}
    assert [variant["params"] for variant in found["variants"]] == [{"attestation_categorie": "SIA"}]
    for output in (found["output"], found["variants"][0]["output"]):
        answer_form(output, "output")


def test_a_list_is_answered_in_its_order() -> None:
    second = copy.deepcopy(MASON) | {"id": "A02"}
    assert [found["id"] for found in answer([MASON, second])] == ["M01", "A02"]
    assert answer([]) == []


@pytest.mark.parametrize(
    ("case", "line"),
    [
        (changed(as_of="2026-02-30"), "input.as_of : cette date n’existe pas"),
        (changed(as_of=None), "input.as_of : date attendue"),
        (changed(worker__sex="X"), "input.worker.sex : valeur attendue parmi F, M, null"),
        (changed(worker=DROP), "input.worker : clé manquante"),
        (changed(worker__name="Karim"), "input.worker.name : clé inconnue"),
        (changed(contract__status="saisonnier"), "input.contract.effective_work_days : nombre de jours attendu"),
        (changed(contract__status="association_intermediaire"), "input.contract.first_placement_on"),
        (changed(contract__effective_work_days=0), "input.contract.effective_work_days : nombre entier"),
        (changed(contract__effective_work_days=-(10**400)), "input.contract.effective_work_days : nombre entier"),
        (changed(contract__effective_work_days=True), "input.contract.effective_work_days : nombre entier"),
        (changed(determinants__i0__code="sable"), "input.determinants[0].code : valeur inconnue"),
        (changed(determinants__i0__code="enceinte_accouchee_allaitante"), "input.determinants[0].detail"),
        (changed(visits={}), "input.visits : liste attendue"),
        (MASON | {"id": "m1"}, "id : forme attendue"),
        (MASON | {"variants": [{"params": {"sia_cem_ans": 4}}]}, "variants[0].params.sia_cem_ans"),
        (MASON | {"variants": [{"params": {"interim_vip": True}}]}, "variants[0].params.interim_vip"),
        (MASON | {"variants": [{}]}, "variants[0].params : clé manquante"),
        (MASON | {"expected": {}}, "expected : au moins une clé"),
        ({"id": "M01"}, "input : clé manquante"),
        (3, "entrée : objet attendu"),
    ],
)
def test_the_first_place_that_breaks_the_form_is_named(case: Any, line: str) -> None:
    with pytest.raises(Malformed) as refused:
        check_cases(case)
    assert str(refused.value).startswith(line)


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"id": "M01"}', json.dumps(changed(worker__birth_date="9990-01-01"))]
)
def test_a_broken_input_is_one_line_and_code_two(text: str) -> None:
    done = run(text, "suivi")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("egide suivi : ")
    assert done.stderr.count("\n") == 1


def test_the_last_day_of_the_calendar_stands_for_never() -> None:
    (found,) = answer(changed(determinants__i0__to="9999-12-31", as_of="2027-01-04"))
    assert found["output"]["category_timeline"][0] == {"from": "2027-01-04", "category": "SIR"}


def test_another_word_is_answered_by_the_usage() -> None:
    assert (run("", "suivre").returncode, run("").returncode, run("", "--help").returncode) == (2, 2, 0)


def test_the_command_needs_neither_django_nor_the_packages_of_the_product() -> None:
    code = "import sys; import egide.regulation.exchange.command as c; print('django' in sys.modules, c.answer([]))"
    done = subprocess.run(["python3", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False []"


def matches(expected: Any, found: Any) -> bool:
    """An array is matched when each of its elements is among those found."""
    return all(item in found for item in expected) if isinstance(expected, list) else expected == found


@pytest.mark.skipif("EGIDE_CASES" not in os.environ, reason="EGIDE_CASES names a file of cases to pass")
def test_the_cases_of_a_file_pass() -> None:
    cases = json.loads(Path(os.environ["EGIDE_CASES"]).read_text())
    assert cases
    wrong = []
    for case, found in zip(cases, answer(cases), strict=True):
        sides = [(case.get("expected", {}), found["output"])]
        asked = case.get("variants", [])
        sides += [(v.get("expected", {}), f["output"]) for v, f in zip(asked, found["variants"], strict=True)]
        wrong += [
            (case["id"], key, expected[key], output[key])
            for expected, output in sides
            for key in expected
            if not matches(expected[key], output[key])
        ]
    assert wrong == []
