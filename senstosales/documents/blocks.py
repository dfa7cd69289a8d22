"""Parts that papers are laid out from: lines, facts, blocks side by side.

A block is laid out for a given width and drawn at a place; blocks stand side by side in a piece.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from senstosales.documents.flow import Piece
from senstosales.documents.pen import LEADING, MUTED, TEXT, Ink, Pen
from senstosales.documents.typeface import Face, clean, width, wrap

PAD = 5.0
_LABEL_GAP = 10.0
_LABEL_MOST = 96.0


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
    ink: Ink = 0.0
    leading: float = LEADING


def paragraph(
    text: str, wide: float, face: Face = Face.REGULAR, size: float = TEXT, ink: Ink = 0.0
) -> list[Line]:
    """The text wrapped to a width."""
    leading = LEADING if size <= TEXT else size * 1.3
    return [Line(part, face, size, ink, leading) for part in wrap(text, face, size, wide)]


def stack(lines: Sequence[Line]) -> Block:
    """Lines below each other."""

    def draw(pen: Pen, x: float, top: float) -> None:
        for line in lines:
            pen.text(line.text, x, top, line.face, line.size, leading=line.leading, ink=line.ink)
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
    """Labels in one column, values in the next; what is long wraps under itself."""
    shown = [item for item in items if item.value]
    if not shown:
        return Block(0, lambda _pen, _x, _top: None)
    column = label_wide or label_width(shown)
    laid = [
        (
            wrap(item.label, Face.REGULAR, TEXT, column - _LABEL_GAP + 0.01),
            Face.SEMIBOLD if item.strong else Face.REGULAR,
            wrap(item.value, Face.SEMIBOLD if item.strong else Face.REGULAR, TEXT, wide - column),
        )
        for item in shown
    ]

    def draw(pen: Pen, x: float, top: float) -> None:
        for label, face, lines in laid:
            for at, line in enumerate(label):
                pen.text(line, x, top + at * LEADING, ink=MUTED)
            for at, line in enumerate(lines):
                pen.text(line, x + column, top + at * LEADING, face)
            top += max(len(label), len(lines)) * LEADING

    return Block(sum(max(len(label), len(lines)) for label, _, lines in laid) * LEADING, draw)


def label_width(items: Sequence[Fact]) -> float:
    """Room that the labels of these facts need, in points; a very long one has to wrap."""
    widest = max(
        (width(clean(item.label), Face.REGULAR, TEXT) for item in items if item.value), default=0.0
    )
    return min(widest, _LABEL_MOST) + _LABEL_GAP


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


def row(
    text: str, left: float, right: float, *, face: Face = Face.REGULAR, keep: bool = False
) -> Piece:
    """A framed row of running text across the paper."""
    wide = right - left - 2 * PAD
    return beside([(stack(paragraph(text, wide, face)), right - left)], left, keep=keep, pad=3.5)
