"""The national average cost of the core offer per worker, year by year (D.4622-27-6 du code du travail).

Source: arrêtés fixing it each autumn for the next year: 26 September 2025 for 2026. Whether the figure is with or
without VAT is a doubt written down in docs/a-verifier.md: it is compared without.
"""

from decimal import Decimal

OF_YEAR = {2025: Decimal("115.50"), 2026: Decimal("116.00")}
LOWEST, HIGHEST = Decimal("0.80"), Decimal("1.20")


def bounds(year: int) -> tuple[Decimal, Decimal] | None:
    """Euros a year and worker, between which a contribution stays unless a vote says why; None: not known yet."""
    cost = OF_YEAR.get(year)
    return (cost * LOWEST, cost * HIGHEST) if cost else None
