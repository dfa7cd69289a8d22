"""The dialog for other programs: switch the server on or off, see who calls, make and revoke keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status
from senstosales.errors import Invalid
from senstosales.gui.desk import Desk
from senstosales.gui.fields import ChoiceField, TextField
from senstosales.gui.forms import Form
from senstosales.gui.serving import THIS_COMPUTER, WHOLE_OFFICE, Serving
from senstosales.gui.tables import RowsTable
from senstosales.queries.columns import Column, Look
from senstosales.services import keys

if TYPE_CHECKING:
    from senstosales.services.keys import KeyLine

_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")

_CALLS = (
    Column("at", "When", Look.MOMENT, 17),
    Column("caller", "Who", Look.TEXT, 16),
    Column("method", "Call", Look.TEXT, 8),
    Column("path", "Address", Look.TEXT, 34),
    Column("status", "Answer", Look.COUNT, 8),
    Column("milliseconds", "ms", Look.COUNT, 6),
)
_KEYS = (
    Column("name", "Program", Look.TEXT, 26),
    Column("hint", "Begins with", Look.NUMBER, 13),
    Column("created_at", "Made", Look.MOMENT, 17),
    Column("status", "Status", Look.STATUS, 12),
)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as the table shows it."""

    id: int
    name: str
    hint: str
    created_at: datetime
    status: Status


class ServerDialog(QDialog):
    """Not modal: it can stay open beside the work."""

    def __init__(self, desk: Desk, serving: Serving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.serving = desk, serving
        self.setWindowTitle("Other programs")
        self.resize(720, 620)
        self.state = QLabel()
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state.setWordWrap(True)
        self.switch = QPushButton()
        self.switch.setProperty("role", "primary")
        self.switch.clicked.connect(self._switch)
        self.form = Form()
        self.form.add(
            "host",
            "Reached from",
            ChoiceField(
                [
                    (THIS_COMPUTER, "This computer only"),
                    (WHOLE_OFFICE, "Other computers too (every call needs a key)"),
                ]
            ),
        )
        self.form.add("port", "Port", TextField())
        self.form.add(
            "origins", "Web pages allowed", TextField(placeholder="http://localhost:3000")
        )
        self.keep = QPushButton("Keep")
        self.keep.clicked.connect(self._keep_pressed)
        self.calls = RowsTable(_CALLS)
        self.keys = RowsTable(_KEYS)
        self.make_key = QPushButton("Make a key…")
        self.make_key.clicked.connect(self._make_key)
        self.revoke_key = QPushButton("Revoke…")
        self.revoke_key.clicked.connect(self._revoke_key)
        self.keys.selected.connect(self._key_marked)
        self._key_marked(None)
        self.shut = QPushButton("Close")
        self.shut.clicked.connect(self.close)
        for button in (self.keep, self.make_key, self.revoke_key, self.shut):
            button.setAutoDefault(False)
        self._build()
        self.form.set_values(
            {"host": serving.host, "port": str(serving.port), "origins": " ".join(serving.origins)}
        )
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.refresh)
        serving.changed.connect(self.refresh)
        self.refresh()
        self._read_keys()
        self._clock.start()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(top)
        whole.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        whole.addLayout(row)
        whole.addWidget(self._heading("Keys"))
        whole.addWidget(self.keys, 1)
        row = QHBoxLayout()
        row.addWidget(self.make_key)
        row.addWidget(self.revoke_key)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addWidget(self._heading("Last calls"))
        whole.addWidget(self.calls, 2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.shut)
        whole.addLayout(row)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "heading")
        return label

    def refresh(self) -> None:
        """State and calls as they are now."""
        if self.serving.running:
            self.state.setText(
                f"Other programs reach these books at <b>{self.serving.address}</b>. "
                f"What they can call stands at {self.serving.address}/docs"
            )
        elif self.serving.trouble:
            self.state.setText(self.serving.trouble)
        else:
            self.state.setText("No other program can reach these books.")
        self.switch.setText("Stop" if self.serving.running else "Start")
        calls = tuple(self.serving.calls)
        if calls != self.calls.rows:
            self.calls.set_rows(calls)

    def _switch(self) -> None:
        if self.serving.running:
            self.serving.stop()
        elif self._keep():
            self.serving.start()

    def _keep_pressed(self) -> None:
        if self._keep():
            self.desk.messages.tell("How other programs reach the books is kept.")

    def _keep(self) -> bool:
        try:
            values = self.form.values()
            port = _port(str(values["port"] or ""))
            origins = _origins(str(values["origins"] or ""))
        except Invalid as error:
            self.form.show_trouble(error)
            return False
        self.serving.choose(str(values["host"]), port, origins)
        self.form.set_values({"origins": " ".join(origins)})
        return True

    def _read_keys(self) -> None:
        self.desk.jobs.read(partial(self.desk.books.ask, keys.listed), self._show_keys, owner=self)

    def _show_keys(self, found: "Sequence[KeyLine]") -> None:
        self.keys.set_rows(
            [
                KeyRow(
                    key.id,
                    key.name,
                    key.hint,
                    key.created_at,
                    Status.INACTIVE if key.revoked_at else Status.ACTIVE,
                )
                for key in found
            ]
        )

    def _make_key(self) -> None:
        name, given = QInputDialog.getText(
            self, "Make a key", "Name of the program that will use it:"
        )
        if given:
            self.desk.jobs.write(
                partial(keys.add, self.desk.books, self.desk.actor, name),
                partial(self._show_new_key, name),
                owner=self,
            )

    def _show_new_key(self, name: str, key: str) -> None:
        QGuiApplication.clipboard().setText(key)
        QMessageBox.information(
            self,
            "Key made",
            f"The key of {name} is\n\n{key}\n\nIt is shown only now, and has been copied. Put it "
            "into the program's own settings.",
        )
        self._read_keys()

    def _key_marked(self, row: object) -> None:
        self.revoke_key.setEnabled(isinstance(row, KeyRow) and row.status is Status.ACTIVE)

    def _revoke_key(self) -> None:
        row = self.keys.current
        if isinstance(row, KeyRow) and row.status is Status.ACTIVE and self._sure(row.name):
            self.desk.jobs.write(
                partial(keys.revoke, self.desk.books, self.desk.actor, row.name),
                self._revoked,
                owner=self,
            )

    def _sure(self, name: str) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle("Revoke a key")
        box.setText(f"The key of {name} will open nothing any more. This cannot be taken back.")
        box.addButton("Keep it", QMessageBox.ButtonRole.RejectRole)
        yes = box.addButton("Revoke the key", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        return box.clickedButton() is yes

    def _revoked(self, _nothing: object) -> None:
        self._read_keys()


def _origins(text: str) -> list[str]:
    """The web pages that may call, as browsers name them; raises `Invalid`."""
    origins = [each.rstrip("/").lower() for each in text.replace(",", " ").split()]
    for each in origins:
        if not _ORIGIN.fullmatch(each):
            raise Invalid(
                f"“{each}” is not the address of a web page's server, such as "
                "http://localhost:3000.",
                field="origins",
            )
    return list(dict.fromkeys(origins))


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Invalid("A port is a number from 1 to 65535.", field="port")
    return int(text)
