"""Reads a block of cells that was copied in a spreadsheet: lines, columns, and perhaps its headings."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from senstosales.gui.grid_model import GridColumn

_WORD = re.compile(r"[a-z0-9%]+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a block: lines filled, cells that could not be read, and what found no room."""

    lines: int
    unread: int
    lines_left: int
    columns_left: int

    @property
    def sentence(self) -> str:
        """For the clerk; empty when there is nothing to say beyond what he sees."""
        parts = []
        if self.unread:
            cells = "One cell" if self.unread == 1 else f"{self.unread} cells"
            parts.append(f"{cells} could not be read and kept what was pasted: see the red ones.")
        if self.lines_left:
            parts.append(f"{_counted(self.lines_left, 'line')} found no room.")
        if self.columns_left:
            parts.append(f"{_counted(self.columns_left, 'column')} at the right found no room.")
        return " ".join(parts)


def block(text: str) -> list[list[str]]:
    """The cells of tab-separated text; a cell may hold line breaks if it is quoted, as Excel does."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not bare:
        return []
    plain = [line.split("\t") for line in bare.split("\n")]
    if '"' not in bare or bare.count('"') % 2:
        return plain
    try:
        return [cells or [""] for cells in csv.reader(io.StringIO(bare, newline=""), "excel-tab")]
    except csv.Error:
        return plain


def headed(cells: Sequence[str], columns: Sequence[GridColumn]) -> list[GridColumn | None] | None:
    """The column each heading names, if the line is one of headings: at least two are known."""
    known: dict[str, GridColumn] = {}
    for column in columns:
        for name in (column.title, column.key, *column.names):
            known.setdefault(_bare(name), column)
    found = [known.get(_bare(cell)) if _bare(cell) else None for cell in cells]
    named = [column.key for column in found if column is not None]
    return found if len(named) >= 2 and len(named) == len(set(named)) else None


def _bare(name: str) -> str:
    """`Rate (₹)` and `rate` are the same heading."""
    return " ".join(_WORD.findall(name.lower()))


def _counted(number: int, word: str) -> str:
    return f"One {word}" if number == 1 else f"{number} {word}s"
