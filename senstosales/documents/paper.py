"""The frame of every paper: A4, 12 mm margins, pieces stacked down pages, one run of pages per copy.

A piece is laid out once; its pages are then drawn for each copy with that copy's mark. Several papers
may be drawn into one document.
"""

import io
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from senstosales.documents.flow import TEXT_PAD, Placed, Section, paginate
from senstosales.documents.pen import (
    A4_LONG,
    A4_SHORT,
    CAPITALS,
    HEADING,
    LEADING,
    LIGHT,
    MARGIN,
    MUTED,
    TEXT,
    Pen,
)
from senstosales.documents.typeface import Face, clean, width, wrap
from senstosales.documents.wording import day
from senstosales.domain.kinds import Status
from senstosales.errors import Invalid

_FOOT = 18.0  # the page's own foot line and the gap above it
_RUNNING = 32.0  # the two lines that head every page after the first
# All papers share the fonts, and reading glyphs from a font moves a place in it: two papers that took
# theirs at the same time would print each other's.
SUBSETTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be laid out.

    `name` and `number` head the pages after the first; `foot` stands at the left of every foot line;
    `across` is a word over every page that says the paper is not in force.
    """

    name: str
    number: str
    dated: date | None
    issuer: str
    sections: Sequence[Section]
    printed_on: date
    foot: str = ""
    landscape: bool = False
    across: str = ""

    @property
    def size(self) -> tuple[float, float]:
        return (A4_LONG, A4_SHORT) if self.landscape else (A4_SHORT, A4_LONG)

    @property
    def what(self) -> str:
        """What it is called: `Tax invoice 45`."""
        return f"{self.name.capitalize()} {self.number}".strip()

    def pdf(self, copies: Sequence[str] = ("",)) -> bytes:
        """One PDF with a run of pages for each copy; the same input gives the same bytes."""
        return joined([Run(self, copies)])

    def draw(self, canvas: Any, copies: Sequence[str]) -> None:
        """Add its pages to a document, a run of them for each copy; they count from one."""
        wide, high = self.size
        pages = paginate(self.sections, MARGIN, MARGIN + _RUNNING, high - MARGIN - _FOOT)
        # Fonts are subset for each document, and so the pen has to know for which it draws.
        document = canvas._doc  # noqa: SLF001
        marks = [clean(mark) for mark in copies]
        room = max(width(mark, Face.SEMIBOLD, TEXT) for mark in marks)
        drawn = []
        for number, page in enumerate(pages, 1):
            pen = Pen(document, high)
            self._frame(pen, room, number, len(pages))
            _draw(pen, page, MARGIN, wide - MARGIN)
            drawn.append(pen.finish())
        for mark in marks:
            pen = Pen(document, high)
            pen.text(mark, wide - MARGIN, MARGIN, Face.SEMIBOLD, align=1)
            marked = pen.finish()
            for drawing in drawn:
                canvas.setPageSize(self.size)
                marked.put(canvas)
                drawing.put(canvas)
                if self.across:
                    _write_across(canvas, self.across, wide, high)
                canvas.showPage()

    def _frame(self, pen: Pen, marked: float, number: int, of: int) -> None:
        """What stands on every page: foot line, and from page two who and what, clear of the mark."""
        wide, high = self.size
        left, right = MARGIN, wide - MARGIN
        if number > 1:
            room = right - left - marked - 12
            name = (*wrap(self.issuer, Face.SEMIBOLD, HEADING, room), "")[0]
            pen.text(name, left, MARGIN, Face.SEMIBOLD, HEADING)
            dated = f" dated {day(self.dated)}" if self.dated else ""
            pen.text(f"{clean(self.what)}{dated}, continued", left, MARGIN + LEADING + 1)
        foot = high - MARGIN - LEADING
        start = f"Printed on {day(self.printed_on)}" + (f" · {self.foot}" if self.foot else "")
        pen.text(start, left, foot, ink=MUTED)
        end = f"Page {number} of {of}"
        if number < of:
            end = f"Continued on page {number + 1} · {end}"
        pen.text(end, right, foot, ink=MUTED, align=1)


@dataclass(frozen=True, slots=True)
class Run:
    """A paper in the copies in which it is wanted, each named by its mark."""

    paper: Paper
    copies: Sequence[str] = ("",)


def joined(runs: Iterable[Run], title: str = "") -> bytes:
    """Several papers as one PDF, in their order; each is laid out and drawn when its turn comes.

    With a `title` each paper has its line in the outline that PDF readers show; without one the
    document is named after its first paper. Raises `Invalid` for no paper, and for one in no copy.
    """
    from reportlab.pdfgen.canvas import Canvas

    for face in Face:
        width("0", face, TEXT)
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(A4_SHORT, A4_LONG), invariant=1, pageCompression=1)
    first: Paper | None = None
    for number, run in enumerate(runs, 1):
        if not run.copies:
            raise Invalid("Choose at least one copy to print.", field="copies")
        first = first or run.paper
        if title:
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(clean(run.paper.what), str(number))
        run.paper.draw(canvas, run.copies)
    if first is None:
        raise Invalid("There is no paper to print.")
    named = title or first.what
    canvas.setTitle(clean(f"{named} – {first.issuer}"))
    canvas.setAuthor(clean(first.issuer))
    canvas.setSubject(clean(named))
    canvas.setCreator("SenstoSales")
    canvas.setProducer("SenstoSales")
    with SUBSETTING:
        canvas.save()
    return buffer.getvalue()


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
            frame_top = top - (TEXT_PAD if placed.continued else 0)
            dark.append((left, frame_top, right, frame_top))
        after = page[index + 1].piece if index + 1 < len(page) else None
        low = top + piece.height + (TEXT_PAD if piece.bare and after is None else 0)
        if after and after.framed:
            between = light if piece.soft and after.soft else dark
            if not piece.bare:
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


def not_in_force(status: Status) -> str:
    """The word across a paper that counts for nothing: cancelled, or not issued yet."""
    return {Status.CANCELLED: "CANCELLED", Status.DRAFT: "DRAFT"}.get(status, "")


def _write_across(canvas: Any, word: str, wide: float, high: float) -> None:
    """A word across the page, in outline so that what lies under it stays readable."""
    size = 92.0
    canvas.saveState()
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(45 if high > wide else 30)
    canvas.setStrokeGray(0.25)
    canvas.setLineWidth(1.2)
    text = canvas.beginText(-width(word, Face.BOLD, size) / 2, -size * CAPITALS / 2)
    text.setFont(Face.BOLD.value, size)
    text.setTextRenderMode(1)
    text.textOut(word)
    canvas.drawText(text)
    canvas.restoreState()
