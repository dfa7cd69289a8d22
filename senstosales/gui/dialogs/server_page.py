"""The page of the settings dialog about other programs: the server on or off, where it is, who calls."""

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.roles import Right
from senstosales.errors import Invalid, Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.fields import ChoiceField, TextField
from senstosales.gui.forms import Form
from senstosales.gui.serving import THIS_COMPUTER, WHOLE_OFFICE, Serving
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?")

_CALLS = (
    Column("at", "When", Look.MOMENT, 15),
    Column("caller", "Who", Look.TEXT, 14),
    Column("method", "Call", Look.NUMBER, 6),
    Column("path", "Address", Look.TEXT, 20),
    Column("status", "Answer", Look.COUNT, 6),
    Column("milliseconds", "ms", Look.COUNT, 6),
)


class ServerPage(QWidget):
    """All of it acts at once; nothing waits for Save. `left` when the clerk goes to the keys."""

    left = Signal()

    def __init__(self, desk: Desk, serving: Serving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.serving = desk, serving
        self.state = QLabel()
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state.setWordWrap(True)
        self.switch = QPushButton()
        self.switch.clicked.connect(self._switch)
        self.form = Form()
        self.form.add(
            "host",
            "Reached from",
            ChoiceField(
                [
                    (THIS_COMPUTER, "This computer only"),
                    (WHOLE_OFFICE, "Other computers too (every call needs a key)"),
                ],
                own=True,
            ),
        )
        self.form.add("port", "Port", TextField())
        self.form.add(
            "origins", "Web pages allowed", TextField(placeholder="http://localhost:3000")
        )
        self.keep = QPushButton(say("Keep"))
        self.keep.clicked.connect(self._keep_pressed)
        self.calls = RowsTable(_CALLS)
        self.keys = QPushButton(say("Keys…"))
        self.keys.setToolTip(say("Make and revoke the keys of other programs, in Users and keys"))
        icons.dress(self.keys, "key-round")
        self.keys.clicked.connect(self._show_keys)
        for button in (self.switch, self.keep, self.keys):
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
        self._clock.start()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(top)
        whole.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.keys)
        row.addStretch(1)
        row.addWidget(self.keep)
        whole.addLayout(row)
        whole.addWidget(self._heading("Last calls"))
        whole.addWidget(self.calls, 1)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(say(text))
        label.setProperty("role", "heading")
        return label

    def refresh(self) -> None:
        """State and calls as they are now."""
        if self.serving.running:
            self.state.setText(
                say(
                    f"Other programs reach these books at <b>{self.serving.address}</b>. "
                    f"What they can call stands at {self.serving.address}/docs"
                )
            )
        elif self.serving.trouble:
            self.state.setText(say(self.serving.trouble))
        else:
            self.state.setText(say("No other program can reach these books."))
        self.switch.setText(say("Stop" if self.serving.running else "Start"))
        calls = tuple(self.serving.calls)
        if calls != self.calls.rows:
            self.calls.set_rows(calls)

    def _switch(self) -> None:
        if self.serving.running and self._allowed():
            self.serving.stop()
        elif not self.serving.running and self._keep():
            self.serving.start()

    def _allowed(self) -> bool:
        """Who may reach the books is for an owner to say."""
        try:
            self.desk.books.require(Right.MANAGE)
        except Trouble as error:
            self.form.show_trouble(error)
            return False
        return True

    def _keep_pressed(self) -> None:
        if self._keep():
            self.desk.messages.tell("How other programs reach the books is kept.")

    def _keep(self) -> bool:
        if not self._allowed():
            return False
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

    def _show_keys(self) -> None:
        self.left.emit()
        self.desk.open("users", -1)


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
