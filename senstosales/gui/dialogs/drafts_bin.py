"""Edit > Unfinished and thrown away: forms nobody saved, and drafts that lie in the bin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.errors import Conflict
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import go_on, voucher_kinds
from senstosales.gui.live import Watcher
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.unfinished import KEPT_DAYS, Unfinished
from senstosales.gui.wording import say
from senstosales.queries import binned
from senstosales.queries.binned import BinnedDraft
from senstosales.queries.columns import Column, Look
from senstosales.services import bin as bin_service
from senstosales.services.challans import Issued

_COLUMNS = (
    Column("what", "What", Look.TEXT, 46, own=True),
    Column("state", "State", Look.TEXT, 18, own=True),
    Column("at", "When", Look.MOMENT, 17),
    Column("who", "Who", Look.TEXT, 16),
)
_UNFINISHED, _THROWN, _BINNED = "Not finished", "Thrown away", "Draft in the bin"
_NOTHING = (
    "Nothing lies here. What you type into a form is kept on this computer until it is saved, and a "
    "draft that is thrown away comes here."
)
_ABOUT = (
    f"What was typed and thrown away stays here for {KEPT_DAYS} days. Drafts in the bin are in the books "
    "and stay."
)


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing that can be gone on with or put back."""

    id: str
    what: str
    state: str
    at: dt.datetime
    who: str
    held: Unfinished | None = None
    draft: BinnedDraft | None = None


class DraftsBin(Dialog):
    """`DraftsBin(desk, window).open()`. What is put back is opened at once."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Unfinished and thrown away"))
        self._desk, self._behind = desk, parent
        self._held: Sequence[Unfinished] = ()
        self._drafts: Sequence[BinnedDraft] = ()
        self._told_of: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        title = QLabel(say("Unfinished and thrown away"))
        title.setProperty("role", "title")
        self.about = QLabel(say(_ABOUT))
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.trouble = NoticePanel(Tone.CAUTION)
        self.table = RowsTable(_COLUMNS)
        self.table.setAccessibleName(say("Unfinished and thrown away"))
        self.nothing = QLabel(say(_NOTHING))
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (title, self.about, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(self._foot())
        self.table.selected.connect(self._marked)
        self.table.opened.connect(self._take_row)
        self.resize(880, 440)
        self.watcher = Watcher(self, desk.live, frozenset({"vouchers"}), self._read)
        if desk.drawer is not None:
            desk.drawer.changed.connect(self._look)
        self._read()
        self._look()

    def take(self) -> None:
        """Go on with what is marked, or put it back."""
        self._take_row(self.table.current)

    def throw_away(self) -> None:
        """The marked form is not gone on with."""
        row, drawer = self.table.current, self._desk.drawer
        if row is not None and row.held is not None and drawer is not None:
            drawer.throw_away(row.held, self._desk.books)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.throw = QPushButton(say("Throw away"))
        icons.dress(self.throw, "trash-2")
        self.throw.clicked.connect(self.throw_away)
        close = QPushButton(say("Close"))
        close.clicked.connect(self.reject)
        self.go = QPushButton(say("Go on"))
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self.take)
        row.addWidget(self.throw)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.go)
        for button in (self.throw, close, self.go):
            button.setAutoDefault(False)
        return row

    def _read(self) -> None:
        ask = partial(self._desk.books.ask, binned.drafts)
        self._desk.jobs.read(ask, self._drafts_known, owner=self)

    def _look(self) -> None:
        if self._desk.drawer is not None:
            self._desk.drawer.look(self._desk.books, self._held_known, self)

    def _drafts_known(self, found: Sequence[BinnedDraft]) -> None:
        self._drafts = found
        self._show()

    def _held_known(self, found: Sequence[Unfinished]) -> None:
        self._held = found
        self._show()

    def _show(self) -> None:
        rows = [*map(_of_form, self._held), *map(_of_draft, self._drafts)]
        rows.sort(key=lambda row: row.at, reverse=True)
        self.table.set_rows(rows)
        if rows and self.table.current is None:
            self.table.selectRow(0)
        self.table.setVisible(bool(rows))
        self.about.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._marked(self.table.current)

    def _marked(self, row: BinRow | None) -> None:
        if row is None or row.id != self._told_of:
            # News of the books shows the same row again: what was said about it stays.
            self.trouble.say("")
            self._told_of = None
        self.go.setVisible(row is not None)
        self.go.setEnabled(row is not None)
        self.go.setText(say("Put back" if row is not None and row.draft is not None else "Go on"))
        self.throw.setVisible(row is not None and row.state == _UNFINISHED)

    def _take_row(self, row: BinRow | None) -> None:
        if row is not None and row.held is not None:
            self._go_on(row.held)
        elif row is not None and row.draft is not None:
            self._put_back(row.draft)

    def _go_on(self, held: Unfinished) -> None:
        self.accept()
        go_on.open_form(self._desk, replace(held, thrown_at=None), self._behind)

    def _put_back(self, draft: BinnedDraft, *, next_number: bool = False) -> None:
        self.go.setEnabled(False)
        desk = self._desk
        desk.jobs.write(
            partial(
                bin_service.put_back, desk.books, desk.actor, draft.id, next_number=next_number
            ),
            partial(self._is_back, draft),
            partial(self._not_back, draft),
            owner=self,
        )

    def _is_back(self, draft: BinnedDraft, issued: Issued) -> None:
        desk, words = self._desk, voucher_kinds.words(draft.kind, draft.nature)
        desk.messages.note(f"The draft of {words.name} {issued.number} is back.")
        self.accept()
        desk.open(words.tab, issued.id)

    def _not_back(self, draft: BinnedDraft, error: BaseException) -> None:
        self.go.setEnabled(True)
        self._told_of = _of_draft(draft).id
        if isinstance(error, Conflict) and error.field == "number":
            self.trouble.say(
                error.sentence, "Put back with the next number", partial(self._with_next, draft)
            )
        else:
            self._desk.messages.failure(error)

    def _with_next(self, draft: BinnedDraft) -> None:
        self._put_back(draft, next_number=True)


def _of_form(held: Unfinished) -> BinRow:
    state = _UNFINISHED if held.thrown_at is None else _THROWN
    what = held.title[:1].upper() + held.title[1:]
    return BinRow(held.id, what, state, held.thrown_at or held.at, held.clerk, held=held)


def _of_draft(draft: BinnedDraft) -> BinRow:
    name: Any = voucher_kinds.words(draft.kind, draft.nature).name
    what = f"{name[:1].upper()}{name[1:]} {draft.number}"
    party = f", {draft.party}" if draft.party else ""
    return BinRow(
        f"voucher/{draft.id}", what + party, _BINNED, draft.thrown_at, draft.thrown_by, draft=draft
    )
