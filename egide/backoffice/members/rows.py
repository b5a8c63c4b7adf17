"""One member as a line of Adhérents; under its name, why the search found it."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.utils.html import format_html, format_html_join

from egide.members.models import Member
from egide.ui import marks
from egide.ui.listing import row_address


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    url: str
    number: str
    name: str
    struck_off: str
    reasons: str
    siren: str
    place: str
    people: str
    joined_on: str


def rows_of(members: Iterable[Member], people: Mapping[int, int], why: Mapping[int, list[str]]) -> list[Row]:
    """`members` with their centre and physician; how many people each has, and why it was found, by its key."""
    address = row_address("backoffice:member")
    return [_row(member, address(member.number), people[member.pk], why.get(member.pk, [])) for member in members]


def _row(member: Member, url: str, people: int, why: list[str]) -> Row:
    return Row(
        url=url,
        number=str(member.number),
        name=member.name,
        struck_off=_struck_off(member),
        reasons=format_html_join("", '<span class="sub">{}</span>', ((reason,) for reason in why)),
        siren=member.shown_siren,
        place=marks.noted(str(member.centre or "–"), str(member.physician or "")),
        people=str(people),
        joined_on=f"{member.joined_on:%d/%m/%Y}",
    )


def _struck_off(member: Member) -> str:
    if not member.struck_off_on:
        return ""
    mark = marks.status("danger", "ban", "Radié")
    return format_html('{} <span class="small">le {}</span>', mark, f"{member.struck_off_on:%d/%m/%Y}")
