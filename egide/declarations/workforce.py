"""The workforce of a member on the day of a campaign, as Mes salariés holds it now: who, and how many of what."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from egide.dues.counting import Worker, employed_on
from egide.dues.estimating import Estimate, estimated
from egide.employees.models import Employee
from egide.employees.models.risks import codes_held, determinant_label
from egide.members.models import Member

if TYPE_CHECKING:
    from egide.declarations.models import DeclarationCampaign


class Line(NamedTuple):
    """One worker as declared. `missing`: what the employer has not filled in yet."""

    key: int
    name: str
    post: str
    pcs_code: str
    category: str
    codes: tuple[str, ...]
    employers: int
    hired_on: date
    missing: tuple[str, ...] = ()

    @property
    def worker(self) -> Worker:
        return Worker(self.key, self.employers, self.hired_on)


@dataclass(frozen=True)
class Movements:
    """Who came and who went between `since` and the day of the workforce."""

    since: date
    entries: list[Line]
    exits: list[Employee]


def lines_of(member: Member, on: date) -> list[Line]:
    """Three queries. The risks are those that hold now: what is mended in Mes salariés shows at once."""
    rows = Employee.objects.filter(employed_on(on), member=member).order_by("search_key", "pk")
    return [_line(row, on) for row in rows.prefetch_related("determinants", "past_contracts")]


def movements_of(member: Member, lines: Sequence[Line], since: date, on: date) -> Movements:
    """`since`: the day of the last workforce attested, or a year before this one."""
    gone = Employee.objects.filter(member=member, left_on__gte=since, left_on__lt=on)
    return Movements(since, [line for line in lines if line.hired_on > since], list(gone.order_by("left_on", "pk")))


def summary_of(lines: Iterable[Line]) -> dict[str, Any]:
    """How many workers, in each category, with each determinant, with none, and incomplete: plain JSON."""
    lines = list(lines)
    exposures = Counter(code for line in lines for code in line.codes)
    return {
        "workers": len(lines),
        "categories": {name: sum(line.category == name for line in lines) for name in ("SI", "SIA", "SIR")},
        "exposures": dict(exposures),
        "unexposed": sum(not line.codes for line in lines),
        "incomplete": sum(bool(line.missing) for line in lines),
        "shared": sum(line.employers > 1 for line in lines),
    }


def estimate_of(member: Member, campaign: "DeclarationCampaign", lines: Iterable[Line]) -> Estimate | None:
    """What these workers would be called for the year of the campaign; None while no price is voted."""
    workers = [line.worker for line in lines]
    return estimated(member, workers, year=campaign.year, counted_on=campaign.counted_on)


def exposures_in_words(summary: dict[str, Any]) -> list[tuple[str, int]]:
    """The most frequent first: PostgreSQL keeps the keys of a JSON column in its own order."""
    found = [(determinant_label(code), many) for code, many in summary["exposures"].items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def mark_of(lines: Iterable[Line]) -> str:
    """A short mark of what is declared: another one as soon as a worker, a post, a category or a risk differs."""
    facts = [[line.key, line.post, line.pcs_code, line.category, line.codes, line.employers] for line in lines]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _line(row: Employee, on: date) -> Line:
    """Whoever was hired again since is declared with the post of that day."""
    then = next((c for c in row.past_contracts.all() if c.hired_on <= on <= c.left_on), None)
    held = then if then and row.hired_on > on else row
    return Line(
        key=row.pk,
        name=str(row),
        post=held.post,
        pcs_code=held.pcs_code,
        category=row.category,
        codes=tuple(sorted(codes_held(row.determinants.all()))),
        employers=row.employers,
        hired_on=held.hired_on,
        missing=tuple(row.missing),
    )
