"""Workbooks: lists and papers as XLSX, streamed row by row, with numbers as numbers.

Text from outside is kept as text: a cell that a spreadsheet would take for a formula is stored as a
string with the quote prefix, so that it stays harmless even after somebody edits it.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from senstosales.documents.wording import indian_moment
from senstosales.domain.amounts import plain
from senstosales.queries.columns import Column, Look

_WHOLE = r"[>=10000000]##\,##\,##\,##0{0};[>=100000]##\,##\,##0{0};##,##0{0}"
_FORMATS = {
    Look.MONEY: _WHOLE.format(".00"),
    Look.RATE: _WHOLE.format(".00##"),
    Look.COUNT: _WHOLE.format(""),
    Look.DATE: "dd-mmm-yyyy",
    Look.MOMENT: "dd-mmm-yyyy hh:mm",
}
# Excel would show "12." for a whole number under ".###", so the number of decimals is the value's.
_DECIMALS = ("", ".0", ".00", ".000", ".0000")
_RIGHT = frozenset({Look.MONEY, Look.RATE, Look.QUANTITY, Look.PERCENT, Look.COUNT})
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32767  # characters Excel holds in a cell
_A4 = 9  # the paper's number in OOXML
_TITLE_SIZE, _SHEET_NAME_LENGTH = 14, 31


def storable(text: str) -> str:
    """The text without what XLSX cannot hold; the no-break spaces of papers become ordinary ones."""
    return _UNSTORABLE.sub("", text).replace("\u00a0", " ")[:_LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a cell looks like; equal styles share one prepared cell."""

    number_format: str = "General"
    bold: bool = False
    size: float = 10
    head: bool = False
    wrap: bool = False
    right: bool = False
    quoted: bool = False


class Sheet:
    """One sheet, written from the top down. Widths are in characters."""

    def __init__(
        self, book: "Book", name: str, widths: Sequence[float], *, frozen_rows: int = 0
    ) -> None:
        from openpyxl.utils import get_column_letter

        self._page: Any = book.workbook.create_sheet(storable(name)[:_SHEET_NAME_LENGTH])
        for index, wide in enumerate(widths, 1):
            self._page.column_dimensions[get_column_letter(index)].width = max(wide + 2, 6)
        if frozen_rows:
            self._page.freeze_panes = f"A{frozen_rows + 1}"
            self._page.print_title_rows = f"{frozen_rows}:{frozen_rows}"
        self._page.page_setup.orientation = "landscape"
        self._page.page_setup.paperSize = _A4
        self._page.page_setup.fitToHeight = 0
        self._page.sheet_properties.pageSetUpPr.fitToPage = True
        self._cells: dict[tuple[int, _Style], Any] = {}
        self.rows = 0

    def _cell(self, value: object, style: _Style, at: int = 0) -> Any:
        """The cell prepared for this place of a row and this style, now holding the value.

        A row is written at once, so its cells serve the next rows too: making and styling a cell
        costs many times what filling one does.
        """
        if isinstance(value, str):
            value = storable(value)
            if value.startswith(_FORMULA_START):
                style = _quoted(style)
        cell = self._cells.get((at, style))
        if cell is None:
            cell = self._cells[at, style] = _made(self._page, style)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _append(self, cells: Sequence[Any]) -> None:
        self._page.append(cells)
        self.rows += 1

    def blank(self) -> None:
        self._append([])

    def title(self, text: str) -> None:
        self._append([self._cell(text, _Style(bold=True, size=_TITLE_SIZE))])

    def line(self, text: str, *, bold: bool = False, wrap: bool = False) -> None:
        self._append([self._cell(text, _Style(bold=bold, wrap=wrap))])

    def facts(self, pairs: Iterable[tuple[str, object]]) -> None:
        """Labels in the first column, values in the second; pairs without a value are left out."""
        for label, value in pairs:
            if value in (None, "", ()):
                continue
            shown, style = _shown(value, _look_of(value))
            self._append([self._cell(label, _Style(bold=True)), self._cell(shown, style, 1)])

    def head(self, columns: Sequence[Column]) -> None:
        """The titles of a table."""
        self._append(
            [
                self._cell(
                    column.title, _Style(head=True, bold=True, right=column.look in _RIGHT), at
                )
                for at, column in enumerate(columns)
            ]
        )

    def row(
        self, columns: Sequence[Column], values: Sequence[object], *, bold: bool = False
    ) -> None:
        """One row of a table; None leaves its cell empty."""
        cells: list[Any] = []
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            if value is None:
                cells.append(None)
                continue
            shown, style = _shown(value, column.look, bold=bold)
            cells.append(self._cell(shown, style, at))
        self._append(cells)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
        """Titles and rows, with the filter buttons of a list."""
        from openpyxl.utils import get_column_letter

        self.head(columns)
        first = self.rows
        for values in rows:
            self.row(columns, values)
        last = max(self.rows, first + 1)
        self._page.auto_filter.ref = f"A{first}:{get_column_letter(len(columns))}{last}"


class Book:
    """A workbook being written."""

    def __init__(self, title: str) -> None:
        from openpyxl import Workbook

        self.workbook: Any = Workbook(write_only=True)
        self.workbook.properties.title = storable(title)
        self.workbook.properties.creator = "SenstoSales"

    def sheet(self, name: str, columns: Sequence[Column], *, frozen_rows: int = 0) -> Sheet:
        """A new sheet, as wide as these columns say."""
        name = re.sub(r"[\[\]:*?/\\]", " ", name).strip() or "Sheet"
        return Sheet(self, name, [column.width for column in columns], frozen_rows=frozen_rows)

    def data(self) -> bytes:
        file = io.BytesIO()
        self.workbook.save(file)
        return file.getvalue()


def register(
    title: str, columns: Sequence[Column], rows: Iterable[object], note: str | None = None
) -> bytes:
    """A list of the office as a workbook; each row has the attributes that the columns name."""
    book = Book(title)
    sheet = book.sheet(title, columns, frozen_rows=4)
    sheet.title(title)
    sheet.line(note or "")
    sheet.blank()
    keys = [column.key for column in columns]
    sheet.table(columns, ([getattr(row, key) for key in keys] for row in rows))
    return book.data()


def _look_of(value: object) -> Look:
    if isinstance(value, datetime):
        return Look.MOMENT
    if isinstance(value, date):
        return Look.DATE
    return Look.MONEY if isinstance(value, Decimal) else Look.TEXT


def _shown(value: object, look: Look, *, bold: bool = False) -> tuple[object, _Style]:
    """The value as Excel wants it, and its style."""
    if isinstance(value, datetime):
        return indian_moment(value), _Style(_FORMATS[Look.MOMENT], bold=bold)
    if isinstance(value, date):
        return value, _Style(_FORMATS[Look.DATE], bold=bold)
    if isinstance(value, bool):
        return ("Yes" if value else "No"), _Style(bold=bold)
    if isinstance(value, int | Decimal):
        return value, _Style(_number_format(value, look), bold=bold, right=True)
    return str(value), _Style(bold=bold, wrap=look is Look.TEXT)


def _number_format(value: int | Decimal, look: Look) -> str:
    known = _FORMATS.get(look)
    if known:
        return known
    decimals = len(plain(value).partition(".")[2]) if isinstance(value, Decimal) else 0
    places = _DECIMALS[min(decimals, len(_DECIMALS) - 1)]
    if look is Look.PERCENT:
        return f'0{places}"%"'
    return _WHOLE.format(places) if look is Look.QUANTITY else f"0{places}"


def _quoted(style: _Style) -> _Style:
    return _Style(
        style.number_format,
        style.bold,
        style.size,
        style.head,
        style.wrap,
        style.right,
        quoted=True,
    )


def _made(page: Any, style: _Style) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell: Any = WriteOnlyCell(page)
    cell.font = Font(name="Calibri", size=style.size, bold=style.bold)
    cell.number_format = style.number_format
    cell.alignment = Alignment(
        horizontal="right" if style.right else "left",
        vertical="center" if style.head else "top",
        wrap_text=style.wrap or style.head,
    )
    if style.head:
        cell.fill = PatternFill("solid", fgColor="EDEFF2")
        cell.border = Border(bottom=Side("thin", color="8A94A3"))
    cell.quotePrefix = style.quoted
    return cell
