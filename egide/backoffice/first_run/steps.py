"""The three steps of the opening, and the first one that is still to do."""

from dataclasses import dataclass

from egide.centres.models import Centre, Physician, Service


@dataclass(frozen=True)
class Step:
    """`route` is its page, `following` the next one; `missing` says what the portal lacks without it."""

    number: int
    heading: str
    lead: str
    route: str
    following: str
    missing: str


IDENTITY = Step(
    1,
    "Votre service",
    "Son nom et son assistance figurent sur chaque page, courriel et courrier.",
    "first-run",
    "first-run-centres",
    "le nom du service et son assistance",
)
CENTRES = Step(
    2,
    "Vos centres de visite",
    "Où vos adhérents envoient leurs salariés. Un suffit pour commencer.",
    "first-run-centres",
    "first-run-physicians",
    "un centre de visite",
)
PHYSICIANS = Step(
    3,
    "Vos médecins et infirmiers",
    "Chaque adhérent a son médecin référent, et la secrétaire qui lui répond.",
    "first-run-physicians",
    "home",
    "un médecin",
)


def unfinished() -> Step | None:
    """The opening may be left at each step: the home page leads back to what is missing."""
    for model, step in ((Service, IDENTITY), (Centre, CENTRES), (Physician, PHYSICIANS)):
        if not model._default_manager.exists():
            return step
    return None
