"""A printed register: any list of the office, landscape, with totals at its end."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from senstosales.documents.blocks import Line, beside, paragraph, stack
from senstosales.documents.flow import Piece, Section
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.paper import Paper
from senstosales.documents.pen import A4_LONG, MARGIN, MUTED, TEXT, TITLE, Pen
from senstosales.documents.typeface import Face, clean, width
from senstosales.documents.wording import amount, count, day, indian_moment, percent, unit_rate
from senstosales.queries.columns import Column, Look, Totals
from senstosales.queries.papers import Letterhead

_SIZES = (TEXT, 8.0, 7.0, 6.0)  # the largest at which every figure stands on one line
_PAD = 8.2
_RIGHT = frozenset({Look.MONEY, Look.RATE, Look.QUANTITY, Look.PERCENT, Look.COUNT})
_SMALLEST = 3.0
_WRAPPED = frozenset({Look.TEXT, Look.STATUS})
_SOLID_LENGTH = 30  # characters; a longer text is wrapped whatever its column is called
_MEASURED = 2000  # of the longest texts of a column


def written(value: object, look: Look) -> str:
    """A value as a paper writes it; a figure of zero is printed as a figure."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = indian_moment(value)
        return f"{day(local)} {local:%H:%M}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | Decimal) and look in _FIGURES:
        return _FIGURES[look](Decimal(value))
    return str(value)


_FIGURES: dict[Look, Callable[[Decimal], str]] = {
    Look.MONEY: amount,
    Look.RATE: unit_rate,
    Look.QUANTITY: count,
    Look.COUNT: count,
    Look.PERCENT: percent,
}


def pdf(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[object],
    totals: Totals | None,
    period: str | None,
    printed_on: date,
    letterhead: Letterhead,
) -> bytes:
    """The rows as a printed register; each row has the attributes that the columns name."""
    left, right = MARGIN, A4_LONG - MARGIN
    texts = [
        [written(getattr(item, column.key), column.look) for column in columns] for item in rows
    ]
    foot = _totals(columns, totals, len(texts))
    size, widths = _fit(columns, [*texts, foot], right - left)
    grid = Grid(
        [GridColumn(column.title, 1 if column.look in _RIGHT else 0) for column in columns],
        [[Cell(text) for text in line] for line in texts],
        left,
        right,
        [Cell(text, face=Face.SEMIBOLD) for text in foot] if texts else None,
        widths=widths,
        size=size,
    )
    sections = [Section([_heading(title, period, letterhead, left, right)]), grid.section()]
    if not texts:
        nothing = stack([Line("Nothing to list for this choice.")])
        sections.append(Section([beside([(nothing, right - left)], left)]))
    paper = Paper(
        name=title,
        number="",
        dated=None,
        issuer=letterhead.name,
        sections=sections,
        printed_on=printed_on,
        foot=period or "",
        landscape=True,
    )
    return paper.pdf()


def _heading(
    title: str, period: str | None, seller: Letterhead, left: float, right: float
) -> Piece:
    """Whose list it is, what it lists, for when."""
    wide = right - left
    lines = paragraph(seller.name, wide * 0.6, Face.SEMIBOLD, 10)
    lines += paragraph(title, wide * 0.6, Face.SEMIBOLD, TITLE)
    block = stack(lines)
    said = [text for text in (seller.gstin and f"GSTIN {seller.gstin}", period) if text]

    def draw(pen: Pen, top: float) -> None:
        block.draw(pen, left, top)
        for index, text in enumerate(said):
            pen.text(clean(text), right, top + index * 14, ink=MUTED if index == 0 else 0, align=1)

    return Piece(block.height + 6, draw, keep=True, framed=False)


def _totals(columns: Sequence[Column], totals: Totals | None, rows: int) -> list[str]:
    sums = totals.sums if totals else {}
    foot = [
        written(sums[column.key], column.look) if column.key in sums else "" for column in columns
    ]
    number = totals.count if totals else rows
    for index, column in enumerate(columns):
        if column.look not in _RIGHT and not foot[index]:
            foot[index] = f"Total of {number}"
            break
    return foot


def _fit(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], room: float
) -> tuple[float, list[float]]:
    """Text size and column widths: figures on one line, the rest shared by the columns' own widths."""
    longest = [_longest({line[at] for line in texts}) for at in range(len(columns))]
    solid = [
        column.look not in _WRAPPED and max(map(len, found), default=0) <= _SOLID_LENGTH
        for column, found in zip(columns, longest, strict=True)
    ]
    shares = [0 if fixed else column.width for fixed, column in zip(solid, columns, strict=True)]
    # Text columns want about a third of their width in characters before lines get ragged.
    wanted = 0.3 * sum(shares)
    if not any(shares):
        shares = [1] * len(columns)

    def needs(size: float) -> list[float]:
        return [
            _need(column, found if fixed else (), size)
            for column, found, fixed in zip(columns, longest, solid, strict=True)
        ]

    size = next((size for size in _SIZES if room - sum(needs(size)) >= wanted * size), _SIZES[-1])
    if sum(needs(size)) > room:
        # More columns than a page holds: small letters are better than figures cut in two.
        size = max(_SMALLEST, size * room / sum(needs(size)) * 0.9)
    widths = needs(size)
    spare = room - sum(widths)
    if spare < 0:
        return size, [wide * room / sum(widths) for wide in widths]
    part = spare / sum(shares)
    return size, [wide + part * share for wide, share in zip(widths, shares, strict=True)]


def _longest(different: set[str]) -> list[str]:
    """The texts among which the widest of a column is; measuring all would take too long."""
    most = max(map(len, different), default=0)
    return sorted(text for text in different if len(text) >= most - 1)[:_MEASURED]


def _need(column: Column, figures: Sequence[str], size: float) -> float:
    """Room for the longest word of the title and for each figure, in points."""
    words = [*column.title.split(" "), *figures]
    least = max((width(clean(word), Face.SEMIBOLD, size) for word in words), default=0) + _PAD
    return least if figures else max(least, 3.8 * size)
