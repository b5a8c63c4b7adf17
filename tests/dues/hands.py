"""What the tests of dues do again and again."""

from typing import Any

from egide.dues.models import DuesRun
from egide.dues.runs import count


def a_run(**facts: Any) -> DuesRun:
    """Opened, and counted as the worker does; on the first day of its period unless said otherwise."""
    run = DuesRun(**facts)
    run.counted_on = facts.get("counted_on") or run.period.first_day
    run.open(by=None)
    count(run)
    return run
