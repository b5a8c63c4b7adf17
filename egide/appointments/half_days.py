"""The mornings and afternoons of a working week, as an employer rules some of them out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time

DAYS = {"lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi"}
MOMENTS = {"matin": "matin", "aprem": "après-midi"}
# code → words, morning by morning then afternoon by afternoon: the order of the grid that is filled in
HALF_DAYS: Mapping[str, str] = {
    f"{day}-{moment}": f"{name} {words}" for moment, words in MOMENTS.items() for day, name in DAYS.items()
}

NOON = time(12, 30)


def half_day_of(moment: datetime) -> str:
    """The code of the half-day of a wall-clock moment; a weekend has its own, that no grid offers."""
    days = (*DAYS, "sam", "dim")
    return f"{days[moment.weekday()]}-{'matin' if moment.time() < NOON else 'aprem'}"


def in_words(codes: Iterable[str]) -> str:
    """`["lun-matin", "lun-aprem", "mar-matin"]` is « lundi, mardi matin »: a whole day is said once."""
    chosen = set(codes)
    said = []
    for day, name in DAYS.items():
        moments = [words for moment, words in MOMENTS.items() if f"{day}-{moment}" in chosen]
        if moments:
            said.append(name if len(moments) == len(MOMENTS) else f"{name} {moments[0]}")
    return ", ".join(said)
