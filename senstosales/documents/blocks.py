"""Parts that several papers share: letterhead, party, facts, paragraphs, signature.

A block is laid out for a given width and drawn at a place; blocks stand side by side in a piece.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from senstosales.documents.paper import (
    HEADING,
    LEADING,
    MUTED,
    TEXT,
    TITLE,
    Pen,
    Piece,
)
from senstosales.documents.typeface import Face, clean, width, wrap
from senstosales.documents.wording import state
from senstosales.queries.papers import Letterhead, PartyOnPaper

PAD = 5.0
_LOGO_WIDE, _LOGO_HIGH = 84.0, 56.0
_LOGO_PIXELS = (700, 467)  # 600 dots per inch at the printed size
_MARK_ROOM = 190.0  # kept free beside the name for the copy mark


@dataclass(frozen=True, slots=True)
class Block:
    """Something laid out: its height, and how to draw it at (x, top)."""

    height: float
    draw: Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says; empty values are never printed."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text with its look."""

    text: str
    face: Face = Face.REGULAR
    size: float = TEXT
    grey: float = 0.0
    leading: float = LEADING


def paragraph(
    text: str, wide: float, face: Face = Face.REGULAR, size: float = TEXT, grey: float = 0.0
) -> list[Line]:
    """The text wrapped to a width."""
    leading = LEADING if size <= TEXT else size * 1.3
    return [Line(part, face, size, grey, leading) for part in wrap(text, face, size, wide)]


def stack(lines: Sequence[Line]) -> Block:
    """Lines below each other."""

    def draw(pen: Pen, x: float, top: float) -> None:
        for line in lines:
            pen.text(line.text, x, top, line.face, line.size, leading=line.leading, grey=line.grey)
            top += line.leading

    return Block(sum(line.leading for line in lines), draw)


def below(*blocks: Block, space: float = 0.0) -> Block:
    """Blocks below each other, as one."""
    filled = [block for block in blocks if block.height]

    def draw(pen: Pen, x: float, top: float) -> None:
        for block in filled:
            block.draw(pen, x, top)
            top += block.height + space

    height = sum(block.height for block in filled) + space * max(len(filled) - 1, 0)
    return Block(height, draw)


def facts(items: Sequence[Fact], wide: float, label_wide: float | None = None) -> Block:
    """Labels in one column, values in the next; long values wrap under themselves."""
    shown = [item for item in items if item.value]
    if not shown:
        return Block(0, lambda _pen, _x, _top: None)
    column = label_wide or label_width(shown)
    laid = [
        (
            item.label,
            Face.SEMIBOLD if item.strong else Face.REGULAR,
            wrap(item.value, Face.SEMIBOLD if item.strong else Face.REGULAR, TEXT, wide - column),
        )
        for item in shown
    ]

    def draw(pen: Pen, x: float, top: float) -> None:
        for label, face, lines in laid:
            pen.text(label, x, top, grey=MUTED)
            for line in lines:
                pen.text(line, x + column, top, face)
                top += LEADING

    return Block(sum(len(lines) for _, _, lines in laid) * LEADING, draw)


def label_width(items: Sequence[Fact]) -> float:
    """Room that the labels of these facts need, in points."""
    return (
        max((width(item.label, Face.REGULAR, TEXT) for item in items if item.value), default=0) + 10
    )


def party(heading: str, who: PartyOnPaper, wide: float) -> Block:
    """A party as papers name it: designation, name, address, GSTIN, state with its code."""
    lines = paragraph(heading, wide, grey=MUTED)
    if who.designation:
        lines += paragraph(who.designation, wide)
    lines += paragraph(who.name, wide, Face.SEMIBOLD, HEADING)
    if who.address:
        lines += paragraph(who.address, wide)
    if who.gstin:
        lines += paragraph(f"GSTIN {who.gstin}", wide, Face.SEMIBOLD)
    where = state(who.state_name, who.state_code)
    if where:
        lines += paragraph(f"State {where}", wide)
    if who.phone:
        lines += paragraph(f"Phone {who.phone}", wide)
    return stack(lines)


def beside(
    blocks: Sequence[tuple[Block, float]],
    left: float,
    *,
    divided: bool = True,
    framed: bool = True,
    keep: bool = False,
    pad: float = PAD,
    soft: bool = False,
) -> Piece:
    """A piece of blocks side by side, each with its own width, a hairline between them."""
    height = max(block.height for block, _ in blocks) + 2 * pad

    def draw(pen: Pen, top: float) -> None:
        x = left
        dividers = []
        for index, (block, wide) in enumerate(blocks):
            if index and divided:
                dividers.append((x, top, x, top + height))
            block.draw(pen, x + (PAD if framed else 0), top + pad)
            x += wide
        if dividers:
            pen.lines(dividers)

    return Piece(height, draw, keep=keep, framed=framed, soft=soft)


def title(text: str, left: float, right: float, note: str = "") -> Piece:
    """The paper's title in the middle of its own line, with a note below it when there is one."""
    notes = wrap(note, Face.SEMIBOLD, TEXT, right - left)
    height = 24.0 + LEADING * len(notes) + (3 if notes else 0)

    def draw(pen: Pen, top: float) -> None:
        middle = (left + right) / 2
        pen.text(text, middle, top, Face.SEMIBOLD, TITLE, leading=22, align=0.5)
        for index, line in enumerate(notes):
            pen.text(line, middle, top + 21 + index * LEADING, Face.SEMIBOLD, align=0.5)

    return Piece(height, draw, keep=True, framed=False)


@lru_cache(maxsize=8)
def _logo(data: bytes) -> Any | None:
    """The logo ready to be embedded, reduced to print resolution; None if it is no picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.thumbnail(_LOGO_PIXELS)
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    return ImageReader(flat)


def letterhead(seller: Letterhead, left: float, right: float) -> Piece:
    """Logo left; right of it name, line of business, address, and the registrations in one line."""
    image = _logo(seller.logo) if seller.logo else None
    logo_wide = logo_high = 0.0
    if image:
        pixels_wide, pixels_high = image.getSize()
        scale = min(_LOGO_WIDE / pixels_wide, _LOGO_HIGH / pixels_high)
        logo_wide, logo_high = pixels_wide * scale, pixels_high * scale
    x = left + (logo_wide + 12 if image else 0)
    room = right - x
    beside_mark = room - _MARK_ROOM
    size = next(
        (
            size
            for size in (18.0, 16.0, TITLE)
            if width(clean(seller.name), Face.BOLD, size) <= beside_mark
        ),
        TITLE,
    )
    lines = paragraph(seller.name, beside_mark, Face.BOLD, size)
    if seller.business_line:
        lines += paragraph(seller.business_line, room)
    if seller.address:
        lines += paragraph(" ".join(seller.address.split()), room)
    where = state(seller.state_name, seller.state_code)
    reach = (("State", where), ("Phone", seller.phone), ("Email", seller.email))
    lines += paragraph(_joined(reach), room)
    registered = (("GSTIN", seller.gstin), ("PAN", seller.pan), ("Udyam", seller.udyam))
    lines += paragraph(_joined(registered), room, Face.SEMIBOLD)
    text = stack(lines)
    height = max(text.height, logo_high)

    def draw(pen: Pen, top: float) -> None:
        if image:
            pen.image(image, left, top, logo_wide, logo_high)
        text.draw(pen, x, top)
        pen.lines([(left, top + height + 6, right, top + height + 6)])

    return Piece(height + 10, draw, keep=True, framed=False)


def _joined(pairs: Sequence[tuple[str, str | None]]) -> str:
    said = [f"{label} {value.strip()}".replace(" ", "\u00a0") for label, value in pairs if value]
    return "\u00a0· ".join(said)


def signature(seller: Letterhead, wide: float, height: float = 64.0) -> Block:
    """For the office: its name, room for signature and seal, the words under them."""
    name = wrap(f"For {seller.name}", Face.SEMIBOLD, TEXT, wide)
    tall = max(height, len(name) * LEADING + 46)

    def draw(pen: Pen, x: float, top: float) -> None:
        for index, line in enumerate(name):
            pen.text(line, x + wide, top + index * LEADING, Face.SEMIBOLD, align=1)
        pen.text("Authorised signatory", x + wide, top + tall - LEADING, align=1)

    return Block(tall, draw)


def received(wide: float, height: float = 64.0) -> Block:
    """Where the consignee signs for the goods."""

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text("Received the goods in good condition", x, top, Face.SEMIBOLD)
        pen.text("Signature, name, date and stamp", x, top + height - LEADING)

    return Block(height, draw)


def row(
    text: str, left: float, right: float, *, face: Face = Face.REGULAR, keep: bool = False
) -> Piece:
    """A framed row of running text across the paper."""
    wide = right - left - 2 * PAD
    return beside([(stack(paragraph(text, wide, face)), right - left)], left, keep=keep, pad=3.5)


def closing(jurisdiction: str | None, left: float, right: float) -> Piece:
    """The last line of a paper, outside the frame: jurisdiction left, E. & O. E. right."""
    place = (jurisdiction or "").strip()
    if place and "jurisdiction" not in place.casefold():
        place = f"Subject to {place} jurisdiction."
    said = stack(paragraph(place, (right - left) * 0.8, grey=MUTED))

    def draw(pen: Pen, top: float) -> None:
        said.draw(pen, left, top + 3)
        pen.text("E. & O. E.", right, top + 3, grey=MUTED, align=1)

    return Piece(max(said.height, LEADING) + 3, draw, framed=False)
