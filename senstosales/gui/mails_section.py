"""The mails that brought a paper: where each stands, tried again or cancelled from here."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Section
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

if TYPE_CHECKING:
    from senstosales.books.store import Actor, Books
    from senstosales.services.outbox import Posted

COLUMNS = (
    Column("recipient", "To", Look.TEXT, 24),
    Column("status", "State", Look.STATUS, 10),
    Column("created_at", "Written", Look.MOMENT, 17, shown=False),
    Column("at", "Sent, or next try", Look.MOMENT, 17),
    Column("said", "What the mail server said", Look.TEXT, 30, own=True),
)
_SEEN = 6


class MailsSection(Section):
    """`show_paper(id)`; hidden while no mail brought the paper. Reads again on news of letters while the
    page it stands on is seen.
    """

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self.table = RowsTable(COLUMNS, settings=desk.settings, key="mails", grow_to=_SEEN)
        super().__init__("E-mails", self.table)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.table.setAccessibleName(say("E-mails with this paper"))
        self.table.leave_out(("said", "at"))
        self.again = _button("Try again now", "refresh-cw", self._again)
        self.cancel = _button("Cancel", "ban", self._cancel)
        self.beside.addWidget(self.again)
        self.beside.addWidget(self.cancel)
        self.table.selected.connect(self._marked)
        self.watcher = Watcher(page, desk.live, frozenset({"letters"}), self.reload)
        self.hide()

    def show_paper(self, key: int) -> None:
        """Read the mails with that paper."""
        if key != self._key:
            self._key = key
            self.hide()
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        work = partial(_of_voucher, self._desk.books, self._key)
        self._ticket = self._desk.jobs.read(work, self._show, owner=self)

    def _show(self, found: "Sequence[Posted]") -> None:
        self.table.set_rows(found)
        if found and self.table.current is None:
            self.table.selectRow(0)
        self.setVisible(bool(found))
        self._marked(self.table.current)

    def _marked(self, row: "Posted | None") -> None:
        self.again.setVisible(row is not None and row.can_try)
        self.cancel.setVisible(row is not None and row.can_cancel)

    def _again(self) -> None:
        try_again(self._desk, self.table.current, self)

    def _cancel(self) -> None:
        cancel(self._desk, self.table.current, self)


def try_again(desk: Desk, row: "Posted | None", owner: QWidget) -> None:
    """Send that letter at once."""
    if row is not None:
        said = f"The mail to {row.recipient} is tried again."
        _change(desk, _try_again, row.id, said, owner)


def cancel(desk: Desk, row: "Posted | None", owner: QWidget) -> None:
    """Do not send that letter."""
    if row is not None:
        _change(desk, _cancel, row.id, f"The mail to {row.recipient} is not sent.", owner)


Change = Callable[["Books", "Actor", int], None]


def _change(desk: Desk, change: Change, letter_id: int, said: str, owner: QWidget) -> None:
    def done(_nothing: None) -> None:
        desk.messages.note(said)

    desk.jobs.write(partial(change, desk.books, desk.actor, letter_id), done, owner=owner)


def _button(words: str, icon: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(say(words))
    button.setAutoDefault(False)
    button.setProperty("role", "quiet")
    icons.dress(button, icon)
    button.clicked.connect(lambda _checked=False: run())
    return button


# What reads the outbox is loaded in the working lanes.
def _of_voucher(books: "Books", voucher_id: int) -> "Sequence[Posted]":
    from senstosales.services import outbox

    return outbox.of_voucher(books, voucher_id)


def _try_again(books: "Books", actor: "Actor", letter_id: int) -> None:
    from senstosales.services import outbox

    outbox.try_again(books, actor, letter_id)


def _cancel(books: "Books", actor: "Actor", letter_id: int) -> None:
    from senstosales.services import outbox

    outbox.cancel(books, actor, letter_id)
