"""Measures of the papers, and the pen that draws on a page.

All measures are points (1/72 inch); tops are counted downward from the upper edge of the page.
"""

from typing import Any

from senstosales.documents.typeface import Face, runs, width

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


class Pen:
    """Draws on one page; hides reportlab's upward axis and its switching of fonts.

    Text and hairlines are gathered and written when the page is finished, over the grounds: one text
    object for a page takes half the time of one for each string.
    """

    def __init__(self, canvas: Any, page_height: float) -> None:
        self._canvas = canvas
        self._page_height = page_height
        self._text: Any = canvas.beginText(0, 0)
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
            if isinstance(ink, tuple):
                self._text.setFillColorRGB(*ink)
            else:
                self._text.setFillGray(ink)
            self._ink = ink
        for font, run in runs(text, face):
            if (font, size) != self._font:
                self._text.setFont(font, size, 0)
                self._font = (font, size)
            self._text.setTextOrigin(x, y)
            self._text.textLine(run)
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
        if isinstance(ink, tuple):
            self._canvas.setFillColorRGB(*ink)
        else:
            self._canvas.setFillGray(ink)
        self._canvas.rect(x, self._page_height - top - high, wide, high, stroke=0, fill=1)

    def image(self, image: Any, x: float, top: float, wide: float, high: float) -> None:
        self._canvas.drawImage(image, x, self._page_height - top - high, wide, high)

    def finish(self) -> None:
        """Write what was gathered; light lines first, so that dark ones cross over them."""
        for ink, weight in sorted(self._lines, key=_lightest_first):
            self._canvas.setLineWidth(weight)
            if isinstance(ink, tuple):
                self._canvas.setStrokeColorRGB(*ink)
            else:
                self._canvas.setStrokeGray(ink)
            self._canvas.lines(self._lines[ink, weight])
        self._canvas.drawText(self._text)


def _lightest_first(drawn: tuple[Ink, float]) -> tuple[float, float]:
    ink, weight = drawn
    return (-(sum(ink) / 3 if isinstance(ink, tuple) else ink), weight)
