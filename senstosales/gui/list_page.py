"""A register alone on its page: what can be done with the marked row stands in its filter row."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.tables import Empty, RegisterView
from senstosales.queries.columns import Register


class ListPage(QWidget):
    """A subclass names its `group` of keys, adds its actions, and says in `marked` which can be done.

    It calls `marked()` itself once its actions are there.
    """

    group = ""

    def __init__(
        self, desk: Desk, register: Register, empty: Empty, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view = RegisterView(desk, register, empty=empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.loaded.connect(self.marked)
        self.view.export_requested.connect(partial(save_list, desk, parent=self))
        self.view.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.setFocusProxy(self.view)

    @property
    def current(self) -> Any:
        """The marked row; None if there is none, or several."""
        marked = self.view.selected_ids()
        place = self.view.model.find(marked[0]) if len(marked) == 1 else None
        return self.view.model.row_at(place) if place is not None else None

    def marked(self) -> None:
        """Another row is marked, or the marked one is another by now."""

    def _act(
        self, text: str, keys: str, run: Callable[[], object], icon: str, about: str
    ) -> QAction:
        return self.desk.actions.add(self, text, keys, run, group=self.group, help=about, icon=icon)

    def _say(self, sentence: str, _result: object = None) -> None:
        self.desk.messages.note(sentence)

    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.marked()
