"""Running text that may go on over pages: terms, notes, and facts too long to stand in a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from senstosales.documents.blocks import PAD, Fact
from senstosales.documents.flow import TEXT_PAD, Piece
from senstosales.documents.pen import LEADING, MUTED, TEXT, Ink, Pen
from senstosales.documents.typeface import Face, clean, width, wrap

_SHORT = 6  # lines of a term that no page break parts
_GAP = 4.0  # between a number and its term


@dataclass(frozen=True, slots=True)
class Look:
    """How running text stands: inside the frame of the paper or free, and in which size."""

    framed: bool = True
    size: float = TEXT
    heading: Ink = 0.0

    @property
    def pad(self) -> float:
        return PAD if self.framed else 0.0

    @property
    def leading(self) -> float:
        return LEADING if self.size >= TEXT else self.size * 4 / 3


@dataclass(frozen=True, slots=True)
class _Set:
    """One line of it: a mark or label, and the text beside that."""

    text: str
    mark: str = ""
    face: Face = Face.REGULAR
    ink: Ink = 0.0
    mark_ink: Ink = 0.0
    indent: float = 0.0
    whole: bool = False  # stays with the next line, being of the same short term


def note(
    heading: str, text: str, left: float, right: float, look: Look | None = None
) -> list[Piece]:
    """A heading and text below it; no pieces for no text."""
    look = look or Look()
    room = right - left - 2 * look.pad
    lines = [_Set(line) for line in wrap(text, Face.REGULAR, look.size, room)]
    return _pieces(heading, lines, left, look)


def terms(
    heading: str, items: Sequence[str], left: float, right: float, look: Look | None = None
) -> list[Piece]:
    """Numbered terms under a heading, each wrapped beside its number."""
    return _listed(
        heading, [(f"{at}.", text) for at, text in enumerate(items, 1)], left, right, look
    )


def bullets(
    heading: str, items: Sequence[str], left: float, right: float, look: Look | None = None
) -> list[Piece]:
    """Terms under a heading, each wrapped beside a dot."""
    return _listed(heading, [("•", text) for text in items], left, right, look)


def bound(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the last one bound to what follows."""
    return [*pieces[:-1], *(replace(piece, keep=True) for piece in pieces[-1:])]


def fact(
    said: Fact, left: float, right: float, column: float, look: Look | None = None
) -> list[Piece]:
    """A label, and its long value beside it."""
    look = look or Look()
    face = Face.SEMIBOLD if said.strong else Face.REGULAR
    room = right - left - 2 * look.pad - column
    values = [
        _Set(line, face=face, indent=column, mark_ink=MUTED)
        for line in wrap(said.value, face, look.size, room)
    ]
    labels = wrap(said.label, Face.REGULAR, look.size, column - _GAP)
    values += [_Set("", indent=column, mark_ink=MUTED)] * (len(labels) - len(values))
    lines = [
        replace(line, mark=labels[at]) if at < len(labels) else line
        for at, line in enumerate(values)
    ]
    return _pieces("", lines, left, look)


def _listed(
    heading: str, items: Sequence[tuple[str, str]], left: float, right: float, look: Look | None
) -> list[Piece]:
    look = look or Look()
    column = max((width(clean(mark), Face.REGULAR, look.size) for mark, _ in items), default=0.0)
    column += _GAP
    room = right - left - 2 * look.pad - column
    lines = []
    for mark, text in items:
        wrapped = wrap(text, Face.REGULAR, look.size, room)
        short = len(wrapped) <= _SHORT
        for at, line in enumerate(wrapped):
            whole = short and at < len(wrapped) - 1
            lines.append(_Set(line, mark if at == 0 else "", indent=column, whole=whole))
    return _pieces(heading, lines, left, look)


def _pieces(heading: str, lines: Sequence[_Set], left: float, look: Look) -> list[Piece]:
    """One piece for each line, so that a page may end after any but the first and the last but one."""
    if not lines:
        return []
    head = [_Set(heading, face=Face.SEMIBOLD, ink=look.heading)] if heading else []
    every = [*head, *lines]
    return [
        _piece(line, left, look, first=at == 0, last=at == len(every) - 1, keep=keep or line.whole)
        for at, (line, keep) in enumerate(zip(every, _kept(len(head), len(every)), strict=True))
    ]


def _kept(heads: int, count: int) -> Iterator[bool]:
    """Which lines stay with the next: the heading, the first, and the last but one."""
    for at in range(count):
        yield (at <= heads and at < count - 1) or at == count - 2


def _piece(line: _Set, left: float, look: Look, *, first: bool, last: bool, keep: bool) -> Piece:
    above = TEXT_PAD if first else 0.0
    height = above + look.leading + (TEXT_PAD if last else 0.0)
    x = left + look.pad

    def draw(pen: Pen, top: float) -> None:
        at = top + above
        if line.mark:
            pen.text(line.mark, x, at, size=look.size, leading=look.leading, ink=line.mark_ink)
        pen.text(
            line.text, x + line.indent, at, line.face, look.size, leading=look.leading, ink=line.ink
        )

    return Piece(height, draw, keep=keep, framed=look.framed, bare=not last)
