"""The médecin's attestation before driving or electrical work: an object of its own, valid five years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from egide.regulation.answers import Attestation, Deadline
from egide.regulation.exposures import Exposure
from egide.regulation.facts import Facts, Paper, PastVisit
from egide.regulation.periods import add_years
from egide.regulation.terms import Basis, Obligation, VisitKind, When

NAMES = {"conduite": "conduite", "electricite": "électricité"}


@dataclass(frozen=True, slots=True)
class Validity:
    """A paper that stands as attestation: issued from `since` to `until`, valid `years` from its issue."""

    paper: Paper
    years: int
    source: str
    since: date = date.min
    until: date = date.max


VALIDITIES = (
    Validity(Paper.NO_CONTRAINDICATION, 5, ""),  # R.4323-56, R.4544-11
    Validity(Paper.FIT, 5, "avis_sir_anterieur (décret 2025-355 art. 2)", until=date(2025, 9, 30)),
)
# The determinants that an attestation of each kind is issued for, former codes included.
CODES = {
    "conduite": frozenset({"autorisation_conduite"}),
    "electricite": frozenset({"habilitation_electrique", "habilitation_electrique_voisinage"}),
}


def attested(kind: str, issued_on: date) -> PastVisit:
    """An attestation in hand, of which the date alone is known (R.4323-56: it is the worker's, who presents it)."""
    codes = tuple(sorted(CODES[kind]))
    paper = Paper.NO_CONTRAINDICATION
    return PastVisit(VisitKind.ATTESTATION, issued_on, paper=paper, issued_on=issued_on, issued_for=codes)


def attestations(
    facts: Facts, exposures: Iterable[Exposure], on: date
) -> tuple[tuple[Attestation, ...], list[Deadline]]:
    """What each kind of driving or electrical work needs on `on`, and the examinations that it calls for."""
    found: dict[str, Attestation] = {}
    due: list[Deadline] = []
    for exposure in exposures:
        kind, article = exposure.row.attestation, exposure.row.attestation_article
        if not kind or kind in found:
            continue
        needed = max(exposure.start, exposure.row.since)
        until, source = _validity(facts, kind, on)
        if until is not None and until >= max(on, needed):
            found[kind] = Attestation(kind, "valid", article, valid_until=until, source=source)
            continue
        lapsed = until is not None and until >= needed
        latest, basis = (until or needed, Basis.RENEWAL) if lapsed else (needed, Basis.ASSIGNMENT)
        if until is None:
            found[kind] = Attestation(kind, "required", article, due=needed)
        else:
            found[kind] = Attestation(kind, "expired", article, valid_until=until, source=source)
        due.append(Deadline(Obligation.ATTESTATION, latest, When.BY_DATE, basis, article, latest))
    return tuple(found.values()), due


def _validity(facts: Facts, kind: str, on: date) -> tuple[date | None, str]:
    """Until when the longest paper stands, whoever the employer was: it is given to the worker."""
    best: tuple[date | None, str] = (None, "")
    for visit in facts.visits:
        issued = visit.issued_on or visit.held_on
        if issued > on or not visit.may_be_by_physician or not CODES[kind].intersection(visit.issued_for):
            continue
        for rule in VALIDITIES:
            until = add_years(issued, rule.years)
            if (
                visit.paper == rule.paper
                and rule.since <= issued <= rule.until
                and (best[0] is None or until > best[0])
            ):
                best = (until, rule.source)
    return best
