"""From an answer of the engine to the JSON of an `output`: every array is there, in ASCII words."""

import unicodedata
from datetime import date
from typing import Any

from egide.regulation.answers import Attestation, Deadline, FollowUp, Waiver
from egide.regulation.facts import Facts
from egide.regulation.follow_up import follow_up
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.timeline import Change, category_timeline, changes_ahead

Json = dict[str, Any]


def plain(words: str) -> str:
    """« décret » as other software writes it: decret; the signs of numbers stay."""
    return "".join(
        unicodedata.normalize("NFD", sign)[0] if sign.isalpha() and not sign.isascii() else sign for sign in words
    ).replace("’", "'")


def output_of(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> Json:
    """The whole `output` of a case."""
    answer = follow_up(facts, on=on, parameters=parameters)
    steps = category_timeline(facts, on=on, parameters=parameters)
    return {
        "category": answer.category.value,
        "category_timeline": [{"from": day.isoformat(), "category": category.value} for day, category in steps],
        **_dates(answer),
        "recompute_on": [_change(change) for change in changes_ahead(facts, on=on, parameters=parameters)],
        "to_check": list(answer.to_check),
    }


def _dates(answer: FollowUp) -> Json:
    return {
        "deadlines": [_deadline(deadline) for deadline in answer.deadlines],
        "not_due": [obligation.value for obligation in answer.not_due],
        "waivers": [_waiver(waiver) for waiver in answer.waivers],
        "attestations": [_attestation(paper) for paper in answer.attestations],
        "cancelled": [{"type": found.obligation.value, "due": found.due.isoformat()} for found in answer.cancelled],
        "windows": [
            {
                "type": window.code,
                "from": window.first_day.isoformat(),
                "to": window.last_day.isoformat(),
                "ref": plain(window.article),
            }
            for window in answer.windows
        ],
        "alerts": [
            {"code": alert.code, "ref": plain(alert.reference or alert.article), "severity": alert.severity.value}
            for alert in answer.alerts
        ],
    }


def _deadline(deadline: Deadline) -> Json:
    found: Json = {
        "type": deadline.obligation.value,
        "due": deadline.due.isoformat() if deadline.due else None,
        "when": deadline.when.value,
        "basis": deadline.basis.value,
        "ref": plain(deadline.article),
    }
    return found | ({"overdue_days": deadline.overdue_days} if deadline.overdue_days else {})


def _waiver(waiver: Waiver) -> Json:
    """What a waiver says: who confirms it and both outcomes, or why not, or unless who asks."""
    found: Json = {"visit": waiver.obligation.value, "ref": plain(waiver.article), "status": waiver.status}
    more: Json = {
        "confirmed_by": "service" if waiver.status == "possible" else "",
        "reason": plain(waiver.reason),
        "unless": list(waiver.unless),
        "if_confirmed": [_deadline(deadline) for deadline in waiver.if_confirmed],
        "if_refused": [_deadline(deadline) for deadline in waiver.if_refused],
    }
    return found | {name: value for name, value in more.items() if value}


def _attestation(paper: Attestation) -> Json:
    found: Json = {"kind": paper.kind, "status": paper.status, "ref": plain(paper.article)}
    more = {
        "due": paper.due and paper.due.isoformat(),
        "valid_until": paper.valid_until and paper.valid_until.isoformat(),
        "source": plain(paper.source),
    }
    return found | {name: value for name, value in more.items() if value}


def _change(change: Change) -> Json:
    return {"date": change.day.isoformat(), "reason": plain(change.reason)}
