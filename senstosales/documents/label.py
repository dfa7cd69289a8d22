"""Labels with the barcode of a product: an A4 sheet of 24, 70 × 37 mm each, as office shops sell them."""

import io
from dataclasses import dataclass
from typing import Any

from senstosales.documents.code128 import bars
from senstosales.documents.paper import SUBSETTING
from senstosales.documents.pen import A4_LONG, A4_SHORT, HEADING, LEADING, MM, TEXT, Pen
from senstosales.documents.typeface import Face, clean, width, wrap

ACROSS, DOWN = 3, 8
_WIDE, _HIGH = 70 * MM, 37 * MM
_TOP = (A4_LONG - DOWN * _HIGH) / 2
_PAD = 5 * MM
_BARS_HIGH = 12 * MM
_QUIET = 10  # modules kept empty at either side, or scanners do not find the beginning
_MODULE = 0.33 * MM  # as wide as scanners like a module; narrower where the text is long


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label: the name, a line about it, and the text of the barcode."""

    name: str
    about: str
    barcode: str


def pdf(label: Label, count: int = ACROSS * DOWN) -> bytes:
    """So many of the same label, from the top left on. Raises `Invalid` for a barcode that is none."""
    from reportlab.pdfgen.canvas import Canvas

    for face in Face:
        width("0", face, TEXT)
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(A4_SHORT, A4_LONG), invariant=1, pageCompression=1)
    canvas.setTitle(clean(f"Labels, {label.name}"))
    canvas.setCreator("SenstoSales")
    canvas.setProducer("SenstoSales")
    sheet = ACROSS * DOWN
    for first in range(0, max(count, 1), sheet):
        pen = Pen(canvas._doc, A4_LONG)  # noqa: SLF001 - fonts are subset for each document
        for place in range(min(sheet, count - first)):
            down, across = divmod(place, ACROSS)
            _draw(pen, label, across * _WIDE, _TOP + down * _HIGH)
        pen.finish().put(canvas)
        canvas.showPage()
    with SUBSETTING:
        canvas.save()
    return buffer.getvalue()


def _draw(pen: Pen, label: Label, left: float, top: float) -> None:
    room, middle = _WIDE - 2 * _PAD, left + _WIDE / 2
    name = wrap(label.name, Face.SEMIBOLD, TEXT, room)[:2]
    at = top + (12 if len(name) < 2 else 6)
    for text in name:
        pen.text(text, middle, at, Face.SEMIBOLD, align=0.5)
        at += LEADING
    for text in wrap(label.about, Face.REGULAR, TEXT, room)[:1]:
        pen.text(text, middle, at, align=0.5)
    at = top + 45
    pattern = bars(label.barcode)
    module = min(_MODULE, (_WIDE - 2 * MM) / (sum(pattern) + 2 * _QUIET))
    x = middle - sum(pattern) * module / 2
    for place, modules in enumerate(pattern):
        if place % 2 == 0:
            pen.ground(x, at, modules * module, _BARS_HIGH, 0.0)
        x += modules * module
    pen.text(clean(label.barcode), middle, at + _BARS_HIGH + 2, size=HEADING, align=0.5)
