"""What waits in the outbox: codes to be told by word of mouth where no mail server is set, and letters
that could not be sent yet.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from senstosales.domain.roles import Right
from senstosales.gui.buttons import ActionButton
from senstosales.gui.desk import Desk
from senstosales.gui.live import Watcher
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.queries.columns import Column, Look
from senstosales.services import letters
from senstosales.services.letters import Waiting

_LOOK_AGAIN_MS = 10_000
"""Codes expire while nothing else happens."""
_CODES = (
    "Tell each code only to the person it is for, and only when you are sure that it is they who ask. "
    "Codes are mailed once a server is named in File > Settings > Mail."
)
_OWNERS_CODES = "Only an owner at this desk sees the codes of others."
_COLUMNS = (
    Column("recipient", "For", Look.TEXT, 30),
    Column("subject", "What", Look.TEXT, 30),
    Column("code", "Code", Look.NUMBER, 9),
    Column("created_at", "Since", Look.MOMENT, 17),
    Column("expires_at", "Good until", Look.MOMENT, 17),
    Column("last_error", "What the mail server said", Look.TEXT, 34),
)


class LettersPage(QWidget):
    """Reads again on news of letters, and now and then."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.notice = NoticePanel(Tone.INFO, "No mail server is set")
        self.table = RowsTable(_COLUMNS, settings=desk.settings, key="letters")
        self.table.setAccessibleName("Codes and letters")
        self.copy = desk.actions.add(
            self, "Copy the code", "Ctrl+Shift+C", self._copy, group="Codes and letters",
            icon="copy", help="Copy the marked code",
        )  # fmt: skip
        self._nothing = Nothing(
            Empty("Nothing waits", "Codes and letters stand here until they are sent or expire.")
        )
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        words = QLabel("Waiting to be sent, or to be told")
        words.setProperty("role", "heading")
        row.addWidget(words)
        row.addStretch(1)
        row.addWidget(ActionButton(self.copy))
        warned = QWidget()
        around = QVBoxLayout(warned)
        around.setContentsMargins(12, 0, 12, 8)
        around.addWidget(self.notice)
        self._warned = warned
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(warned)
        framed = QVBoxLayout()
        framed.setContentsMargins(12, 0, 12, 12)
        framed.addWidget(self._pages)
        column.addLayout(framed, 1)
        self.table.selected.connect(self._marked)
        self.setFocusProxy(self.table)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._look_again)
        self._clock.start()
        self.watcher = Watcher(self, desk.live, frozenset({"letters", "settings"}), self.refresh)
        self._marked(None)
        self._pages.setCurrentWidget(self._nothing)
        self._warned.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read what waits."""
        self.desk.jobs.read(partial(letters.waiting, self.desk.books), self._show, owner=self)

    def _look_again(self) -> None:
        if self.isVisible() and self.table.rows:
            self.refresh()

    def _show(self, found: Sequence[Waiting]) -> None:
        self.table.set_rows(found)
        self._pages.setCurrentWidget(self.table if found else self._nothing)
        said = ""
        if any(letter.code for letter in found):
            said = _CODES
        elif found and not self.desk.books.role.may(Right.MANAGE):
            said = _OWNERS_CODES
        self.notice.title.setVisible(said == _CODES)
        self.notice.say(said)
        self._warned.setVisible(bool(said))
        self._marked(self.table.current)

    def _marked(self, row: Waiting | None) -> None:
        self.copy.setEnabled(row is not None and bool(row.code))

    def _copy(self) -> None:
        row = self.table.current
        if row is not None and row.code:
            QGuiApplication.clipboard().setText(row.code)
            self.desk.messages.note(f"The code for {row.recipient} is copied.")
