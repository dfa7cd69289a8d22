"""The Deviations tab: where the buyer's word, or another program's, does not agree with itself or with
our books.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.acknowledge import acknowledge
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, RegisterView
from senstosales.queries import deviations
from senstosales.queries.ahead import first_of
from senstosales.queries.columns import Filter
from senstosales.queries.deviations import DeviationRow

if TYPE_CHECKING:
    from senstosales.books.store import Reading

_GROUP = "Deviations"


class DeviationsTab(Tab):
    """The register; its rows are acknowledged here and opened where they were found."""

    noun = "deviations"
    watches = deviations.REGISTER.watches

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            deviations.REGISTER,
            empty=Empty(
                "Everything agrees",
                "When a page of the buyer does not agree with itself or with our papers, it is "
                "still imported, and what does not agree is listed here for you to look at.",
            ),
        )
        add = partial(desk.actions.add, self, group=_GROUP)
        self.acknowledge = add(
            "Acknowledge…",
            "Ctrl+Shift+A",
            self._acknowledge,
            icon="check",
            help="Say that you have looked at the marked deviations",
        )
        self.open = add(
            "Open",
            "Ctrl+O",
            self._open_marked,
            icon="external-link",
            help="Open the order, SRV or paper in which it was found",
        )
        self.view.add_action(self.open)
        self.view.add_action(self.acknowledge, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.opened.connect(self._opened)
        self.view.loaded.connect(self._marked)
        self.view.export_requested.connect(partial(save_list, desk, parent=self))
        self.view.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.setFocusProxy(self.view)
        self._marked()

    def show_item(self, key: int) -> None:
        self.view.select(key)

    def _rows(self) -> list[DeviationRow]:
        found: list[Any] = []
        for key in self.view.selected_ids():
            place = self.view.model.find(key)
            if place is not None:
                found.append(self.view.model.row_at(place))
        return found

    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._marked()

    def _marked(self) -> None:
        rows = self._rows()
        self.acknowledge.setEnabled(any(row.status is Status.TO_CHECK for row in rows))
        self.open.setEnabled(len(rows) == 1)

    def _acknowledge(self) -> None:
        acknowledge(self.desk, [row for row in self._rows() if row.status is Status.TO_CHECK], self)

    def _open_marked(self) -> None:
        for row in self._rows()[:1]:
            self._open(row)

    def _opened(self, key: int) -> None:
        place = self.view.model.find(key)
        row = self.view.model.row_at(place) if place is not None else None
        if row is not None:
            self._open(row)

    def _open(self, row: DeviationRow) -> None:
        self.desk.open(deviations.FOUND_IN[row.noun], row.noun_id)


def to_check(session: "Reading") -> int:
    """How many wait for the clerk."""
    wanted = Filter(statuses=frozenset({Status.TO_CHECK}))
    return deviations.REGISTER.totals(session, wanted).count


SPEC = TabSpec(
    title="Deviations",
    icon="triangle-alert",
    nouns=("deviations",),
    factory=DeviationsTab,
    count=to_check,
    watches=deviations.REGISTER.watches,
    ahead=first_of(deviations.REGISTER),
)
