"""How often the page of a card payment asks what became of it: often at first, then less and less, then no more."""

from dataclasses import dataclass

# So many times, each after so many seconds: a minute, three more, then six. Who is no longer there asks nothing.
PACE = ((20, 3), (18, 10), (12, 30))
PAUSES = tuple(pause for times, pause in PACE for _ in range(times))
ASKED = {str(times): times for times in range(len(PAUSES) + 1)}


@dataclass(frozen=True)
class Watch:
    """`pause`: after how many seconds the page asks again, 0 when it has stopped; `times`: how often it will have."""

    pause: int
    times: int


def watch_after(asked: str) -> Watch:
    """`asked`: how many times the page has asked, as its address says it."""
    times = ASKED.get(asked, 0)
    return Watch(PAUSES[times], times + 1) if times < len(PAUSES) else Watch(0, times)
