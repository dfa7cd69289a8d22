"""Measures of the papers, and the pen that draws on a page.

All measures are points (1/72 inch); tops are counted downward from the upper edge of the page.
"""

from dataclasses import dataclass
from typing import Any

from senstosales.documents.typeface import Face, encoded, runs, width

MM = 72 / 25.4
MARGIN = 12 * MM
A4_SHORT, A4_LONG = 210 * MM, 297 * MM
TEXT, HEADING, TITLE = 9.0, 10.0, 14.0
LEADING = 12.0
HAIRLINE = 0.4
Ink = float | tuple[float, float, float]
"""What something is drawn in: a grey from 0 (black) to 1, or red, green and blue of that range."""
MUTED, LIGHT, GROUND = 0.32, 0.72, 0.93  # greys; all survive a photocopier
ACCENT: Ink = (0.11, 0.23, 0.37)  # the office's one colour; a photocopier makes it nearly black
PALE: Ink = (0.91, 0.93, 0.96)  # its ground, as light as the grey one
CAPITALS = 0.7275  # height of Inter's capitals at size 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn on a page, ready to be put on any number of pages of its document."""

    grounds: str
    images: tuple[tuple[Any, float, float, float, float], ...]
    lines_and_text: str

    def put(self, canvas: Any) -> None:
        if self.grounds:
            canvas.addLiteral(f"q\n{self.grounds}\nQ")
        for image in self.images:
            canvas.drawImage(*image)
        canvas.addLiteral(f"q\n{self.lines_and_text}\nQ")


class Pen:
    """Draws for one page; hides PDF's upward axis and its switching of fonts.

    It writes the operators itself: reportlab's own numbers and text objects take three times as long,
    and what is drawn once serves every copy. `document` is the canvas's own, whose fonts it uses.
    """

    def __init__(self, document: Any, page_height: float) -> None:
        self._document = document
        self._page_height = page_height
        self._grounds: list[str] = []
        self._images: list[tuple[Any, float, float, float, float]] = []
        self._text: list[str] = []
        self._font: tuple[str, float] = ("", 0.0)
        self._ink: Ink = -1.0
        self._lines: dict[tuple[Ink, float], list[tuple[float, float, float, float]]] = {}

    def text(
        self,
        text: str,
        x: float,
        top: float,
        face: Face = Face.REGULAR,
        size: float = TEXT,
        *,
        leading: float = LEADING,
        ink: Ink = 0.0,
        align: float = 0.0,
    ) -> None:
        """Set one cleaned line in a line box that begins at `top`; `align` 0 left, ½ centre, 1 right."""
        if not text:
            return
        if align:
            x -= width(text, face, size) * align
        y = self._page_height - top - (leading + CAPITALS * size) / 2
        if ink != self._ink:
            self._text.append(_filled(ink))
            self._ink = ink
        for font, run in runs(text, face):
            self._text.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for name, shown in encoded(run, font, self._document):
                if (name, size) != self._font:
                    self._text.append(f"{name} {size:g} Tf")
                    self._font = (name, size)
                self._text.append(f"{shown} Tj")
            if run is not text:
                x += width(run, face, size)

    def lines(
        self,
        segments: list[tuple[float, float, float, float]],
        ink: Ink = 0.0,
        weight: float = HAIRLINE,
    ) -> None:
        """Straight lines, each (x1, top1, x2, top2)."""
        height = self._page_height
        self._lines.setdefault((ink, weight), []).extend(
            (a, height - b, c, height - d) for a, b, c, d in segments
        )

    def ground(self, x: float, top: float, wide: float, high: float, ink: Ink = GROUND) -> None:
        """A ground under a heading."""
        low = self._page_height - top - high
        self._grounds.append(f"{_filled(ink)} {x:.2f} {low:.2f} {wide:.2f} {high:.2f} re f")

    def image(self, image: Any, x: float, top: float, wide: float, high: float) -> None:
        self._images.append((image, x, self._page_height - top - high, wide, high))

    def finish(self) -> Drawing:
        """All that was drawn; light lines first, so that dark ones cross over them, text over all."""
        drawn = []
        for ink, weight in sorted(self._lines, key=_lightest_first):
            drawn.append(f"{weight:g} w {_stroked(ink)}")
            drawn += [
                f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in self._lines[ink, weight]
            ]
            drawn.append("S")
        drawn += ["BT", *self._text, "ET"]
        return Drawing("\n".join(self._grounds), tuple(self._images), "\n".join(drawn))


def _filled(ink: Ink) -> str:
    if isinstance(ink, tuple):
        return " ".join(f"{part:g}" for part in ink) + " rg"
    return f"{ink:g} g"


def _stroked(ink: Ink) -> str:
    if isinstance(ink, tuple):
        return " ".join(f"{part:g}" for part in ink) + " RG"
    return f"{ink:g} G"


def _lightest_first(drawn: tuple[Ink, float]) -> tuple[float, float]:
    ink, weight = drawn
    return (-(sum(ink) / 3 if isinstance(ink, tuple) else ink), weight)
