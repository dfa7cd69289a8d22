"""What became of papers that were made, printed or saved together: line by line, each to be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

_COLUMNS = (
    Column("source", "Paper", Look.NUMBER, 16),
    Column("party", "For", Look.TEXT, 24),
    Column("status", "Result", Look.STATUS, 9),
    Column("result", "What became of it", Look.TEXT, 44, own=True),
)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One paper. `result` names what was made of it, or why nothing was; `noun` and `key` are what is
    opened from here.
    """

    id: int
    source: str
    party: str
    status: Status
    result: str
    noun: str
    key: int


class ResultSheet(Dialog):
    """`ResultSheet(desk, title, sentence, rows).open()`; `add_step` offers what may follow."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        sentence: str,
        rows: Sequence[ResultRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.next_step: QPushButton | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        heading = QLabel(say(title))
        heading.setProperty("role", "title")
        self.sentence = NoticePanel(
            Tone.CAUTION if any(row.status is Status.REFUSED for row in rows) else Tone.GOOD
        )
        self.sentence.say(sentence)
        self.table = RowsTable(_COLUMNS, settings=desk.settings, key="results")
        self.table.setAccessibleName(say(title))
        self.table.set_rows(rows)
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._marked)
        column.addWidget(heading)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self.show_paper = QPushButton(say("Open"))
        self.show_paper.setAutoDefault(False)
        self.show_paper.setToolTip(say("Open the marked paper (Enter)"))
        icons.dress(self.show_paper, "arrow-right")
        self.show_paper.clicked.connect(self._open_marked)
        self._foot.addWidget(self.show_paper)
        self._foot.addStretch(1)
        self.close_button = QPushButton(say("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        self._foot.addWidget(self.close_button)
        column.addLayout(self._foot)
        self.resize(860, min(620, 260 + 28 * max(3, len(rows))))
        self.table.setFocus()
        if rows:
            self.table.selectRow(0)
        self._marked(self.table.current)

    def add_step(self, button: QPushButton) -> None:
        """Offer what may follow, as the next step of this sheet."""
        button.setProperty("role", "primary")
        button.setAutoDefault(False)
        self.next_step = button
        self._foot.addWidget(button)

    def _marked(self, row: object) -> None:
        self.show_paper.setEnabled(row is not None)

    def _open_marked(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _open(self, row: ResultRow) -> None:
        self.accept()
        self._desk.open(row.noun, row.key)


def step(words: str, icon: str, run: "partial[None]") -> QPushButton:
    """A button for `add_step`."""
    button = QPushButton(say(words))
    icons.dress(button, icon, "on_primary")
    button.clicked.connect(lambda _checked=False: run())
    return button
