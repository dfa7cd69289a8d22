"""The frame of every paper: A4, 12 mm margins, pieces stacked down pages, one run of pages per copy.

All measures are points (1/72 inch), tops are counted downward from the upper edge of the page. A
piece is laid out once; its pages are then drawn for each copy with that copy's mark.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from senstosales.documents.typeface import Face, clean, runs, width, wrap
from senstosales.documents.wording import day
from senstosales.errors import Invalid

MM = 72 / 25.4
MARGIN = 12 * MM
A4_SHORT, A4_LONG = 210 * MM, 297 * MM
TEXT, HEADING, TITLE = 9.0, 10.0, 14.0
LEADING = 12.0
HAIRLINE = 0.4
MUTED, LIGHT, GROUND = 0.32, 0.72, 0.93  # greys; all survive a photocopier
_CAPITALS = 0.7275  # height of Inter's capitals at size 1
_FOOT = 18.0  # the page's own foot line and the gap above it
_RUNNING = 32.0  # the two lines that head every page after the first


class Pen:
    """Draws text and lines on one page; hides reportlab's upward axis and its font switching."""

    def __init__(self, canvas: Any, page_height: float) -> None:
        self.canvas = canvas
        self.page_height = page_height

    def text(
        self,
        text: str,
        x: float,
        top: float,
        face: Face = Face.REGULAR,
        size: float = TEXT,
        *,
        leading: float = LEADING,
        grey: float = 0.0,
        align: float = 0.0,
    ) -> None:
        """Set one cleaned line in a line box that begins at `top`; `align` 0 left, ½ centre, 1 right."""
        if align:
            x -= width(text, face, size) * align
        y = self.page_height - top - (leading + _CAPITALS * size) / 2
        canvas = self.canvas
        canvas.setFillGray(grey)
        if text.isascii():
            canvas.setFont(face.value, size)
            canvas.drawString(x, y, text)
            return
        for font, run in runs(text, face):
            canvas.setFont(font, size)
            canvas.drawString(x, y, run)
            x += width(run, face, size)

    def lines(self, segments: list[tuple[float, float, float, float]], grey: float = 0.0) -> None:
        """Hairlines, each (x1, top1, x2, top2)."""
        height = self.page_height
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(HAIRLINE)
        self.canvas.lines([(a, height - b, c, height - d) for a, b, c, d in segments])

    def ground(self, x: float, top: float, wide: float, high: float) -> None:
        """A light ground under a heading."""
        self.canvas.setFillGray(GROUND)
        self.canvas.rect(x, self.page_height - top - high, wide, high, stroke=0, fill=1)

    def black(self, x: float, top: float, wide: float, high: float) -> None:
        """A filled rectangle, as in a QR code."""
        self.canvas.setFillGray(0)
        self.canvas.rect(x, self.page_height - top - high, wide, high, stroke=0, fill=1)

    def image(self, image: Any, x: float, top: float, wide: float, high: float) -> None:
        self.canvas.drawImage(image, x, self.page_height - top - high, wide, high)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands whole on one page.

    `keep` binds it to the next piece, so that no heading is left alone at a foot. A framed piece has
    side lines and a line below, light between `soft` ones. `split` cuts it at a height when it is
    taller than a page.
    """

    height: float
    draw: Callable[[Pen, float], None]
    keep: bool = False
    framed: bool = True
    soft: bool = False
    split: "Callable[[float], tuple[Piece, Piece] | None] | None" = None


def _nothing(pen: Pen, top: float) -> None:
    """What a gap draws."""


def gap(height: float) -> Piece:
    """Empty space, dropped where a page begins."""
    return Piece(height, _nothing, framed=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces that belong together; `head` stands above them and is repeated on every further page."""

    pieces: Sequence[Piece]
    head: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    top: float
    piece: Piece


@dataclass(slots=True)
class _Flow:
    first_top: float
    later_top: float
    bottom: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    top: float = 0.0
    fresh: bool = True

    def place(self, piece: Piece, *, counts: bool = True) -> None:
        self.pages[-1].append(Placed(self.top, piece))
        self.top += piece.height
        self.fresh = self.fresh and not counts

    def turn(self, head: Sequence[Piece]) -> None:
        self.pages.append([])
        self.top, self.fresh = self.later_top, True
        for piece in head:
            self.place(piece, counts=False)


def paginate(
    sections: Sequence[Section], first_top: float, later_top: float, bottom: float
) -> list[list[Placed]]:
    """Stack the pieces down the pages, keeping chains together and repeating heads."""
    waiting: list[tuple[Piece, Sequence[Piece]]] = []
    for section in sections:
        waiting += [(piece, ()) for piece in section.head]
        waiting += [(piece, section.head) for piece in section.pieces]
    waiting.reverse()
    flow = _Flow(first_top, later_top, bottom, top=first_top)
    while waiting:
        piece, head = waiting[-1]
        chain = piece.height
        at = len(waiting) - 1
        while waiting[at][0].keep and at > 0:
            at -= 1
            chain += waiting[at][0].height
        if flow.top + chain > bottom + 0.01 and not flow.fresh:
            flow.turn(head)
            while waiting and waiting[-1][0].draw is _nothing:
                waiting.pop()
            continue
        waiting.pop()
        if flow.top + piece.height > bottom + 0.01 and piece.split:
            parts = piece.split(bottom - flow.top)
            if parts:
                flow.place(parts[0])
                waiting.append((parts[1], head))
                continue
        flow.place(piece)
    return flow.pages


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be laid out.

    `name` and `number` head the pages after the first; `foot` stands at the left of every foot line.
    """

    name: str
    number: str
    dated: date | None
    issuer: str
    sections: Sequence[Section]
    printed_on: date
    foot: str = ""
    landscape: bool = False
    cancelled: bool = False

    @property
    def size(self) -> tuple[float, float]:
        return (A4_LONG, A4_SHORT) if self.landscape else (A4_SHORT, A4_LONG)

    def pdf(self, copies: Sequence[str] = ("",)) -> bytes:
        """One PDF with a run of pages for each copy; the same input gives the same bytes."""
        if not copies:
            raise Invalid("Choose at least one copy to print.", field="copies")
        from reportlab.pdfgen.canvas import Canvas

        for face in Face:
            width("0", face, TEXT)
        wide, high = self.size
        pages = paginate(self.sections, MARGIN, MARGIN + _RUNNING, high - MARGIN - _FOOT)
        buffer = io.BytesIO()
        canvas: Any = Canvas(buffer, pagesize=self.size, invariant=1, pageCompression=1)
        what = f"{self.name.capitalize()} {self.number}".strip()
        canvas.setTitle(clean(f"{what} – {self.issuer}"))
        canvas.setAuthor(clean(self.issuer))
        canvas.setSubject(clean(what))
        canvas.setCreator("SenstoSales")
        canvas.setProducer("SenstoSales")
        for mark in copies:
            for number, page in enumerate(pages, 1):
                pen = Pen(canvas, high)
                self._frame(pen, clean(mark), number, len(pages))
                _draw(pen, page, MARGIN, wide - MARGIN)
                if self.cancelled:
                    _cancel(canvas, wide, high)
                canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _frame(self, pen: Pen, mark: str, number: int, of: int) -> None:
        """What stands on every page: copy mark, foot line, and from page two who and what."""
        wide, high = self.size
        left, right = MARGIN, wide - MARGIN
        if mark:
            pen.text(mark, right, MARGIN, Face.SEMIBOLD, align=1)
        if number > 1:
            room = right - left - width(mark, Face.SEMIBOLD, TEXT) - 12
            name = (*wrap(self.issuer, Face.SEMIBOLD, HEADING, room), "")[0]
            pen.text(name, left, MARGIN, Face.SEMIBOLD, HEADING)
            dated = f" dated {day(self.dated)}" if self.dated else ""
            what = clean(f"{self.name.capitalize()} {self.number}".strip())
            pen.text(f"{what}{dated}, continued", left, MARGIN + LEADING + 1)
        foot = high - MARGIN - LEADING
        start = f"Printed on {day(self.printed_on)}" + (f" · {self.foot}" if self.foot else "")
        pen.text(start, left, foot, grey=MUTED)
        end = f"Page {number} of {of}"
        if number < of:
            end = f"Continued on page {number + 1} · {end}"
        pen.text(end, right, foot, grey=MUTED, align=1)


def _draw(pen: Pen, page: Sequence[Placed], left: float, right: float) -> None:
    """Draw the pieces and the frame around them; lines that two pieces share are drawn once."""
    dark: list[tuple[float, float, float, float]] = []
    light: list[tuple[float, float, float, float]] = []
    frame_top: float | None = None
    for index, placed in enumerate(page):
        piece, top = placed.piece, placed.top
        piece.draw(pen, top)
        if not piece.framed:
            continue
        if frame_top is None:
            frame_top = top
            dark.append((left, top, right, top))
        after = page[index + 1].piece if index + 1 < len(page) else None
        low = top + piece.height
        if after and after.framed:
            between = light if piece.soft and after.soft else dark
            between.append((left, low, right, low))
            continue
        dark += [
            (left, low, right, low),
            (left, frame_top, left, low),
            (right, frame_top, right, low),
        ]
        frame_top = None
    if light:
        pen.lines(light, LIGHT)
    if dark:
        pen.lines(dark)


def _cancel(canvas: Any, wide: float, high: float) -> None:
    """The word CANCELLED across the page, in outline so that what lies under it stays readable."""
    size = 92.0
    word = "CANCELLED"
    canvas.saveState()
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(45 if high > wide else 30)
    canvas.setStrokeGray(0.25)
    canvas.setLineWidth(1.2)
    text = canvas.beginText(-width(word, Face.BOLD, size) / 2, -size * _CAPITALS / 2)
    text.setFont(Face.BOLD.value, size)
    text.setTextRenderMode(1)
    text.textOut(word)
    canvas.drawText(text)
    canvas.restoreState()
