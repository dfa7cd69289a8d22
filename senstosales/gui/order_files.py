"""The files kept with an order: the list, and what can be done with the marked one."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senstosales.gui.attachments import Attachments
from senstosales.gui.buttons import ActionButton
from senstosales.gui.desk import Desk
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.gui.wording import say
from senstosales.queries.attachments import AttachmentLine
from senstosales.queries.columns import Column, Look

FILES = (
    Column("name", "File", Look.TEXT, 34),
    Column("size", "Size", Look.NUMBER, 10),
    Column("author", "Attached by", Look.TEXT, 16),
    Column("created_at", "Attached", Look.MOMENT, 17),
)


class OrderFiles(QWidget):
    """Enter or double click opens the marked file."""

    def __init__(self, desk: Desk, files: Attachments, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self._seen: OrderSeen | None = None
        self.table = RowsTable(FILES, parent=self)
        self.table.setAccessibleName(say("Files"))
        self.nothing = Nothing(
            Empty(
                "No files with this order",
                "Drop a test certificate, a drawing or the PDF of a GeM contract on the order, or "
                "press Attach. Up to 20 MB a file; the backups hold them too.",
            )
        )
        add = partial(desk.actions.add, self, group="Files of an order")
        self.attach = add(
            "Attach…",
            "Ins",
            self._ask,
            icon="paperclip",
            help="Choose files to keep with the order",
        )
        self.open = add(
            "Open", "Ctrl+O", self._open, icon="external-link",
            help="Show the marked file in the program this desktop has for it",
        )  # fmt: skip
        self.save = add(
            "Save as…", "Ctrl+S", self._save, icon="download", help="Save a copy of the marked file"
        )
        self.remove = add(
            "Remove", "Ctrl+Del", self._remove, icon="trash-2",
            help="Take the marked file off the order; it can be put back",
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ActionButton(self.attach, parent=self))
        row.addStretch(1)
        for action in (self.open, self.save, self.remove):
            row.addWidget(ActionButton(action, parent=self))
        column.addLayout(row)
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._marked)
        self.setFocusProxy(self.table)

    @property
    def shown(self) -> tuple[AttachmentLine, ...]:
        """The files that are shown."""
        return self._seen.files if self._seen is not None else ()

    def show_order(self, seen: OrderSeen) -> None:
        self._seen = seen
        self.table.set_rows(seen.files)
        self.table.setVisible(bool(seen.files))
        self.nothing.setVisible(not seen.files)
        if seen.files and self.table.current is None:
            self.table.selectRow(0)
        self._marked(self.table.current)

    def show_file(self, file_id: int) -> None:
        """Mark that file."""
        rows = [row.id for row in self.table.rows]
        if file_id in rows:
            self.table.selectRow(rows.index(file_id))

    def _marked(self, row: AttachmentLine | None) -> None:
        for action in (self.open, self.save, self.remove):
            action.setEnabled(row is not None)

    def _ask(self) -> None:
        if self._seen is not None:
            self._files.ask(self._seen.order)

    def _open(self, _row: object = None) -> None:
        row = self.table.current
        if row is not None:
            self._files.open_file(row.id, row.name)

    def _save(self) -> None:
        row = self.table.current
        if row is not None:
            self._files.save_as(row)

    def _remove(self) -> None:
        row = self.table.current
        if row is not None:
            self._files.remove(row)
