"""The kinds of visits: who may ask for one, who holds it, and what the employer knows of it."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Asker(StrEnum):
    """Who may ask for a visit."""

    EMPLOYER = "employeur"
    WORKER = "salarié"
    SERVICE = "service"
    CARE = "médecin traitant ou assurance maladie"


EMPLOYER_OR_SERVICE = (Asker.EMPLOYER, Asker.SERVICE)


@dataclass(frozen=True)
class About:
    """What the law says of one kind; `physician_only`: no nurse may hold it."""

    label: str
    article: str
    asked_by: tuple[Asker, ...]
    physician_only: bool = False
    visible_to_employer: bool = True


class VisitKind(Enum):
    """What a visit is: its code, its French name, whether the employer may see it and ask for it."""

    VIP_HIRE = (
        "vip_initiale",
        About("Visite d’information et de prévention initiale", "R.4624-10", EMPLOYER_OR_SERVICE),
    )
    VIP = (
        "vip_periodique",
        About("Visite d’information et de prévention périodique", "R.4624-16", EMPLOYER_OR_SERVICE),
    )
    EMA_HIRE = (
        "ema_embauche",
        About("Examen médical d’aptitude à l’embauche", "R.4624-24", EMPLOYER_OR_SERVICE, physician_only=True),
    )
    EMA = (
        "ema_periodique",
        About("Examen médical d’aptitude périodique", "R.4624-28", EMPLOYER_OR_SERVICE, physician_only=True),
    )
    INTERMEDIATE = ("intermediaire", About("Visite intermédiaire", "R.4624-28", EMPLOYER_OR_SERVICE))
    RETURN = ("reprise", About("Visite de reprise", "R.4624-31", EMPLOYER_OR_SERVICE))
    MID_CAREER = (
        "mi_carriere",
        About("Visite de mi-carrière", "L.4624-2-2", (Asker.EMPLOYER, Asker.WORKER, Asker.SERVICE)),
    )
    EMPLOYER = ("demande_employeur", About("Visite à la demande de l’employeur", "R.4624-34", (Asker.EMPLOYER,)))
    POST_EXPOSURE = (
        "post_exposition",
        About(
            "Visite post-exposition ou de fin de carrière",
            "L.4624-2-1, R.4624-28-2",
            (Asker.EMPLOYER, Asker.WORKER, Asker.SERVICE),
            physician_only=True,
        ),
    )
    ATTESTATION = (
        "examen_attestation",
        About(
            "Examen pour la conduite ou l’électricité",
            "R.4323-56, R.4544-10",
            (Asker.EMPLOYER, Asker.WORKER),
            physician_only=True,
        ),
    )
    PRE_RETURN = (
        "prereprise",
        About(
            "Visite de préreprise",
            "L.4624-2-4, R.4624-29",
            (Asker.WORKER, Asker.CARE, Asker.SERVICE),
            physician_only=True,
            visible_to_employer=False,  # R.4624-30
        ),
    )
    WORKER = (
        "demande_travailleur",
        About(
            "Visite à la demande du travailleur",
            "R.4624-34",
            (Asker.WORKER,),
            visible_to_employer=False,  # its very existence is the worker's own business
        ),
    )

    def __new__(cls, code: str, about: About) -> "VisitKind":
        kind = object.__new__(cls)
        kind._value_ = code
        return kind

    def __init__(self, code: str, about: About) -> None:
        self.label = about.label
        self.article = about.article
        self.asked_by = about.asked_by
        self.physician_only = about.physician_only
        self.visible_to_employer = about.visible_to_employer
        self.employer_may_ask = Asker.EMPLOYER in about.asked_by


def kind_of(code: str) -> VisitKind:
    """The kind of visit that this code names; an unknown code is a bug."""
    return next(kind for kind in VisitKind if kind.value == code)
