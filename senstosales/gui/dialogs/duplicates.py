"""Parties that may be one, with the reason; each pair can be looked at and merged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import merge_parties
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import merged_parties
from senstosales.queries.columns import Column, Look
from senstosales.queries.merged_parties import Likeness

_PAIRS = (
    Column("first_name", "Party", Look.TEXT, 26),
    Column("second_name", "May be the same as", Look.TEXT, 26),
    Column("reason", "Both have", Look.TEXT, 26, own=True),
)
_SEEN = 14
Shown = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair as the table shows it; `id` is the first party."""

    id: int
    other: int
    first_name: str
    second_name: str
    reason: str


def open_duplicates(desk: Desk, parent: QWidget, show: Shown) -> None:
    """Look for pairs and list them, or say that there are none; `show(id)` after a merge."""

    def found(pairs: tuple[Likeness, ...]) -> None:
        if not pairs:
            desk.messages.note("No two parties share a GSTIN, a name, an e-mail or a phone number.")
            return
        dialog = DuplicatesDialog(desk, pairs, show, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.jobs.read(partial(desk.books.ask, merged_parties.likely), found, owner=parent)


class DuplicatesDialog(Dialog):
    """The list; Enter or a double click looks at a pair."""

    def __init__(
        self, desk: Desk, pairs: tuple[Likeness, ...], show: Shown, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._show = desk, show
        self.setWindowTitle(say("Duplicates"))
        self.resize(820, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading = QLabel(say("Parties that may be one"))
        heading.setProperty("role", "title")
        note = QLabel(
            say("Nothing is merged before you have seen what would move and said which stays.")
        )
        note.setWordWrap(True)
        self.pairs = RowsTable(_PAIRS, grow_to=_SEEN)
        self.pairs.setAccessibleName(say("Parties that may be one"))
        self._fill(pairs)
        self.pairs.opened.connect(self._look)
        for widget in (heading, note, self.pairs):
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        close = QPushButton(say("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.go = QPushButton(say("Look at this pair…"))
        self.go.setProperty("role", "primary")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._look_marked)
        row.addWidget(close)
        row.addWidget(self.go)
        column.addLayout(row)
        self.pairs.setFocus()

    def _fill(self, pairs: tuple[Likeness, ...]) -> None:
        self.pairs.set_rows(
            tuple(
                PairRow(
                    pair.first, pair.second, pair.first_name, pair.second_name,
                    ", ".join(why.removeprefix("the ") for why in pair.why),
                )
                for pair in pairs
            )
        )  # fmt: skip
        self.pairs.selectRow(0)

    def _look_marked(self) -> None:
        place = self.pairs.currentIndex().row()
        if 0 <= place < len(self.pairs.rows):
            self._look(self.pairs.rows[place])

    def _look(self, row: PairRow) -> None:
        merge_parties.open_merge(self._desk, row.id, self, self._merged, row.other)

    def _merged(self, party_id: int) -> None:
        self._show(party_id)
        work = partial(self._desk.books.ask, merged_parties.likely)
        self._desk.jobs.read(work, self._again, owner=self)

    def _again(self, pairs: tuple[Likeness, ...]) -> None:
        if pairs:
            self._fill(pairs)
        else:
            self.accept()
