"""What a journey writes down of a page: the colours of rows, where blocks stand."""

import random
import string
from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.chromium.visitor import plain

READ_ROW = """(row) => {
  const state = row.querySelector("td:last-of-type");
  let box = state;
  const clear = () => /^rgba\\(0, 0, 0, 0\\)$|transparent/.test(getComputedStyle(box).backgroundColor);
  while (clear() && box.parentElement) box = box.parentElement;
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = getComputedStyle(box).backgroundColor;
  pen.fillRect(0, 0, 1, 1);
  const icon = state.querySelector("use")?.getAttribute("href") ?? "";
  const rgb = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  return { rgb, icon: icon.split("#i-")[1] ?? "", words: state.innerText };
}"""


@dataclass(frozen=True)
class Row:
    """A row of a list as it is painted: the name of its colour, its icon, the words of its state."""

    colour: str
    icon: str
    words: str


@dataclass(frozen=True)
class Place:
    """Where the middle of a block stands on the screen."""

    left: bool
    top: bool


def row_of(row: Locator) -> Row:
    seen = row.evaluate(READ_ROW)
    return Row(colour=_name(*seen["rgb"]), icon=seen["icon"], words=plain(seen["words"]))


def _name(red: int, green: int, blue: int) -> str:
    """White, green, red or amber (red with more green than blue): pale as they are, one channel leads."""
    if max(red, green, blue) - min(red, green, blue) <= 6:
        return "white"
    if green >= red:
        return "green"
    return "amber" if green - blue > (red - blue) / 2 else "red"


def place_of(block: Locator, among: Locator) -> Place:
    """The quarter of `among` in which the middle of `block` stands."""
    inner, outer = block.bounding_box(), among.bounding_box()
    assert inner
    assert outer
    return Place(
        left=inner["x"] + inner["width"] / 2 < outer["x"] + outer["width"] / 2,
        top=inner["y"] + inner["height"] / 2 < outer["y"] + outer["height"] / 2,
    )


def a_name(start: str) -> str:
    """A family name that nobody bears yet, so that a journey can be taken twice on the same demo."""
    return start + "".join(random.choices(string.ascii_lowercase, k=6))
