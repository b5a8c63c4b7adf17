"""People of the tables of the law, and the answers about them in short words."""

from datetime import date
from typing import Any

from egide.regulation import Declared, Facts, FollowUp, Paper, PastVisit, Stop, StopCause, VisitKind, holding

TODAY = date(2026, 11, 24)
IN_POST, ARRIVES = date(2020, 1, 6), date(2026, 12, 1)


def adult(*codes: str, since: date = IN_POST, **more: Any) -> Facts:
    """Karim, born in 1990, declared for `codes` since his post began."""
    known: dict[str, Any] = {"birth_date": date(1990, 5, 12), "sex": "M", "determinants": holding(codes)} | more
    return Facts(post_since=since, **known)


def minor(*codes: str, since: date = date(2026, 9, 1), **more: Any) -> Facts:
    """Nadia’s apprentice, seventeen years old until 14 March 2027."""
    return adult(*codes, since=since, **({"birth_date": date(2009, 3, 14), "status": "apprenti"} | more))


def mother(*codes: str, detail: str) -> Facts:
    """Claire, who has told the service that she is expecting, has given birth or is nursing."""
    declared = Declared("enceinte_accouchee_allaitante", TODAY, None, detail)
    return adult(sex="F", determinants=(*holding(codes), declared))


def vip(day: date, **more: Any) -> PastVisit:
    return PastVisit(VisitKind.VIP, day, **more)


def ema(day: date, **more: Any) -> PastVisit:
    return PastVisit(VisitKind.EMA, day, **({"by": "medecin"} | more))


def elsewhere(kind: VisitKind, day: date, **more: Any) -> PastVisit:
    """A visit of a former employer, for the same job, whose paper the service holds."""
    known: dict[str, Any] = {"by": "medecin", "former": True, "same_job": True, "held_by_service": True} | more
    return PastVisit(kind, day, **known)


def attestation(code: str, day: date) -> PastVisit:
    """The médecin’s attestation for driving or electricity."""
    paper = Paper.NO_CONTRAINDICATION
    return PastVisit(VisitKind.ATTESTATION, day, "medecin", paper=paper, issued_on=day, issued_for=(code,))


def stop(cause: StopCause, first: date, last: date, **more: Any) -> Stop:
    return Stop(cause, first, last, **more)


def told(answer: FollowUp) -> set[str]:
    """Everything that an answer says, one line each: what is due, spared, forbidden, open."""
    lines = {f"catégorie {answer.category.value}"}
    for due in answer.deadlines:
        lines.add(f"{due.obligation.value} {due.due or due.when.value} {due.article}")
    for waiver in answer.waivers:
        lines.add(f"dispense {waiver.obligation.value} {waiver.status} {waiver.article}")
    for paper in answer.attestations:
        lines.add(f"{paper.kind} {paper.status} {paper.valid_until or paper.due} {paper.article}")
    for alert in answer.alerts:
        lines.add(f"alerte {alert.code} {alert.severity.value} {alert.article}")
    for window in answer.windows:
        lines.add(f"fenêtre {window.code} {window.first_day} {window.last_day}")
    for cancelled in answer.cancelled:
        lines.add(f"annulé {cancelled.obligation.value} {cancelled.due}")
    return lines
