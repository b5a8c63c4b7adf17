"""The words of the law: categories, kinds of visits, groups of determinants, what it leaves to the service."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Category(StrEnum):
    """How an employee is followed; the stronger wins (SIR over VIP: R.4624-24, « se substitue »)."""

    SI = "SI"
    SIA = "SIA"
    SIR = "SIR"

    @property
    def rank(self) -> int:
        return list(Category).index(self)

    @property
    def label(self) -> str:
        return {
            Category.SI: "Suivi individuel",
            Category.SIA: "Suivi individuel adapté",
            Category.SIR: "Suivi individuel renforcé",
        }[self]


class VisitKind(Enum):
    """What a visit is: its code, its French name, whether the employer may see it and ask for it."""

    VIP_HIRE = ("vip_initiale", "Visite d’information et de prévention initiale", True, True)
    VIP = ("vip_periodique", "Visite d’information et de prévention périodique", True, True)
    EMA_HIRE = ("ema_embauche", "Examen médical d’aptitude à l’embauche", True, True)
    EMA = ("ema_periodique", "Examen médical d’aptitude périodique", True, True)
    INTERMEDIATE = ("intermediaire", "Visite intermédiaire", True, True)
    RETURN = ("reprise", "Visite de reprise", True, True)
    MID_CAREER = ("mi_carriere", "Visite de mi-carrière", True, True)
    EMPLOYER = ("demande_employeur", "Visite à la demande de l’employeur", True, True)
    POST_EXPOSURE = ("post_exposition", "Visite post-exposition ou de fin de carrière", True, True)
    ATTESTATION = ("examen_attestation", "Examen pour la conduite ou l’électricité", True, True)
    # R.4624-29 and -30, R.4624-34: nobody but the worker and the service knows of these.
    PRE_RETURN = ("prereprise", "Visite de préreprise", False, False)
    WORKER = ("demande_travailleur", "Visite à la demande du travailleur", False, False)

    def __new__(cls, code: str, label: str, visible: bool, may_ask: bool) -> "VisitKind":
        kind = object.__new__(cls)
        kind._value_ = code
        return kind

    def __init__(self, code: str, label: str, visible: bool, may_ask: bool) -> None:
        self.label = label
        self.visible_to_employer = visible
        self.employer_may_ask = may_ask


def kind_of(code: str) -> VisitKind:
    """The kind of visit that this code names; an unknown code is a bug."""
    return next(kind for kind in VisitKind if kind.value == code)


class Group(StrEnum):
    """How determinants are grouped on the sheet of an employee."""

    CHEMICAL = "Agents chimiques"
    BIOLOGICAL = "Agents biologiques"
    PHYSICAL = "Agents physiques"
    POST = "Poste et conduite"
    SITUATION = "Situation de la personne"


@dataclass(frozen=True)
class Parameters:
    """What the law leaves to the service, or leaves in doubt (docs/a-verifier.md), with its default."""

    sia_mineur_ans: int = 5  # R.4624-16; « l'âge » of R.4624-17 lets a protocol say 3
    sia_agents_bio2_ans: int = 5  # R.4624-16
    sia_cem_ans: int = 5  # R.4624-16
    attestation_categorie: str = "SI"  # R.4323-56, R.4544-10 since 1 October 2025
    vip_prealable_rqth_invalidite: bool = False  # R.4624-18 names night and minors only
    apprenti_majeur_ema_avant: bool = True  # R.6222-36 says two months, R.4624-24 before
    sante_proposee: bool = False  # health data: closed to employers by default
