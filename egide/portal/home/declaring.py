"""The yearly declaration on Accueil, while its campaign is open: what is left to do, until when."""

from dataclasses import dataclass
from datetime import date

from egide.declarations.models import Declaration
from egide.declarations.models.step import BEFORE_ATTESTING, Step
from egide.portal.home.answers import Matter


@dataclass(frozen=True)
class Card:
    pk: int
    state: str
    left: list[Step]
    latest_day: date
    is_late: bool

    may_change = True  # what does not change any more is not shown here

    @property
    def is_filed(self) -> bool:
        return self.state == Declaration.State.FILED


def declaration_of(matters: list[Matter], today: date) -> Card | None:
    """The last one, of the campaigns that are open."""
    found = [matter for matter in matters if matter.kind == "declaration"]
    if not found:
        return None
    last = max(found, key=lambda matter: matter.pk)
    state, *done = last.subject.split()
    latest = date.fromisoformat(last.detail)
    left = [step for step in BEFORE_ATTESTING if step not in done]
    return Card(last.pk, state, left, latest, is_late=latest < today and state != Declaration.State.FILED)
