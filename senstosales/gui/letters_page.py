"""The outbox: codes to be told by word of mouth where no mail server is set, and mails with papers, be
they waiting, sent or failed.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from senstosales.domain.roles import Right
from senstosales.gui import mails_section
from senstosales.gui.buttons import ActionButton
from senstosales.gui.desk import Desk
from senstosales.gui.live import Watcher
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.printable import NOUNS
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.services import outbox
from senstosales.services.outbox import Posted

_LOOK_AGAIN_MS = 10_000
"""Codes expire while nothing else happens."""
_CODES = (
    "Tell each code only to the person it is for, and only when you are sure that it is they who ask. "
    "Codes are mailed once a server is named in File > Settings > Mail."
)
_OWNERS_CODES = "Only an owner at this desk sees the codes of others."
_COLUMNS = (
    Column("recipient", "For", Look.TEXT, 26),
    Column("copy_to", "Copy to", Look.TEXT, 20),
    Column("subject", "What", Look.TEXT, 30, own=True),
    Column("files", "Files", Look.TEXT, 20, shown=False),
    Column("status", "State", Look.STATUS, 10),
    Column("code", "Code", Look.NUMBER, 9),
    Column("created_at", "Written", Look.MOMENT, 17),
    Column("at", "Sent, or next try", Look.MOMENT, 17),
    Column("expires_at", "Good until", Look.MOMENT, 17),
    Column("said", "What the mail server said", Look.TEXT, 34, own=True),
)
_FIRST_TO_GO = ("copy_to", "created_at", "at")
_ONLY_WHERE_SAID = ("copy_to", "code", "expires_at", "said", "at")


class LettersPage(QWidget):
    """Reads again on news of letters, and now and then."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.notice = NoticePanel(Tone.INFO, "No mail server is set")
        self.table = RowsTable(_COLUMNS, settings=desk.settings, key="letters")
        self.table.setAccessibleName(say("Codes and letters"))
        self.table.leave_out(_FIRST_TO_GO)
        self.copy = desk.actions.add(
            self, "Copy the code", "Ctrl+Shift+C", self._copy, group="Codes and letters",
            icon="copy", help="Copy the marked code",
        )  # fmt: skip
        self.again = desk.actions.add(
            self, "Try again now", "Ctrl+R", self._again, group="Codes and letters",
            icon="refresh-cw", help="Send the marked letter at once, also one that failed",
        )  # fmt: skip
        self.cancel = desk.actions.add(
            self, "Cancel", "Ctrl+Del", self._cancel, group="Codes and letters",
            icon="ban", help="Do not send the marked letter",
        )  # fmt: skip
        desk.actions.mention("Codes and letters", "Open the paper of the marked letter", "Return")
        self._nothing = Nothing(
            Empty(
                "No letters yet",
                "Codes stand here until they are told or sent, and the mails that bring papers: press "
                "“E-mail…” beside an invoice, a challan or a quotation.",
            )
        )
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        words = QLabel(say("Waiting to be told or sent, and what was sent"))
        words.setProperty("role", "heading")
        row.addWidget(words)
        row.addStretch(1)
        for action in (self.again, self.cancel, self.copy):
            row.addWidget(ActionButton(action))
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
        self.table.opened.connect(self._open)
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
        """Read the newest letters."""
        self.desk.jobs.read(partial(outbox.listed, self.desk.books), self._show, owner=self)

    def _look_again(self) -> None:
        if self.isVisible() and self.table.rows:
            self.refresh()

    def _show(self, found: Sequence[Posted]) -> None:
        self.table.set_rows(found)
        idle = [key for key in _ONLY_WHERE_SAID if not any(getattr(row, key) for row in found)]
        self.table.put_away(idle)
        self._pages.setCurrentWidget(self.table if found else self._nothing)
        said = ""
        if any(letter.code for letter in found):
            said = _CODES
        elif any(letter.is_secret for letter in found) and not self.desk.books.role.may(
            Right.MANAGE
        ):
            said = _OWNERS_CODES
        self.notice.title.setVisible(said == _CODES)
        self.notice.say(said)
        self._warned.setVisible(bool(said))
        self._marked(self.table.current)

    def _marked(self, row: Posted | None) -> None:
        self.copy.setEnabled(row is not None and bool(row.code))
        self.again.setEnabled(row is not None and row.can_try)
        self.cancel.setEnabled(row is not None and row.can_cancel)

    def _again(self) -> None:
        mails_section.try_again(self.desk, self.table.current, self)

    def _cancel(self) -> None:
        mails_section.cancel(self.desk, self.table.current, self)

    def _open(self, row: Posted) -> None:
        if row.kind is not None and row.voucher_id is not None:
            self.desk.open(NOUNS[row.kind], row.voucher_id)

    def _copy(self) -> None:
        row = self.table.current
        if row is not None and row.code:
            QGuiApplication.clipboard().setText(row.code)
            self.desk.messages.note(f"The code for {row.recipient} is copied.")
