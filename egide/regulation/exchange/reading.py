"""From the JSON of a case, already checked, to the facts and parameters of the engine."""

from datetime import date
from typing import Any

from egide.regulation.facts import Declared, Facts, Paper, PastVisit, Stop, StopCause
from egide.regulation.parameters import Parameters
from egide.regulation.terms import VisitKind

KINDS = {
    "VIP": VisitKind.VIP,
    "EMA": VisitKind.EMA,
    "INTERMEDIAIRE": VisitKind.INTERMEDIATE,
    "MI_CARRIERE": VisitKind.MID_CAREER,
    "REPRISE": VisitKind.RETURN,
    "PREREPRISE": VisitKind.PRE_RETURN,
    "POST_EXPOSITION": VisitKind.POST_EXPOSURE,
    "EXAMEN_ATTESTATION": VisitKind.ATTESTATION,
    "A_LA_DEMANDE": VisitKind.WORKER,
}
CAUSES = {
    "maladie": StopCause.ILLNESS,
    "accident_non_professionnel": StopCause.ILLNESS,
    "accident_travail": StopCause.WORK_ACCIDENT,
    "maladie_professionnelle": StopCause.OCCUPATIONAL_DISEASE,
    "maternite": StopCause.MATERNITY,
}
Json = dict[str, Any]


def day_of(value: str) -> date:
    return date.fromisoformat(value)


def perhaps(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def facts_of(value: Json) -> Facts:
    """The facts of an `input`."""
    worker, contract = value["worker"], value["contract"]
    return Facts(
        birth_date=day_of(worker["birth_date"]),
        sex=worker["sex"] or "",
        status=contract["status"],
        hired_on=day_of(contract["hired_on"]),
        post_since=day_of(contract["post_started_on"]),
        ends_on=perhaps(contract["ends_on"]),
        work_days=contract["effective_work_days"],
        first_placement_on=perhaps(contract["first_placement_on"]),
        derogation_on=perhaps(contract["minor_derogation_declared_on"]),
        determinants=tuple(_declared(found) for found in value["determinants"]),
        visits=tuple(_visit(found) for found in value["visits"]),
        stops=tuple(_stop(found) for found in value["absences"]),
    )


def parameters_of(value: Json) -> Parameters:
    """The parameters of a variant; what it does not say keeps its default."""
    return Parameters(**value)


def _declared(value: Json) -> Declared:
    return Declared(value["code"], perhaps(value["from"]), perhaps(value["to"]), value["detail"] or "")


def _visit(value: Json) -> PastVisit:
    paper = value["document"]
    return PastVisit(
        kind=KINDS[value["type"]],
        held_on=day_of(value["date"]),
        by=value["by"] or "",
        former=value["employer"] == "former",
        same_job=value["same_job"],
        paper=Paper(paper["kind"]) if paper else None,
        issued_on=day_of(paper["issued_on"]) if paper else None,
        held_by_service=value["document_held_by_service"],
        measures=value["measures_or_inaptitude"],
        issued_for=tuple(value["issued_for"]),
    )


def _stop(value: Json) -> Stop:
    return Stop(
        CAUSES[value["cause"]],
        day_of(value["first_day"]),
        day_of(value["last_day"]),
        perhaps(value["return_on"]),
        perhaps(value["stop_issued_on"]),
    )
