"""The grid of goods: light head repeated on every page, figures right, rows as tall as their text.

Columns of figures are as wide as their widest figure; one column takes what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from senstosales.documents.flow import Piece, Section
from senstosales.documents.pen import GROUND, HAIRLINE, LIGHT, MUTED, TEXT, Ink, Pen
from senstosales.documents.typeface import Face, clean, width, wrap

_PAD_X = 4.0
_HEAD_TIGHT = 3.2
_ACROSS_GAP = 4.0  # between a text that runs across and the figures under it
_MOST_LINES = 6  # of a cell; a longer text runs across the row


@dataclass(frozen=True, slots=True)
class GridLook:
    """How a grid is drawn: in boxes, or open with lines across only; its head; how close its rows stand.

    `tight` is the room above and below the text of a row, in points.
    """

    boxed: bool = True
    ground: Ink | None = GROUND
    head: Ink = 0.0
    rule: Ink = 0.0
    tight: float = 3.2


BOXED = GridLook()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: `align` 0 left, ½ centre, 1 right; `stretch` marks the one that takes the rest.

    `least` is a width in points; for the stretching column, what it must keep for titles to take one
    line instead of several.
    """

    title: str
    align: float = 0.0
    stretch: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a text, and under it a quieter second text."""

    text: str = ""
    under: str = ""
    face: Face = Face.REGULAR


@dataclass(frozen=True, slots=True)
class _Laid:
    text: str
    face: Face
    ink: Ink


@dataclass(frozen=True, slots=True)
class _Row:
    """A row laid out: text that runs across it, and below that the lines of each cell."""

    across: tuple[_Laid, ...]
    cells: Sequence[Sequence[_Laid]]

    @property
    def count(self) -> int:
        return len(self.across) + max(map(len, self.cells))

    def cut(self, fits: int) -> "tuple[_Row, _Row]":
        """The row in two, `fits` lines in the first."""
        upper = max(fits - len(self.across), 0)
        return (
            _Row(self.across[:fits], [lines[:upper] for lines in self.cells]),
            _Row(self.across[fits:], [lines[upper:] for lines in self.cells]),
        )


class Grid:
    """A grid laid out for a place on the paper."""

    def __init__(
        self,
        columns: Sequence[GridColumn],
        rows: Sequence[Sequence[Cell]],
        left: float,
        right: float,
        total: Sequence[Cell] | None = None,
        *,
        widths: Sequence[float] | None = None,
        size: float = TEXT,
        look: GridLook = BOXED,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.total = total
        self.left, self.right = left, right
        self.size, self.leading, self.look = size, size * 4 / 3, look
        self.widths = list(widths) if widths else self._widths()
        self.edges = [left]
        for wide in self.widths:
            self.edges.append(self.edges[-1] + wide)

    def _widths(self) -> list[float]:
        """Titles stand on one line where the stretching column can spare the room, else they wrap."""
        whole = self._needs(wrapped=False)
        spared = max((column.least for column in self.columns if column.stretch), default=0.0)
        if self.right - self.left - sum(whole) < spared:
            whole = self._needs(wrapped=True)
        rest = self.right - self.left - sum(whole)
        return [
            rest if column.stretch else need
            for need, column in zip(whole, self.columns, strict=True)
        ]

    def _needs(self, *, wrapped: bool) -> list[float]:
        """Room for the widest title and figure of each column; nothing for the stretching one."""
        every = [*self.rows, self.total] if self.total else list(self.rows)
        needs = []
        for index, column in enumerate(self.columns):
            if column.stretch:
                needs.append(0.0)
                continue
            titles = column.title.split("\n")
            if wrapped:
                titles = [word for title in titles for word in title.split(" ")]
            texts = [width(clean(text), Face.SEMIBOLD, self.size) for text in titles]
            texts += [
                width(clean(text), cell.face, self.size)
                for cell in (line[index] for line in every)
                for text in (*cell.text.split("\n"), cell.under)
                if text
            ]
            needs.append(max(max(texts, default=0.0) + 2 * _PAD_X, column.least))
        return needs

    @property
    def _stretch(self) -> int:
        """Which column takes the rest; -1 when all widths are given."""
        return next((at for at, column in enumerate(self.columns) if column.stretch), -1)

    @property
    def stretched(self) -> float:
        """Width of the column that takes the rest: too small means the paper is too narrow."""
        return self.widths[self._stretch]

    def section(self, *, keep_end: bool = False, keep_all: bool = False) -> Section:
        """The grid as a section. The last row stays with the total, and with `keep_end` both stay
        with what follows; with `keep_all` so do all rows.
        """
        bound = bool(self.total) or keep_end
        pieces = [
            self._piece(self._lay(line), keep=keep_all or (bound and number == len(self.rows)))
            for number, line in enumerate(self.rows, 1)
        ]
        if self.total:
            pieces.append(self._total(keep=keep_end))
        return Section(pieces, (self._head(),))

    def _head(self) -> Piece:
        titles = [
            wrap(column.title, Face.SEMIBOLD, self.size, wide - 2 * _PAD_X)
            for column, wide in zip(self.columns, self.widths, strict=True)
        ]
        look = self.look
        laid = _Row(
            (), [[_Laid(text, Face.SEMIBOLD, look.head) for text in lines] for lines in titles]
        )
        height = laid.count * self.leading + 2 * max(look.tight, _HEAD_TIGHT)

        def draw(pen: Pen, top: float) -> None:
            if look.ground is not None:
                pen.ground(self.left, top, self.right - self.left, height, look.ground)
            self._write(pen, laid, top, height, max(look.tight, _HEAD_TIGHT))
            if not look.boxed:
                self._rule(pen, top + height, look.rule, 1.0)

        return Piece(height, draw, keep=True, framed=look.boxed)

    def _total(self, *, keep: bool) -> Piece:
        """The last row, under a line of its own where the grid is open."""
        piece = self._piece(self._lay(self.total or ()), keep=keep, soft=False)
        if self.look.boxed:
            return piece

        def draw(pen: Pen, top: float) -> None:
            self._rule(pen, top, self.look.rule)
            piece.draw(pen, top)
            self._rule(pen, top + piece.height, self.look.rule)

        return replace(piece, draw=draw, split=None)

    def _rule(self, pen: Pen, at: float, ink: Ink, weight: float = HAIRLINE) -> None:
        pen.lines([(self.left, at, self.right, at)], ink, weight)

    def _lay(self, line: Sequence[Cell]) -> _Row:
        """Wrap the cells. A long text in the widest column runs across the row, above the figures."""
        cells = [self._wrapped(cell, wide) for cell, wide in zip(line, self.widths, strict=True)]
        across: tuple[_Laid, ...] = ()
        at = self._stretch
        if at >= 0 and len(cells[at]) > _MOST_LINES and at + 1 < len(self.columns):
            cell = line[at]
            room = self.right - self.edges[at] - 2 * _PAD_X
            across = tuple(self._wrapped(Cell(cell.text, face=cell.face), room + 2 * _PAD_X))
            cells[at] = self._wrapped(Cell(under=cell.under), self.widths[at])
        return _Row(across, cells)

    def _wrapped(self, cell: Cell, wide: float) -> list[_Laid]:
        room = wide - 2 * _PAD_X + 0.01
        lines = [
            _Laid(text, cell.face, 0.0) for text in wrap(cell.text, cell.face, self.size, room)
        ]
        if cell.under:
            under = wrap(cell.under, cell.face, self.size, room)
            lines += [_Laid(text, cell.face, MUTED) for text in under]
        return lines

    def _write(self, pen: Pen, laid: _Row, top: float, height: float, tight: float) -> None:
        at = top + tight
        stretch = self._stretch if laid.across else 0
        for line in laid.across:
            self._text(pen, line, self._inside(stretch)[0], at)
            at += self.leading
        below = at + _ACROSS_GAP if laid.across else at
        for index, lines in enumerate(laid.cells):
            align = self.columns[index].align
            begin, end = self._inside(index)
            x = begin + (end - begin) * align
            at = top + tight if index < stretch else below
            for line in lines:
                self._text(pen, line, x, at, align)
                at += self.leading
        if not self.look.boxed:
            return
        cut = below - _ACROSS_GAP / 2 if laid.across else top
        pen.lines(
            [
                (x, top if index <= stretch else cut, x, top + height)
                for index, x in enumerate(self.edges[1:-1], 1)
            ]
        )
        if laid.across:
            rule = below - _ACROSS_GAP / 2
            pen.lines([(self.edges[stretch], rule, self.right, rule)], LIGHT)

    def _inside(self, index: int) -> tuple[float, float]:
        """From where to where a column's text stands; an open grid keeps to the paper's own edges."""
        begin, end = self.edges[index], self.edges[index + 1]
        if self.look.boxed or index > 0:
            begin += _PAD_X
        if self.look.boxed or index < len(self.columns) - 1:
            end -= _PAD_X
        return begin, end

    def _text(self, pen: Pen, line: _Laid, x: float, top: float, align: float = 0.0) -> None:
        pen.text(
            line.text,
            x,
            top,
            line.face,
            self.size,
            leading=self.leading,
            ink=line.ink,
            align=align,
        )

    def _piece(self, laid: _Row, *, keep: bool, soft: bool = True) -> Piece:
        tight, boxed = self.look.tight, self.look.boxed
        height = laid.count * self.leading + 2 * tight
        height += _ACROSS_GAP if laid.across else 0

        def draw(pen: Pen, top: float) -> None:
            self._write(pen, laid, top, height, tight)
            if soft and not boxed:
                self._rule(pen, top + height, LIGHT)

        def split(room: float) -> tuple[Piece, Piece] | None:
            fits = int((room - 2 * tight - _ACROSS_GAP) // self.leading)
            if fits < 2:
                return None
            upper, lower = laid.cut(fits)
            return self._piece(upper, keep=False), self._piece(lower, keep=keep)

        return Piece(height, draw, keep=keep, framed=boxed, soft=soft, split=split)
