"""The week drawn from what is chosen: the columns of the table, the suggestions, the addresses of the page."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.backoffice.planning.agenda import Agenda, Asked
from egide.backoffice.planning.board import BY_DAY, Board
from egide.backoffice.planning.grid import Column, Grid, laid_out
from egide.common.french import SHORT_MONTHS, WEEKDAYS, long_date
from egide.planning.queries import visit_type
from egide.planning.rules import DAY, WEEK, is_working_day


def context_of(board: Board) -> dict[str, Any]:
    agenda, columns = _columns(board)
    away = DAY if board.by_day else WEEK
    return {
        **(board.desk.context() if board.shows_queue else board.desk.frame()),
        "board": board,
        "appointment": board.visit,
        "grid": laid_out(columns, *agenda.bounds) if agenda else Grid([], [], 0),
        "heading": long_date(board.day) if board.by_day else f"Semaine du {_day_and_month(board.monday)}",
        "before_url": board.url(jour=_next_day(board, -away), **_fixed(board)),
        "after_url": board.url(jour=_next_day(board, away), **_fixed(board)),
        "today_url": board.url(jour=timezone.localdate(), **_fixed(board)),
        "week_url": board.url(vue=None, jour=board.day, centre=None),
        "day_url": board.url(vue=BY_DAY, jour=board.day, avec=None),
        "queue_url": board.url(file="oui"),
        "keep_url": board.url(rdv=None, demande=None, **board.here),
        "placing_url": _posts_to(board, "placing", 0),
        "moving_url": _posts_to(board, "moving", 0),
        "action": _posts_to(board, "moving" if board.moves else "placing", board.visit.pk) if board.visit else "",
        "proposals": _proposals(board),
    }


def _fixed(board: Board) -> dict[str, Any]:
    return {name: value for name, value in board.here.items() if name in ("centre", "avec")}


def _next_day(board: Board, by: timedelta) -> date:
    """By days, bank holidays and weekends are passed over; by weeks, one week."""
    day = board.day + by
    while board.by_day and not is_working_day(day):
        day += by
    return day


def _columns(board: Board) -> tuple[Agenda | None, list[Column]]:
    if board.by_day:
        return _by_professional(board)
    return _by_weekday(board)


def _by_professional(board: Board) -> tuple[Agenda | None, list[Column]]:
    if board.centre is None:
        return None, []
    agenda = Agenda(
        board.people, board.day, board.day, centre=board.centre, asked=_asked(board), choosing=_choosing(board)
    )
    here = [
        who for who in board.people if agenda.receives(who, board.day, board.centre) or who.centre_id == board.centre.pk
    ]
    columns = []
    for physician in here:
        blocks = agenda.blocks(physician, board.day)
        url = board.url(vue=None, avec=physician.pk, jour=board.day, centre=None)
        columns.append(Column(str(physician), agenda.said_of(blocks), url, blocks))
    return agenda, columns


def _by_weekday(board: Board) -> tuple[Agenda | None, list[Column]]:
    if board.physician is None:
        return None, []
    agenda = Agenda(
        [board.physician],
        board.monday,
        board.monday + 5 * DAY,
        centre=None,
        asked=_asked(board),
        choosing=_choosing(board),
    )
    today, columns = timezone.localdate(), []
    for day in (board.monday + number * DAY for number in range(6)):
        if day.weekday() < 5 or agenda.receives(board.physician, day):
            blocks = agenda.blocks(board.physician, day)
            centre = agenda.place_of(board.physician, day) or board.physician.centre_id
            url = board.url(vue=BY_DAY, jour=day, avec=None, centre=centre)
            title = f"{WEEKDAYS[day.weekday()][:3]}. {day.day}"
            columns.append(Column(title, agenda.said_of(blocks), url, blocks, day == today))
    return agenda, columns


def _choosing(board: Board) -> str:
    """The address of these days with a visit chosen, whose key is left to be added."""
    return f"{board.url(demande=None, rdv=None, **board.here)}&rdv="


def _asked(board: Board) -> Asked | None:
    if board.visit is None:
        return None
    numbers = {
        (found.slot.starts_at, found.slot.physician_id, found.slot.centre_id): (rank, ", ".join(found.reasons))
        for rank, found in enumerate(board.suggestions, 1)
    }
    return Asked(board.visit, visit_type(board.visit.kind), numbers)


def _proposals(board: Board) -> list[dict[str, Any]]:
    """The suggestions as the strip above the week draws them."""
    people, centres = ({row.pk: row for row in rows} for rows in (board.people, board.centres))
    found = []
    for rank, said in enumerate(board.suggestions, 1):
        slot = said.slot
        value = f"{slot.starts_at:%Y-%m-%dT%H:%M} {slot.physician_id} {slot.centre_id}"
        place = {"vue": BY_DAY, "centre": slot.centre_id} if board.by_day else {"avec": slot.physician_id}
        url = board.url(**({"jour": slot.starts_at.date(), "avec": None, "centre": None} | place))
        found.append(
            {"rank": rank, "value": value, "said": said, "url": url,
             "physician": people[slot.physician_id], "centre": centres[slot.centre_id]}
        )  # fmt: skip
    return found


def _posts_to(board: Board, name: str, key: int) -> str:
    """Where a slot is posted to; the days shown stay in the address."""
    query = board.url(**board.here).partition("?")[2]
    return f"{reverse(f'backoffice:{name}', args=[key])}?{query}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
