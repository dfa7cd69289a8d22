"""One entry of the audit trail, whole: when, who and how; each field before and after; whether the chain holds."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import indian
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import audit_trail
from senstosales.queries.audit_trail import TrailDetail
from senstosales.queries.columns import Column, Look

_FIELDS = (
    Column("field", "Field", Look.TEXT, 20, own=True),
    Column("before", "Before", Look.TEXT, 24, own=True),
    Column("after", "After", Look.TEXT, 24, own=True),
)
_SEEN_ROWS = 40


class TrailView(DetailPage):
    """`show_paper(id)` reads and shows it; `loaded(TrailDetail)` follows, or `gone` if it cannot be read."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self._shown: TrailDetail | None = None
        self.broken = NoticePanel(Tone.BAD, "Not as it was written")
        self.column.insertWidget(0, self.broken)
        self.facts = Facts(columns=1)
        self.column.insertWidget(1, self.facts)
        self.fields = RowsTable(_FIELDS, grow_to=_SEEN_ROWS)
        self.fields.setAccessibleName(say("Fields before and after"))
        self.what = self.add_section("What was changed", self.fields)
        self.setFocusProxy(self.fields)

    @property
    def key(self) -> int | None:
        """The id of the entry that was asked for last."""
        return self._key

    @property
    def current(self) -> TrailDetail | None:
        """The entry that is shown, unless another is on its way."""
        shown = self._shown
        return shown if shown is not None and shown.id == self._key else None

    def show_paper(self, key: int) -> None:
        """Read that entry and show it."""
        if key != self._key:
            self.area.verticalScrollBar().setValue(0)
        self._key = key
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, audit_trail.detail, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, entry: TrailDetail) -> None:
        self._shown = entry
        self.header.show_facts(
            say(entry.what),
            status=entry.status,
            others=(cells.moment(entry.at), entry.actor, f"through {entry.door}"),
        )
        said = f"{entry.broken} Settings > Books > Check the books says more."
        self.broken.say(said if entry.broken else "")
        seal = "not whole" if entry.broken else "whole: it and the entries beside it are as written"
        part = entry.whole_name if entry.whole_name != entry.what else None
        number = indian(Decimal(entry.id), 0)
        self.facts.set_facts(
            (
                ("Part of", part and say(part)),
                ("Audit trail", say(f"entry {number}")),
                ("Chain", say(seal)),
            )
        )
        self.fields.put_away(
            [
                side
                for side in ("before", "after")
                if not any(getattr(each, side) for each in entry.fields)
            ]
        )
        self.fields.set_rows(entry.fields)
        self.what.set_title(_HEADINGS[entry.status])
        self.what.setVisible(bool(entry.fields))
        self.loaded.emit(entry)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()


_HEADINGS = {
    "Made": "What it was made with",
    "Changed": "What was changed",
    "Removed": "What it held when it was removed",
}
