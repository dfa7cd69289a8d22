"""Stacks pieces down pages: what belongs together stays together, heads are repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from senstosales.documents.pen import Pen


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands whole on one page.

    `keep` binds it to the next piece, so that no heading is left alone at a foot. A framed piece has
    side lines and a line below, light between `soft` ones; a `bare` one has none below where another
    framed piece follows it. `split` cuts it at a height when it is taller than a page.
    """

    height: float
    draw: Callable[[Pen, float], None]
    keep: bool = False
    framed: bool = True
    soft: bool = False
    bare: bool = False
    split: "Callable[[float], tuple[Piece, Piece] | None] | None" = None


TEXT_PAD = 3.5
"""Points between running text and the frame above or below it."""


def _nothing(pen: Pen, top: float) -> None:
    """What a gap draws."""


def gap(height: float, *, keep: bool = False) -> Piece:
    """Empty space, dropped where a page begins."""
    return Piece(height, _nothing, keep=keep, framed=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces that belong together; `head` stands above them and is repeated on every further page."""

    pieces: Sequence[Piece]
    head: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on a page; `continued` marks running text that a page break has parted above it."""

    top: float
    piece: Piece
    continued: bool = False


@dataclass(slots=True)
class _Flow:
    first_top: float
    later_top: float
    bottom: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    top: float = 0.0
    fresh: bool = True

    def place(self, piece: Piece, *, counts: bool = True) -> None:
        continued = False
        if not self.pages[-1] and len(self.pages) > 1:
            last = self.pages[-2][-1:]
            continued = bool(last and last[0].piece.bare and last[0].piece.framed)
            self.top += TEXT_PAD if continued else 0
        self.pages[-1].append(Placed(self.top, piece, continued))
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
