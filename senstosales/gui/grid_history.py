"""Takes back what was done to the lines of a grid, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from senstosales.gui.grid_model import GridModel, Row

_MOST = 40


@dataclass(frozen=True, slots=True)
class _Moment:
    rows: tuple[Row, ...]
    errors: Mapping[tuple[int, str], str]
    raw: Mapping[tuple[int, str], str]


class History:
    """`note()` after every change, `back()` for the one before."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._before: list[_Moment] = []
        self._now = self._look()

    def begin(self) -> None:
        """What stands there now is where it begins: nothing before it can be brought back."""
        self._before.clear()
        self._now = self._look()

    def note(self) -> None:
        """Something was changed."""
        self._before.append(self._now)
        del self._before[:-_MOST]
        self._now = self._look()

    def back(self) -> bool:
        """Bring back what stood there before the last change; False if there was none."""
        if not self._before:
            return False
        self._now = self._before.pop()
        model = self._model
        model.beginResetModel()
        model.rows = [dict(row) for row in self._now.rows]
        model.errors, model.raw = dict(self._now.errors), dict(self._now.raw)
        model.told.clear()
        model.endResetModel()
        return True

    def _look(self) -> _Moment:
        model = self._model
        rows: tuple[dict[str, Any], ...] = tuple(dict(row) for row in model.rows)
        return _Moment(rows, dict(model.errors), dict(model.raw))
