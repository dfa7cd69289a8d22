"""The form of a delivery challan: a new one from an order's lots, a change, a replacement.

What may be sent is checked while it is typed; the books check again when it is saved.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import ZERO
from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import cells, turns, typed
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_lines
from senstosales.gui.dialogs.challan_frame import ChallanFrame
from senstosales.gui.dialogs.challan_lines import Beginning
from senstosales.gui.forms import sure_to_lose
from senstosales.gui.live import Watcher
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.services import challans
from senstosales.services.challans import ChallanDraft, Issued
from senstosales.services.drafts import make

_WATCHES = frozenset({"vouchers", "voucher_lines", "orders", "order_items", "order_lots"})


def open_new(desk: Desk, order_id: int, parent: QWidget, *, replacement: bool = False) -> None:
    """Read what is pending of an order (or was rejected) and show the form for a new challan."""
    _open(desk, parent, (order_id, None, replacement))


def open_edit(desk: Desk, challan_id: int, parent: QWidget) -> None:
    """Show the form with a challan that is neither invoiced nor received."""
    _open(desk, parent, (0, challan_id, False))


def again(desk: Desk, kept: Unfinished, parent: QWidget) -> Again:
    """Show the form as it was kept, over what is pending now."""
    what = (kept.start[key] for key in ("order_id", "challan_id", "replacement"))
    ask = partial(desk.books.ask, challan_lines.begin, *what)
    return Again(ask, partial(_show, desk, parent, kept))


def _open(desk: Desk, parent: QWidget, what: tuple[int, int | None, bool]) -> None:
    ask = partial(desk.books.ask, challan_lines.begin, *what)
    desk.jobs.read(ask, partial(_show, desk, parent, None), owner=parent)


def _show(desk: Desk, parent: QWidget, kept: Unfinished | None, start: Beginning) -> None:
    turns.show_dialog(ChallanForm(desk, start, parent.window(), kept))


class ChallanForm(ChallanFrame):
    """`ChallanForm(desk, beginning, parent).open()`; when saved it shows the challan in its tab.

    `kept` is what stood in it when it was not saved.
    """

    def __init__(
        self,
        desk: Desk,
        start: Beginning,
        parent: QWidget | None = None,
        kept: Unfinished | None = None,
    ) -> None:
        super().__init__(desk, start, parent)
        self._desk = desk
        self._saving = False
        self.save_wanted.connect(self.submit)
        self.all_wanted.connect(self.send_all)
        self.none_wanted.connect(self.clear_all)
        self.head.start(start.challan, start.next_number)
        self.side.start(start)
        self.grid.set_rows(start.rows)
        self._clean = self._raw()
        self._show_totals()
        self.grid.changed.connect(self._show_totals)
        self.watcher = Watcher(self, desk.live, _WATCHES, self._changed_elsewhere)
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        self.grid.setFocus()

    @property
    def touched(self) -> bool:
        """Whether something typed would be lost."""
        return bool(self._raw() != self._clean)

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        start, held = self._start, self._start.challan
        what = "replacement challan" if start.replacement else "challan"
        title = (
            f"change of {what} {held.number}" if held else f"{what} for order {start.order.number}"
        )
        return KeptAs(
            "challan",
            title,
            {
                "order_id": start.order.id,
                "challan_id": held.id if held else None,
                "replacement": start.replacement,
            },
            held.version if held else None,
        )

    def typed(self) -> dict[str, Any]:
        return typed.of(self)

    def type_again(self, kept: Mapping[str, Any]) -> None:
        typed.again(self, kept)

    def warn(self, sentence: str) -> None:
        self.elsewhere.say(sentence)

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
        if not self.touched or sure_to_lose(self):
            super().reject()

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
        if self.head.number.error:
            problems.append(Problem("number", self.head.number.error))
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
        rows = self.grid.peek()
        self._type_quantities(str(row["pending"]) if all_pending else "" for row in rows)
        self.grid.changed.emit()
        self.grid.setFocus()

    def _type_quantities(self, texts: Iterable[str]) -> None:
        """As if the clerk had typed them, so that each is checked."""
        column = next(each for each in self.grid.model.columns if each.key == "quantity")
        for place, text in enumerate(texts):
            self.grid.model.type_in(place, column, text)
        self.grid.clear_problems()

    def _show_totals(self) -> None:
        words, value = challan_lines.totals(self.grid.peek())
        self.quantity.setText(say(words))
        self.value.setText(cells.money(value))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        rest = self.grid.show_problems(problems)
        if len(rest) < len(problems):
            self.grid.setFocus()
        for part in (self.head, self.side.form):
            mine = [each for each in rest if _name(each) in part.fields]
            part.show_problems(Problem(_name(each), each.sentence) for each in mine)
            rest = tuple(each for each in rest if each not in mine)
        self.said.setText("\n".join(each.sentence for each in rest))
        self.said.setVisible(bool(rest))

    def _clear_problems(self) -> None:
        self.said.hide()
        self.grid.clear_problems()
        self.head.clear_problems()
        self.side.form.clear_problems()

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
        )
        self._desk.jobs.read(ask, self._read_again, self._nothing_left, owner=self)

    def _read_again(self, now: Beginning) -> None:
        rows, fresh = self.grid.peek(), {_place(row): row for row in now.rows}
        left = {place: row["pending"] for place, row in fresh.items()}
        known = {_place(row) for row in rows}
        moved = not fresh.keys() <= known or any(
            left.get(_place(row), ZERO) != row["pending"] for row in rows
        )
        if not moved or self._saving:
            return
        self.elsewhere.say(
            "Other papers of this order were changed meanwhile. “Pending” was read again; what you "
            "typed stands as it is."
        )
        raw = self.grid.model.raw
        typed = [raw.get((n, "quantity"), str(row["quantity"] or "")) for n, row in enumerate(rows)]
        for row in rows:
            there = fresh.pop(_place(row), None) or {"sent": row["ordered"], "pending": ZERO}
            row |= {key: there[key] for key in ("ordered", "sent", "pending") if key in there}
        self.grid.set_rows([*rows, *(row | {"quantity": None} for row in fresh.values())])
        self._type_quantities(typed)

    def _nothing_left(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self.elsewhere.say(error.sentence)
        else:
            self._desk.messages.failure(error)


def _name(problem: Problem) -> str:
    """The form's name of a draft's field: `consignee.gstin` and `particulars.lr_no` are its last part."""
    head, _, tail = problem.field.partition(".")
    return tail if head in ("consignee", "particulars") else head


def _place(row: dict[str, Any]) -> tuple[int, int | None]:
    return row["order_item_id"], row["order_lot_id"]
