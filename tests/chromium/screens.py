"""What every screen must pass: axe with the rules of WCAG 2.2 A and AA, and nothing wider than the screen."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LARGE, PHONE = 1280, 390
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
HEIGHT = 900
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Our two schemes differ by colours alone (02-tokens.css), so the dark one is asked what looks at colours.
RUN = """async ([tags, onlyColours]) => {
  const colours = axe.getRules(tags).filter((rule) => rule.tags.includes("cat.color")).map((rule) => rule.ruleId);
  const runOnly = onlyColours ? { type: "rule", values: colours } : { type: "tag", values: tags };
  const answer = await axe.run({ runOnly, resultTypes: ["violations"] });
  return answer.violations.map((one) => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 150)}`);
}"""


def faults_of(page: Page) -> list[str]:
    """The same loaded page four times: at 1280 and 390 pixels, in light and dark. It is left as it was found."""
    before, faults = page.viewport_size or {"width": LARGE, "height": HEIGHT}, []
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    for width in (LARGE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate("scrollTo(0, 0)")  # else a bar that stays in sight may cover half of a field
        if page.evaluate(SCROLLS_SIDEWAYS):
            faults.append(f"scrolls sideways at {width}")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width} {scheme} {fault}" for fault in page.evaluate(RUN, [RULES, scheme == "dark"])]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    return faults
