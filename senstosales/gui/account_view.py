"""The account of one party: what was billed, paid and kept back, day by day, with the balance."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Invalid, Trouble
from senstosales.gui import cells
from senstosales.gui.age_bands import AgeBands
from senstosales.gui.buttons import MenuButton
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Section
from senstosales.gui.fields import DateField
from senstosales.gui.jobs import Ticket
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import accounts as queries
from senstosales.queries.accounts import Statement
from senstosales.queries.columns import Column, Look
from senstosales.queries.payments import AccountLine

_SEEN = 400
_LINES = (
    Column("day", "Date", Look.DATE, 12),
    Column("what", "What", Look.TEXT, 18, own=True),
    Column("number", "Number", Look.NUMBER, 16),
    Column("debit", "Owes more ₹", Look.MONEY, 11),
    Column("credit", "Owes less ₹", Look.MONEY, 11),
    Column("balance", "Balance ₹", Look.MONEY, 12),
)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the account as the table shows it."""

    day: dt.date
    what: str
    number: str
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal
    noun: str
    key: int


class AccountView(DetailPage):
    """`show_paper(party id)`, `reload()`; `loaded(Statement)` or `gone`. Empty days mean all of them."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.account: Statement | None = None
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.bands = AgeBands(pressed=False)
        self.open_now = self.add_section("Open by age, from the date of the invoice", self.bands)
        yield
        today = self._today
        self.since, self.until = DateField(today=today), DateField(today=today)
        self.since.box.setPlaceholderText(say("the beginning"))
        self.until.box.setPlaceholderText(say("today"))
        self.lines = RowsTable(_LINES, grow_to=_SEEN)
        self.lines.leave_out(("number",))
        self.lines.opened.connect(self._open_line)
        self.section = self.add_section("Account", self.lines)
        self.setFocusProxy(self.lines)
        yield
        self._add_days(self.section)

    @property
    def key(self) -> int | None:
        """The id of the party that was asked for last."""
        return self._key

    @property
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day as chosen; raises `Invalid` for what is no day."""
        return self.since.value(), self.until.value()

    def show_paper(self, key: int) -> None:
        """Read the account of that party and show it."""
        if key != self._key:
            self.area.verticalScrollBar().setValue(0)
        self._key = key
        self.reload()

    def choose_days(self, since: dt.date | None, until: dt.date | None) -> None:
        """Show the account from day to day."""
        self.parts.finish()
        with QSignalBlocker(self.since), QSignalBlocker(self.until):
            self.since.set_value(since)
            self.until.set_value(until)
        self.reload()

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        self.parts.then(self._read)

    def _read(self) -> None:
        try:
            since, until = self.days
        except Invalid:
            return
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, queries.statement, self._key, since, until)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _add_days(self, section: Section) -> None:
        self.period = MenuButton("Period", "calendar")
        self.period.setToolTip(say("A financial year, or the whole account"))
        year = FiscalYear.of(self._today())
        for words, since, until in (
            ("The whole account", None, None),
            (f"Financial year {year.label}", year.first, year.last),
            *(
                (f"Financial year {before.label}", before.first, before.last)
                for before in (FiscalYear(year.start - 1), FiscalYear(year.start - 2))
            ),
        ):
            action = self.period.choices.addAction(say(words))
            action.triggered.connect(partial(self._period_chosen, since, until))
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, field in (("from", self.since), ("to", self.until)):
            label = QLabel(say(words))
            label.setProperty("role", "muted")
            label.setBuddy(field.editor)
            field.editor.setAccessibleName(say(f"Account {words}"))
            row.addWidget(label)
            row.addWidget(field)
            field.changed.connect(self.reload)
            field.done.connect(self.lines.setFocus)
        section.beside.addWidget(days)
        section.beside.addWidget(self.period)

    def _period_chosen(
        self, since: dt.date | None, until: dt.date | None, _checked: bool = False
    ) -> None:
        self.choose_days(since, until)

    def _today(self) -> dt.date:
        return self._desk.books.clock().astimezone().date()

    def _arrived(self, account: Statement) -> None:
        self.account = account
        for field in (self.since, self.until):
            field.set_error("")
        owes = "owed to us" if account.closing >= 0 else "in the party's favour"
        self.header.show_facts(
            account.party.name,
            value=abs(account.closing),
            others=[owes, f"{say('on')} {cells.day(account.until)}"],
        )
        self.open_now.setVisible(bool(account.bands))
        if account.bands:
            self.bands.show_bands(account.bands)
        self.lines.set_rows(tuple(_row(line) for line in account.lines))
        self.loaded.emit(account)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Trouble) and error.field == "since":
            self.since.set_error(error.sentence)
            return
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_line(self, row: EntryRow) -> None:
        if row.noun:
            self._desk.open(row.noun, row.key)


def _row(line: AccountLine) -> EntryRow:
    return EntryRow(
        line.day, line.what, line.number, line.debit or None, line.credit or None, line.balance,
        line.noun, line.id,
    )  # fmt: skip
