"""`egide suivi`: cases on standard input, answers on standard output, one clear line when the form is broken."""

import json
import sys
from typing import Any

from egide.regulation.exchange.form import check_cases
from egide.regulation.exchange.reading import day_of, facts_of, parameters_of
from egide.regulation.exchange.shapes import Malformed
from egide.regulation.exchange.writing import output_of

USAGE = "usage : egide suivi < cas.json"
MALFORMED = 2


def answer(value: Any) -> list[dict[str, Any]]:
    """The answers to one case or a list of them, in the same order; Malformed when the form is broken."""
    return [_answered(case) for case in check_cases(value)]


def _answered(case: dict[str, Any]) -> dict[str, Any]:
    facts, on = facts_of(case["input"]), day_of(case["input"]["as_of"])
    variants = [
        {
            "params": variant["params"],
            "output": output_of(facts, on=on, parameters=parameters_of(variant["params"])),
        }
        for variant in case.get("variants", [])
    ]
    return {"id": case["id"], "output": output_of(facts, on=on), "variants": variants}


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, or 2 with one line on standard error."""
    asked = sys.argv[1:] if arguments is None else arguments
    if asked in (["-h"], ["--help"]):
        sys.stdout.write(USAGE + "\n")
        return 0
    if asked != ["suivi"]:
        return _refuse(USAGE)
    try:
        value = json.loads(sys.stdin.buffer.read())
    except (ValueError, RecursionError) as error:
        return _refuse(f"egide suivi : l’entrée n’est pas du JSON ({error})")
    try:
        found = answer(value)
    except Malformed as error:
        return _refuse(f"egide suivi : {error}")
    except (ValueError, OverflowError):
        return _refuse("egide suivi : une date sort du calendrier (année 9999 au plus)")
    json.dump(found, sys.stdout, ensure_ascii=True)
    sys.stdout.write("\n")
    return 0


def _refuse(line: str) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return MALFORMED
