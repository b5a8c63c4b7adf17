"""A declaration as it stands: read from Mes salariés until the attestation, from the attested copy afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.declarations.models import Declaration, Filing
from egide.declarations.workforce import (
    Line,
    Movements,
    estimate_of,
    exposures_in_words,
    lines_of,
    mark_of,
    movements_of,
    summary_of,
)
from egide.dues.estimating import Estimate


@dataclass(frozen=True)
class Preparation:
    """What would be declared if it were attested now. `mark`: see `workforce.mark_of`."""

    lines: list[Line]
    movements: Movements
    summary: dict[str, Any]
    estimate: Estimate | None
    mark: str

    @property
    def exposures(self) -> list[tuple[str, int]]:
        return exposures_in_words(self.summary)

    @property
    def incomplete(self) -> list[Line]:
        return [line for line in self.lines if line.missing]

    @property
    def unknown_risks(self) -> list[Line]:
        """Whose risks nobody has filled in: « none » is not known either."""
        return [line for line in self.lines if "déterminants" in line.missing]


@dataclass(frozen=True)
class Attested:
    """What the last attestation has declared, drawn as a preparation is."""

    filing: Filing

    @property
    def summary(self) -> dict[str, Any]:
        return dict(self.filing.summary)

    @property
    def exposures(self) -> list[tuple[str, int]]:
        return exposures_in_words(self.filing.summary)

    @property
    def estimate(self) -> Estimate | None:
        return self.filing.estimated


def prepared(declaration: Declaration) -> Preparation:
    member, campaign = declaration.member, declaration.campaign
    lines = lines_of(member, campaign.counted_on)
    return Preparation(
        lines=lines,
        movements=movements_of(member, lines, since_when(declaration), campaign.counted_on),
        summary=summary_of(lines),
        estimate=estimate_of(member, campaign, lines),
        mark=mark_of(lines),
    )


def standing_of(declaration: Declaration) -> Preparation | Attested:
    """The copy of a declaration that is attested, what Mes salariés says of the others."""
    filing = declaration.filings.first() if declaration.is_filed else None
    return Attested(filing) if filing else prepared(declaration)


def previous_filing(declaration: Declaration) -> Filing | None:
    """What this member attested last in the campaigns before this one."""
    year = declaration.campaign.year
    earlier = Filing.objects.filter(declaration__member=declaration.member_id, declaration__campaign__year__lt=year)
    return earlier.order_by("-declaration__campaign__year", "-rank").select_related("declaration__campaign").first()


def since_when(declaration: Declaration) -> date:
    """The day of the last workforce attested, or a year before this one."""
    previous, day = previous_filing(declaration), declaration.campaign.counted_on
    return previous.counted_on if previous else date(day.year - 1, day.month, min(day.day, 28))
