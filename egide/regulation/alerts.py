"""The alerts of a person: what forbids or restricts their work, and what must be declared anew."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from egide.regulation.answers import Alert
from egide.regulation.exposures import Exposure, Situation
from egide.regulation.facts import Facts
from egide.regulation.periods import add_years, age_on
from egide.regulation.protections import DEROGATION_YEARS, MATERNITY_CODE, PROTECTIONS, Protection
from egide.regulation.terms import Severity


def _by_exposure() -> dict[str, list[Protection]]:
    found: dict[str, list[Protection]] = defaultdict(list)
    for protection in PROTECTIONS:
        for code in protection.codes:
            found[code].append(protection)
    return dict(found)


_PROTECTIONS = _by_exposure()


def alerts(facts: Facts, situation: Situation, on: date) -> tuple[Alert, ...]:
    """Each alert once, the determinants to declare anew first."""
    found = dict.fromkeys(_declare_anew(situation.exposures))
    details = frozenset(e.declared.detail for e in situation.exposures if e.row.code == MATERNITY_CODE)
    for exposure in situation.exposures:
        for protection in _PROTECTIONS.get(exposure.row.code, ()):
            if _concerns(protection, facts, situation.day, details) and not _allowed(protection, facts, on):
                found[_said(protection)] = None
    return tuple(found)


def _declare_anew(exposures: Iterable[Exposure]) -> list[Alert]:
    """A rule has ended with a successor: the employer says which one it is (R.4624-23, R.4544-10)."""
    return [
        Alert(
            exposure.row.article,
            f"La règle a changé : confirmez « {exposure.row.label} ».",
            "determinant_a_recoder",
            Severity.TO_CHECK,
            reference=f"{exposure.ended.code} -> {' ou '.join(exposure.ended.replaced_by)}",
        )
        for exposure in exposures
        if exposure.ended
    ]


def _concerns(protection: Protection, facts: Facts, day: date, details: frozenset[str]) -> bool:
    """`day` is the day of the assignment when it is still to come: the age is that of the work."""
    return (
        protection.since <= day <= protection.until
        and (not protection.under or age_on(facts.birth_date, day) < protection.under)
        and (not protection.sex or protection.sex == facts.sex)
        and (not protection.details or bool(protection.details & details))
        and (not protection.statuses or facts.status in protection.statuses)
    )


def _allowed(protection: Protection, facts: Facts, on: date) -> bool:
    """A declaration of derogation holds three years (R.4153-44)."""
    declared = facts.derogation_on
    if not protection.allowed_by_derogation or declared is None:
        return False
    return on < add_years(declared, DEROGATION_YEARS)


def _said(protection: Protection) -> Alert:
    return Alert(protection.article, protection.sentence, protection.code, protection.severity, protection.health)
