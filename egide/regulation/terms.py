"""The words of the law: categories, kinds of visits, what may be due and when, groups of determinants."""

from enum import Enum, StrEnum


class Category(StrEnum):
    """How an employee is followed; the stronger wins (SIR over VIP: R.4624-24, « se substitue »)."""

    SI = "SI"
    SIA = "SIA"
    SIR = "SIR"

    @property
    def rank(self) -> int:
        return RANKS[self]

    @property
    def label(self) -> str:
        return {
            Category.SI: "Suivi individuel",
            Category.SIA: "Suivi individuel adapté",
            Category.SIR: "Suivi individuel renforcé",
        }[self]


RANKS = {category: rank for rank, category in enumerate(Category)}


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
    return KINDS[code]


KINDS = {kind.value: kind for kind in VisitKind}


class Group(StrEnum):
    """How determinants are grouped on the sheet of an employee."""

    CHEMICAL = "Agents chimiques"
    BIOLOGICAL = "Agents biologiques"
    PHYSICAL = "Agents physiques"
    POST = "Poste et conduite"
    SITUATION = "Situation de la personne"


class Obligation(Enum):
    """What the law may ask for: its code, its French name, and whether the employer may be told of it."""

    VIP = ("VIP", "Visite d’information et de prévention", True)
    EMA = ("EMA", "Examen médical d’aptitude", True)
    INTERMEDIATE = ("INTERMEDIAIRE", "Visite intermédiaire", True)
    MID_CAREER = ("MI_CARRIERE", "Visite de mi-carrière", True)
    RETURN = ("REPRISE", "Visite de reprise", True)
    POST_EXPOSURE = ("POST_EXPOSITION", "Visite post-exposition", True)
    ATTESTATION = ("EXAMEN_ATTESTATION", "Examen pour la conduite ou l’électricité", True)
    # R.4624-20: it follows from what the worker has said to the professional, never told to the employer.
    REFERRAL = ("ORIENTATION_MEDECIN", "Orientation vers le médecin du travail", False)
    COLLECTIVE = ("ACTION_COLLECTIVE", "Action collective de prévention", True)

    def __new__(cls, code: str, label: str, shown: bool) -> "Obligation":
        obligation = object.__new__(cls)
        obligation._value_ = code
        return obligation

    def __init__(self, code: str, label: str, shown: bool) -> None:
        self.label = label
        self.shown_to_employer = shown


class When(StrEnum):
    """How the date of an obligation is known: a day, « sans délai », or the service chooses."""

    BY_DATE = "by_date"
    ASAP = "asap"
    BY_SERVICE = "by_service"


class Basis(StrEnum):
    """The fact that a date counts from."""

    HIRE = "embauche"
    ASSIGNMENT = "affectation"
    RENEWAL = "renouvellement"
    REGIME = "changement_de_regime"
    DECLARATION = "declaration"
    RETURN = "retour"
    CESSATION = "cessation"
    LAW = "loi"


class Severity(StrEnum):
    """How strongly an alert binds."""

    FORBIDDEN = "forbidden"
    FORBIDDEN_UNLESS_DEROGATION = "forbidden_unless_derogation"
    TO_CHECK = "to_check"
    INFO = "info"
