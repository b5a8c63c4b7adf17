"""What a category implies, in a sentence for the employer: the first visit, then how often."""

from datetime import date

from egide.regulation.assessment import Assessment
from egide.regulation.contracts import rule_of
from egide.regulation.information import SI_YEARS
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.terms import Category

EVERY = {1: "chaque année", **{years: f"tous les {years} ans au plus" for years in range(2, SI_YEARS + 1)}}


def rhythm_of(assessment: Assessment, *, on: date, status: str = "", parameters: Parameters = DEFAULTS) -> str:
    """The visits that this assessment leads to: R.4624-24 and -28 for SIR, R.4624-10, -16 to -18 otherwise.

    `status` is the kind of contract: an apprentice is seen sooner (R.6222-36).
    """
    if assessment.category == Category.SIR:
        return _reinforced(assessment)
    rule = rule_of(status, on)
    if rule.collective_article:
        return f"Action collective de formation et de prévention ({rule.collective_article})."
    years = min((row.years_for(parameters) for row in assessment.rows), default=SI_YEARS)
    before = any(row.comes_before(parameters) for row in assessment.rows)
    first = "avant l’affectation" if before else f"dans les {rule.months} mois après l’embauche"
    return f"Visite d’information et de prévention {first}, puis {EVERY[years]}."


def _reinforced(assessment: Assessment) -> str:
    rows = [row for row in assessment.rows if row.category == Category.SIR]
    every = EVERY[min(row.years for row in rows)]
    sentence = f"Examen médical d’aptitude avant l’affectation, puis {every}."
    if any(row.intermediate is None for row in rows):
        return sentence
    between = min(row.intermediate for row in rows if row.intermediate)
    return f"{sentence} Visite intermédiaire au plus tard {between} ans après."
