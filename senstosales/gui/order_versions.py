"""The pages an order was read from, and what lies between two of them, side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain import amendments
from senstosales.gui import cells, changes, icons, order_rows
from senstosales.gui.comparison import ComparedTable, SideBySide
from senstosales.gui.order_rows import VersionRow
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.source_page import SourcePages
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say


class OrderVersions(QWidget):
    """The pages above; below, the marked one against the one before it or any earlier one."""

    def __init__(self, pages: SourcePages, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self._order: int | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 16)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        whole.addWidget(split)
        self.table = RowsTable(order_rows.VERSIONS, parent=split)
        self.table.setAccessibleName(say("Versions"))
        lower = QWidget(split)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.said = QLabel(lower)
        self.said.setProperty("role", "muted")
        self.words = QLabel(say("Compared with"), lower)
        self.words.setProperty("role", "muted")
        self.earlier = QComboBox(lower)
        self.earlier.setAccessibleName(say("Compared with"))
        self.earlier.setToolTip(say("The earlier page that the marked one is compared with"))
        self.earlier.setMinimumWidth(160)
        self.words.setBuddy(self.earlier)
        self.button = QPushButton(say("Open the page"), lower)
        icons.dress(self.button, "external-link")
        self.button.setToolTip(say("Show the marked page as it was imported"))
        row.addWidget(self.said, 1)
        row.addWidget(self.words)
        row.addWidget(self.earlier)
        row.addWidget(self.button)
        column.addLayout(row)
        self.changes = ComparedTable(lower)
        self.texts = SideBySide(lower)
        column.addWidget(self.changes, 3)
        column.addWidget(self.texts, 2)
        column.addStretch(0)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setSizes([118, 340])
        self.button.clicked.connect(self._open_marked)
        self.earlier.activated.connect(self._compare)
        self.table.selected.connect(self._marked)
        self.table.opened.connect(self._open_row)
        self.changes.marked.connect(self.texts.show_row)
        self.setFocusProxy(self.table)

    def show_order(self, seen: OrderSeen) -> None:
        other = self._order != seen.order.id
        self._order = seen.order.id
        self.table.set_rows(order_rows.version_rows(seen.order))
        if self.table.rows and (other or self.table.current is None):
            self.table.selectRow(0)
        self._marked(self.table.current)

    def show_version(self, version_id: int) -> None:
        """Mark that page."""
        for place, row in enumerate(self.table.rows):
            if row.id == version_id:
                self.table.selectRow(place)

    def _open_marked(self) -> None:
        self._open_row(self.table.current)

    def _open_row(self, row: VersionRow | None) -> None:
        if row is not None and row.line.page_id is not None:
            self._pages.show_page(row.line.page_id)

    def _marked(self, row: VersionRow | None) -> None:
        """Offer the pages before it, the last of them first."""
        rows: tuple[VersionRow, ...] = self.table.rows
        before = [
            each for each in rows if row is not None and each.id < row.id and each.line.applied
        ]
        before.sort(key=lambda each: -each.id)
        self.earlier.clear()
        for each in before:
            self.earlier.addItem(_dated(each), each.id)
        self.button.setEnabled(row is not None and row.line.page_id is not None)
        self._compare()

    def _compare(self, _place: int = 0) -> None:
        row = self.table.current
        since = self.earlier.currentData()
        applied = row is not None and row.line.applied
        comparing = row is not None and applied and since is not None
        for widget in (self.words, self.earlier):
            widget.setVisible(comparing and self.earlier.count() > 1)
        found: tuple[changes.DifferenceRow, ...] = ()
        names = ("Before", "After")
        if row is not None and comparing:
            lines = sorted((each.line for each in self.table.rows), key=lambda line: line.id)
            between = [line.changes for line in lines if line.applied and since < line.id <= row.id]
            found = changes.compared(amendments.net(between))
            names = (self.earlier.currentText(), _dated(row))
        self.changes.show_rows(found, *names)
        self.changes.setVisible(bool(found))
        if row is None:
            self.said.setText("")
        elif found:
            count = f"{len(found)} difference{'' if len(found) == 1 else 's'}"
            self.said.setText(say(f"{count} between {names[0]} and {names[1]}"))
        elif not applied:
            self.said.setText(say("This page is older than what is held; it changed nothing."))
        elif comparing:
            self.said.setText(say(f"Nothing differs between {names[0]} and {names[1]}."))
        else:
            self.said.setText(say("This page changed nothing that stood in the books before."))


def _dated(row: VersionRow) -> str:
    """A page by its amendment and the day it came: a page may come twice with the same number."""
    return say(f"{row.amendment} of {cells.moment(row.imported)[:11]}")
