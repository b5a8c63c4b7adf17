"""A QR code as the outline that a template draws: no image to fetch, nothing that the page's policy would refuse."""

from dataclasses import dataclass

from qrcode.main import QRCode

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Drawing:
    """`side` in modules, quiet zone included; `path` is the `d` of an SVG path."""

    side: int
    path: str

    @property
    def svg(self) -> str:
        """The whole image, for a paper."""
        box = f'viewBox="0 0 {self.side} {self.side}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{self.path}"/></svg>'


def drawn(text: str) -> Drawing:
    code = QRCode(border=QUIET_ZONE)
    code.add_data(text)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return Drawing(len(rows), "".join(dark))
