"""What a contribution covers: a civil year, or one quarter of it."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF_QUARTER = 3
WHOLE_YEAR = 0


@dataclass(frozen=True, order=True)
class Period:
    """`quarter`: 1 to 4, or WHOLE_YEAR."""

    year: int
    quarter: int = WHOLE_YEAR

    def __str__(self) -> str:
        """As the guide writes it: « Année 2026 », « 1er trimestre 2026 »."""
        if self.quarter == WHOLE_YEAR:
            return f"Année {self.year}"
        return f"{self.quarter}{'er' if self.quarter == 1 else 'ème'} trimestre {self.year}"

    @property
    def in_a_title(self) -> str:
        """« de l’année 2026 », « du 1er trimestre 2026 »."""
        return f"de l’année {self.year}" if self.quarter == WHOLE_YEAR else f"du {self}"

    @property
    def first_day(self) -> date:
        return date(self.year, 1 + MONTHS_OF_QUARTER * max(self.quarter - 1, 0), 1)

    @property
    def last_day(self) -> date:
        if self.quarter in {WHOLE_YEAR, 4}:
            return date(self.year, 12, 31)
        return Period(self.year, self.quarter + 1).first_day - timedelta(days=1)
