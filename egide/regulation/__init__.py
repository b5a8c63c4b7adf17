"""Le suivi individuel, as the law says it: dated tables and pure functions, no database and no clock.

The evaluation date is always an argument. Source of every rule: the article written beside it (Code du
travail, part 4, book VI, title II, unless said otherwise).
"""

from egide.regulation.assessment import Alert, Assessment, Reason, category_in, category_of
from egide.regulation.determinants import (
    Determinant,
    determinants_on,
    find,
    offered_to_employer,
)
from egide.regulation.follow_up import Facts, FollowUp, PastVisit, follow_up
from egide.regulation.post import left_reinforced
from egide.regulation.rhythm import rhythm_of
from egide.regulation.terms import Category, Group, Parameters, VisitKind, kind_of

__all__ = [
    "Alert",
    "Assessment",
    "Category",
    "Determinant",
    "Facts",
    "FollowUp",
    "Group",
    "Parameters",
    "PastVisit",
    "Reason",
    "VisitKind",
    "category_in",
    "category_of",
    "determinants_on",
    "find",
    "follow_up",
    "kind_of",
    "left_reinforced",
    "offered_to_employer",
    "rhythm_of",
]
