"""The words of the law: categories, groups of determinants, and what it leaves to the service."""

from dataclasses import dataclass
from enum import StrEnum


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
    sia_cem_ans: int = 5  # R.4624-16, R.4453-25
    attestation_categorie: str = "SI"  # R.4323-56, R.4544-10 since 1 October 2025
    vip_prealable_rqth_invalidite: bool = False  # R.4624-18 names night and minors only
    apprenti_majeur_ema_avant: bool = True  # R.6222-36 says two months, R.4624-24 before
    plomb_sous_seuil_cmr: bool = False  # R.4624-23 I 3°, before 10 April 2026
    interim_vip_avant_mission: bool = False  # R.4624-10 says three months, R.4625-11 « avant une nouvelle mission »
    visite_avant_affectation_mois: int = 24  # R.4624-27, by analogy: how old a visit may be on a new assignment
    sante_proposee: bool = False  # health data: closed to employers by default
