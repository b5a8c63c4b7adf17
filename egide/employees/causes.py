"""The determinants as people tick them: grouped by the effect they have, then by nature."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypedDict

from egide.common.french import lower_first, unbroken
from egide.regulation import Category, Determinant, Parameters, left_reinforced

FEW = 6
TOLD = {
    Category.SIR: ("Risques particuliers", "L’examen d’aptitude passe avant l’affectation."),
    Category.SIA: ("Horaires, agents et situation", "Les visites sont plus rapprochées."),
    Category.SI: ("Autres expositions", "Elles ne changent pas la catégorie ; le médecin les connaît."),
}
NO_LONGER = (
    "Conduite et électricité",
    "Ne change plus la catégorie depuis le 1er octobre 2025 : une attestation du médecin, valable 5 ans, suffit.",
)


class Tick(TypedDict):
    """One box as the template draws it (`egide.ui.stencils`)."""

    code: str
    label: str
    definition: str
    examples: str
    article: str
    search: str
    has_examples: bool
    ticked: bool
    suggested: bool


@dataclass(frozen=True)
class Cause:
    """Determinants that have the same effect, by nature; `category` is None where they have none."""

    title: str
    told: str
    category: Category | None
    natures: dict[str, list[Tick]]


def causes(
    rows: Iterable[Determinant], parameters: Parameters, ticked: Collection[str], suggested: Collection[str]
) -> list[Cause]:
    """What is offered, the strongest effect first; what left the reinforced follow-up in 2025 stands apart."""
    rows = list(rows)
    apart = [row for row in rows if left_reinforced(row) and row.category_for(parameters) == Category.SI]
    found = []
    for category in (Category.SIR, Category.SIA, None, Category.SI):
        title, told = TOLD[category] if category else NO_LONGER
        held = [r for r in rows if r not in apart and r.category_for(parameters) == category] if category else apart
        if held:
            effect = category if category != Category.SI else None
            natures = {
                nature: [_tick(row, ticked, suggested) for row in some] for nature, some in _by_nature(held).items()
            }
            found.append(Cause(title, unbroken(told), effect, natures))
    return found


def _by_nature(rows: list[Determinant]) -> dict[str, list[Determinant]]:
    """By group of the table; a few rows are one list without a name."""
    if len(rows) <= FEW:
        return {"": rows}
    found: dict[str, list[Determinant]] = {}
    for row in rows:
        found.setdefault(row.group.value, []).append(row)
    return found


def _tick(row: Determinant, ticked: Collection[str], suggested: Collection[str]) -> Tick:
    return Tick(
        code=row.code,
        label=row.label,
        definition=unbroken(row.definition),
        examples=unbroken(lower_first(row.examples)),
        article=row.article,
        search=row.search_text,
        has_examples=bool(row.examples),
        ticked=row.code in ticked,
        suggested=row.code in suggested,
    )
