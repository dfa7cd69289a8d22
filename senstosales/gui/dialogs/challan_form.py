"""The form of a delivery challan: a new one from an order's lots, a change, a replacement.

What may be sent is checked while it is typed; the books check again when it is saved.
"""

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import cells, icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_lines
from senstosales.gui.dialogs.challan_lines import Beginning
from senstosales.gui.dialogs.challan_side import ChallanSide
from senstosales.gui.fields import DateField, TextField
from senstosales.gui.forms import Form, sure_to_lose
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.live import Watcher
from senstosales.queries import office, vouchers
from senstosales.services import challans
from senstosales.services.challans import ChallanDraft, Issued
from senstosales.services.drafts import make

_TYPING_MS = 250
_WATCHES = frozenset({"vouchers", "voucher_lines", "orders", "order_items", "order_lots"})


def open_new(desk: Desk, order_id: int, parent: QWidget, *, replacement: bool = False) -> None:
    """Read what is pending of an order (or was rejected) and show the form for a new challan."""
    _open(desk, parent, order_id, None, replacement)


def open_edit(desk: Desk, challan_id: int, parent: QWidget) -> None:
    """Show the form with a challan that is neither invoiced nor received."""
    _open(desk, parent, 0, challan_id, replacement=False)


def _open(
    desk: Desk, parent: QWidget, order_id: int, challan_id: int | None, replacement: bool
) -> None:
    ask = partial(desk.books.ask, challan_lines.begin, order_id, challan_id, replacement, _today())
    desk.jobs.read(ask, partial(_show, desk, parent), owner=parent)


def _show(desk: Desk, parent: QWidget, start: Beginning) -> None:
    ChallanForm(desk, start, parent).open()


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011


class ChallanForm(QDialog):
    """`ChallanForm(desk, beginning, parent).open()`; when saved it shows the challan in its tab."""

    def __init__(self, desk: Desk, start: Beginning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._start = desk, start
        self._clean: Any = None
        self._saving = False
        self._stale = False
        self.head = Form()
        self.number = TextField(longest=16, width=18)
        self.date = DateField()
        self.head.add("number", "Challan number", self.number)
        self.head.add("date", "Date", self.date, required=True)
        self.side = ChallanSide()
        self.grid = LineGrid(challan_lines.columns(replacement=start.replacement))
        self.said = QLabel()
        self.said.setProperty("role", "error")
        self.said.setWordWrap(True)
        self.said.hide()
        self.elsewhere = QLabel()
        self.elsewhere.setProperty("tone", "caution")
        self.elsewhere.setWordWrap(True)
        self.elsewhere.hide()
        self.quantity, self.value = QLabel(), QLabel()
        self._build()
        self._fill()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._look_up_number)
        self.number.box.textEdited.connect(self._typing.start)
        self.date.left.connect(self._look_up_number)
        self.grid.changed.connect(self._show_totals)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.submit)
        self.watcher = Watcher(self, desk.live, _WATCHES, self._changed_elsewhere)
        if parent is not None:
            room = parent.window().size()
            self.resize(min(1320, room.width() - 48), min(860, room.height() - 48))
        self.grid.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed would be lost."""
        return bool(self._raw() != self._clean)

    def submit(self) -> None:
        """Look at everything; say what is wrong, or hand it to the books."""
        if self._saving:
            return
        self.save.setFocus()  # what is being typed in a cell counts
        self._clear_problems()
        try:
            draft, places = self._draft()
        except Invalid as error:
            self._show_problems(error.problems)
            return
        self._saving = True
        self.save.setEnabled(False)
        books, actor, held = self._desk.books, self._desk.actor, self._start.challan
        if held is None:
            work = partial(challans.create, books, actor, draft)
        else:
            work = partial(challans.update, books, actor, held.id, draft, held.version)
        self._desk.jobs.write(work, self._saved, partial(self._failed, places), owner=self)

    def send_all(self) -> None:
        """Every line gets what is pending of it."""
        self._set_quantities(all_pending=True)

    def clear_all(self) -> None:
        """No line is sent; the clerk types the few that are."""
        self._set_quantities(all_pending=False)

    def reject(self) -> None:
        """Cancel or Esc."""
        if not self.dirty or sure_to_lose(self):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.dirty or self.result() == QDialog.DialogCode.Accepted or sure_to_lose(self):
            event.accept()
        else:
            event.ignore()

    def _build(self) -> None:
        order, held = self._start.order, self._start.challan
        what = "replacement challan" if self._start.replacement else "challan"
        title = f"Edit {what} {held.number}" if held else f"New {what}"
        self.setWindowTitle(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        main = QVBoxLayout()
        main.setContentsMargins(24, 20, 24, 16)
        main.setSpacing(12)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        about = QLabel(f"Order {order.number} of {cells.day(order.date)}  ·  {order.customer}")
        about.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading)
        words.addWidget(about)
        main.addLayout(words)
        main.addWidget(self.elsewhere)
        main.addWidget(self.said)
        main.addWidget(self.head)
        main.addLayout(self._tools())
        main.addWidget(self.grid, 1)
        middle.addLayout(main, 1)
        middle.addWidget(self._side_area())
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = QLabel("What is sent")
        name.setProperty("role", "heading")
        row.addWidget(name)
        row.addStretch(1)
        all_words = "Send all rejected" if self._start.replacement else "Send all pending"
        for words, icon, run in (
            (all_words, "truck", self.send_all),
            ("Clear all", "x", self.clear_all),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            icons.dress(button, icon)
            button.clicked.connect(run)
            row.addWidget(button)
        return row

    def _side_area(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(376)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.side)
        column.addWidget(area)
        return side

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addStretch(1)
        for label, figure in (("Quantity", self.quantity), ("Goods value", self.value)):
            name = QLabel(label)
            name.setProperty("role", "muted")
            figure.setProperty("role", "figure")
            row.addWidget(name)
            row.addWidget(figure)
            row.addSpacing(16)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = QPushButton("Save changes" if self._start.challan else "Make challan")
        self.save.setProperty("role", "primary")
        self.save.setAutoDefault(False)
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.save.setToolTip(f"{self.save.text()} ({key})")
        self.save.clicked.connect(self.submit)
        row.addWidget(cancel)
        row.addWidget(self.save)
        return foot

    def _fill(self) -> None:
        start, held = self._start, self._start.challan
        self.head.set_values(
            {"number": held.number if held else None, "date": held.date if held else _today()}
        )
        self.number.box.setPlaceholderText(start.next_number)
        self.number.box.setToolTip("Left empty, the series gives the next number")
        self.side.start(start)
        self.grid.set_rows(start.rows)
        self._clean = self._raw()
        self._show_totals()

    def _raw(self) -> Any:
        return self.head.dirty, self.side.dirty, self.grid.peek(), self.grid.problems()

    def _draft(self) -> tuple[ChallanDraft, list[int]]:
        """What was entered, as a draft. Raises `Invalid` with all that is wrong, by the form's names."""
        problems: list[Problem] = []
        values: dict[str, Any] = {}
        for part in (self.head, self.side.form):
            try:
                values |= part.values()
            except Invalid as error:
                problems += error.problems
        if self.number.error:
            problems.append(Problem("number", self.number.error))
        problems += self.grid.problems()
        if problems:
            raise Invalid("Some entries need another look.", problems=problems)
        lines, places = challan_lines.drafted(self.grid.peek())
        if not lines:
            raise Invalid("Enter a quantity for at least one line.", field="lines")
        draft = {
            "order_id": self._start.order.id,
            "number": values["number"],
            "date": values["date"],
            "is_replacement": self._start.replacement,
            "lines": lines,
            **self.side.drafted(values),
        }
        try:
            return make(ChallanDraft, draft), places
        except Invalid as error:
            found = [challan_lines.in_grid(each, places) for each in error.problems]
            raise Invalid(error.sentence, problems=found) from error

    def _set_quantities(self, *, all_pending: bool) -> None:
        column = next(each for each in self.grid.model.columns if each.key == "quantity")
        for place, row in enumerate(self.grid.peek()):
            text = str(row["pending"]) if all_pending else ""
            self.grid.model.type_in(place, column, text)
        self.grid.show_problems(())
        self.grid.changed.emit()
        self.grid.setFocus()

    def _show_totals(self) -> None:
        words, value = challan_lines.totals(self.grid.peek())
        self.quantity.setText(words)
        self.value.setText(cells.money(value))

    def _look_up_number(self) -> None:
        """Is the number free in the year of the date, and which would be the next?"""
        try:
            number, day = self.number.value(), self.date.value()
        except Invalid:
            return
        if day is None:
            return
        ask = partial(self._desk.books.ask, _number_facts, number, day)
        self._desk.jobs.read(ask, partial(self._number_looked_up, number, day), owner=self)

    def _number_looked_up(self, number: str | None, day: dt.date, facts: tuple[bool, str]) -> None:
        taken, following = facts
        self.number.box.setPlaceholderText(following)
        held = self._start.challan
        own = (
            held is not None
            and number is not None
            and number_key(number) == number_key(held.number)
            and FiscalYear.of(day) == FiscalYear.of(held.date)
        )
        if number != self.number.value():
            return
        year = FiscalYear.of(day).label
        self.number.set_error(
            f"Challan {number} exists already in {year}. Choose another number."
            if taken and not own
            else ""
        )

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        rest = self.grid.show_problems(problems)
        for part in (self.head, self.side.form):
            mine = [each for each in rest if _name(each) in part.fields]
            part.show_problems(Problem(_name(each), each.sentence) for each in mine)
            rest = tuple(each for each in rest if each not in mine)
        self.said.setText("\n".join(each.sentence for each in rest))
        self.said.setVisible(bool(rest))

    def _clear_problems(self) -> None:
        self.said.hide()
        for part in (self.head, self.side.form):
            # The warning about a taken number is not ours to forget.
            warned = self.number.error
            part.clear_problems()
            self.number.set_error(warned)

    def _saved(self, issued: Issued) -> None:
        desk = self._desk
        did = "changed" if self._start.challan else "made"
        show = partial(desk.open, "challans", issued.id)
        self.accept()
        desk.messages.note(f"Challan {issued.number} {did}", "Show", show)
        show()

    def _failed(self, places: list[int], error: BaseException) -> None:
        self._saving = False
        self.save.setEnabled(True)
        match error:
            case Invalid() | challans.TooMuch() if error.problems:
                found = [challan_lines.in_grid(each, places) for each in error.problems]
                self._show_problems(tuple(found))
            case Trouble():
                problem = Problem(error.field or "", error.sentence)
                self._show_problems((challan_lines.in_grid(problem, places),))
            case _:
                self._desk.messages.failure(error)

    def _changed_elsewhere(self) -> None:
        """News of papers and orders: look whether it concerns what is pending here."""
        held = self._start.challan
        if self._saving:
            return
        ask = partial(
            self._desk.books.ask,
            challan_lines.begin,
            self._start.order.id,
            held.id if held else None,
            self._start.replacement,
            _today(),
        )
        self._desk.jobs.read(ask, self._read_again, self._nothing_left, owner=self)

    def _read_again(self, now: Beginning) -> None:
        before = {_place(row): row for row in self.grid.peek()}
        after = {_place(row): row for row in now.rows}
        moved = {
            place
            for place in before.keys() | after.keys()
            if _left(before.get(place)) != _left(after.get(place))
        }
        if not moved or self._saving:
            return
        self._say_elsewhere(
            "Other papers of this order were changed meanwhile. “Pending” was read again; what you "
            "typed stands as it is."
        )
        column = next(each for each in self.grid.model.columns if each.key == "quantity")
        for number, row in enumerate(self.grid.peek()):
            fresh = after.get(_place(row))
            for key in ("ordered", "sent", "pending"):
                self.grid.set_value(number, key, fresh[key] if fresh else row[key] * 0)
            if row["quantity"] is not None:
                self.grid.model.type_in(number, column, str(row["quantity"]))
        self.grid.show_problems(())

    def _nothing_left(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self._say_elsewhere(error.sentence)
        else:
            self._desk.messages.failure(error)

    def _say_elsewhere(self, sentence: str) -> None:
        self.elsewhere.setText(sentence)
        self.elsewhere.show()


def _number_facts(session: Any, number: str | None, day: dt.date) -> tuple[bool, str]:
    """Runs in a reading lane: whether the number is taken, and the next of the series."""
    kind = VoucherKind.CHALLAN
    taken = number is not None and vouchers.taken(session, kind, number, day)
    return taken, office.next_number(session, kind, day)


def _name(problem: Problem) -> str:
    """The form's name of a draft's field: `consignee.gstin` and `particulars.lr_no` are its last part."""
    head, _, tail = problem.field.partition(".")
    return tail if head in ("consignee", "particulars") else head


def _place(row: dict[str, Any]) -> tuple[int, int | None]:
    return row["order_item_id"], row["order_lot_id"]


def _left(row: dict[str, Any] | None) -> Any:
    return row["pending"] if row else None
