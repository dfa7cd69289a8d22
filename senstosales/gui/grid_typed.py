"""What was typed into the lines of a grid as plain JSON, and typed again from it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from senstosales.gui.grid_model import GridModel, Row

Counts = Callable[[int, str], bool]


def typed(
    model: GridModel,
    being_typed: tuple[int, str, str] | None,
    known_by: Sequence[str],
    counts: Counts,
) -> list[dict[str, Any]]:
    """A line each: `cells` by column as one would type them, and what is `kept` beside them.

    Of lines that are given (`known_by`) only those in which something counts.
    """
    rows = len(model.rows) - model.spare
    if being_typed is not None and being_typed[0] >= rows and being_typed[2].strip():
        rows = len(model.rows)  # the first word of a new line
    found = []
    for row in range(rows):
        cells = {
            column.key: str(model.index(row, place).data(Qt.ItemDataRole.EditRole) or "")
            for place, column in enumerate(model.columns)
            if column.editable and counts(row, column.key)
        }
        if being_typed is not None and being_typed[0] == row:
            cells[being_typed[1]] = being_typed[2]
        if cells or not known_by:
            found.append({"cells": cells, "kept": _kept(model, model.rows[row], known_by)})
    return found


def kept(line: Mapping[str, Any]) -> Row:
    """What a line holds beside its cells."""
    return {key: _read(value) for key, value in line["kept"].items()}


def type_again(
    model: GridModel, lines: Sequence[Mapping[str, Any]], known_by: Sequence[str]
) -> None:
    """Type the cells again: into the same lines in their order, or into those that are known."""
    places = {_name(row, known_by): place for place, row in enumerate(model.rows)}
    for number, line in enumerate(lines):
        row = places.get(_name(kept(line), known_by)) if known_by else number
        if row is None:
            continue
        for column in model.columns:
            if column.editable and column.key in line["cells"]:
                model.type_in(row, column, line["cells"][column.key])


def _name(row: Mapping[str, Any], known_by: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row.get(key) for key in known_by)


def _kept(model: GridModel, row: Row, known_by: Sequence[str]) -> dict[str, Any]:
    """Of a line that is given, what it is known by; of a free one, all that has no cell to type in."""
    typed_in = {column.key for column in model.columns if column.editable}
    keys = known_by or [key for key in row if key not in typed_in]
    return {key: _written(row[key]) for key in keys if row.get(key) is not None}


def _written(value: Any) -> Any:
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def _read(value: Any) -> Any:
    match value:
        case {"decimal": text}:
            return Decimal(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case _:
            return value
