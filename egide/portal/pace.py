"""How often one person does for one member what leaves a paper, opens a page elsewhere or signs."""

from datetime import timedelta

from egide.accounts.throttling import Limit, moderate
from egide.portal.scope import PortalRequest

HURRIED = Limit.at_most(30, timedelta(hours=1))  # nobody in a hurry does so; a script would


def keep_pace(request: PortalRequest, what: str, said: str) -> None:
    """Take one of the times that are left; `said` when none is. A firm has its own for each of its members."""
    moderate(f"{what}:{request.user.pk}:{request.member.pk}", HURRIED, said)
