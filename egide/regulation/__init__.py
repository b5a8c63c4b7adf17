"""Le suivi individuel, as the law says it: dated tables and pure functions, no database and no clock.

The evaluation date is always an argument. Source of every rule: the article written beside it (Code du
travail, part 4, book VI, title II, unless said otherwise). How to call it: docs/suivi.md.
"""

from egide.regulation.answers import (
    Alert,
    Attestation,
    Cancelled,
    Deadline,
    FollowUp,
    Reason,
    Waiver,
    Window,
)
from egide.regulation.assessment import Assessment, assess, category_of, category_on
from egide.regulation.determinants import (
    Determinant,
    determinants_on,
    find,
    left_reinforced,
    offered_to_employer,
)
from egide.regulation.facts import HIRE_MARGIN, Declared, Facts, Paper, PastVisit, Stop, StopCause, holding
from egide.regulation.follow_up import follow_up
from egide.regulation.parameters import Parameters
from egide.regulation.rhythm import rhythm_of
from egide.regulation.terms import Basis, Category, Group, Obligation, Severity, VisitKind, When, kind_of
from egide.regulation.timeline import Change, category_timeline, changes_ahead

__all__ = [
    "HIRE_MARGIN",
    "Alert",
    "Assessment",
    "Attestation",
    "Basis",
    "Cancelled",
    "Category",
    "Change",
    "Deadline",
    "Declared",
    "Determinant",
    "Facts",
    "FollowUp",
    "Group",
    "Obligation",
    "Paper",
    "Parameters",
    "PastVisit",
    "Reason",
    "Severity",
    "Stop",
    "StopCause",
    "VisitKind",
    "Waiver",
    "When",
    "Window",
    "assess",
    "category_of",
    "category_on",
    "category_timeline",
    "changes_ahead",
    "determinants_on",
    "find",
    "follow_up",
    "holding",
    "kind_of",
    "left_reinforced",
    "offered_to_employer",
    "rhythm_of",
]
