"""How the contract changes the first visit: its delay, its articles, and the visits that it may spare."""

from dataclasses import dataclass
from datetime import date

from egide.regulation.rows import VIP_SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRule:
    """A former visit within `years` of the hire spares the new one, on conditions that the service confirms.

    Without `years` the period is the one between two visits of this worker (R.4624-15).
    """

    article: str
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRule:
    """The first visit for one kind of contract, from `since` to `until`.

    `counted_from` names the field of Facts that the `months` run from. `early`: the parameter and the value
    by which a service asks for the information visit before the post, with its article. `late_exam`: the same
    for an adult's aptitude examination within the delay of the contract instead of before the post.
    `least_work_days`: under it, and outside special risks, a collective action replaces the visit.
    """

    status: str
    months: int
    article: str
    counted_from: str = "post_since"
    exam_article: str = ""
    vip_waiver: WaiverRule = WaiverRule(article="R.4624-15")
    exam_waiver: WaiverRule = WaiverRule(article="R.4624-27", years=2)
    early: tuple[str, object, str] | None = None
    late_exam: tuple[str, object] | None = None
    least_work_days: int = 0
    collective_article: str = ""
    since: date = VIP_SYSTEM
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


RULES: tuple[ContractRule, ...] = (
    ContractRule(status="CDI", months=3, article="R.4624-10"),
    ContractRule(status="CDD", months=3, article="R.4624-10"),  # the same period: R.4625-1
    ContractRule(status="professionnalisation", months=3, article="R.4624-10"),
    ContractRule(
        status="apprenti",
        months=2,
        article="R.6222-36",
        counted_from="hire_day",
        late_exam=("apprenti_majeur_ema", "2_mois"),
    ),
    ContractRule(
        status="interimaire",
        months=3,
        article="R.4624-10, R.4625-2",
        exam_article="R.4625-9, R.4625-12",
        vip_waiver=WaiverRule(article="R.4625-11", years=2),
        exam_waiver=WaiverRule(article="R.4625-13", years=2),
        early=("interim_vip", "avant_mission", "R.4625-11"),
    ),
    ContractRule(
        status="saisonnier",
        months=3,
        article="R.4624-10",
        exam_article="D.4625-22 al. 1, R.4624-24",
        exam_waiver=WaiverRule(article="D.4625-22 al. 1", years=2),  # twenty-four months
        least_work_days=45,
        collective_article="D.4625-22 al. 2",
    ),
    ContractRule(
        status="association_intermediaire",
        months=1,
        article="R.5132-26-7",
        counted_from="first_placement_on",
    ),
    ContractRule(status="detache_etranger", months=3, article="R.1262-13", exam_article="R.1262-13"),
    ContractRule(status="entreprise_foraine", months=12, article="R.4622-18"),
)


USUAL = RULES[0]


def rule_of(status: str, day: date) -> ContractRule:
    """The rule in force on `day`; a contract that the law does not set apart follows R.4624-10."""
    return next((rule for rule in RULES if rule.status == status and rule.holds_on(day)), USUAL)
