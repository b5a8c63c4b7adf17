"""What the contract changes: the delay of the first visit, and for some the longest period."""

from dataclasses import dataclass, replace
from datetime import date

from egide.regulation.rows import VIP_SYSTEM, Choice, changes_under, choice
from egide.regulation.terms import Parameters


@dataclass(frozen=True)
class Contract:
    """One status: `hire_months` after the start on the post at the latest; `years` where a text sets a period."""

    code: str
    label: str
    article: str
    hire_months: int = 3  # R.4624-10
    years: int | None = None
    since: date = VIP_SYSTEM
    until: date | None = None
    choices: tuple[Choice, ...] = ()

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


USUAL = Contract("CDI", "Contrat à durée indéterminée", "R.4624-10")

ROWS: tuple[Contract, ...] = (
    USUAL,
    Contract("CDD", "Contrat à durée déterminée", "R.4624-10, R.4625-1"),
    Contract("professionnalisation", "Contrat de professionnalisation", "R.4624-10"),
    Contract("apprenti", "Contrat d’apprentissage", "R.6222-36", hire_months=2),
    Contract(
        "interimaire",
        "Intérimaire",
        "R.4624-10, R.4625-2",
        choices=(choice("interim_vip_avant_mission", True, hire_months=0, article="R.4625-11"),),
    ),
    Contract("saisonnier", "Saisonnier", "R.4624-10, D.4625-22"),
    Contract("association_intermediaire", "Association intermédiaire", "R.5132-26-7", hire_months=1),
    Contract("detache_etranger", "Salarié détaché par une entreprise étrangère", "R.1262-13"),
    Contract("entreprise_foraine", "Salarié d’une entreprise foraine", "R.4622-18", hire_months=12),
    Contract("mannequin", "Mannequin", "R.7123-7", years=1),
)


def contract(code: str, day: date, parameters: Parameters) -> Contract:
    """The row of this status in force on `day`; a status without a rule of its own follows the usual one."""
    row = next((row for row in ROWS if row.code == code and row.holds_on(day)), USUAL)
    return replace(row, **changes_under(row.choices, parameters))
