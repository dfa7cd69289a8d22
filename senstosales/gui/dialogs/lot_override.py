"""A clerk's own word on how much of a lot has gone, beside what the portal and the challans say."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from senstosales.domain.amounts import indian
from senstosales.errors import Invalid, Trouble
from senstosales.gui import cells, icons
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts
from senstosales.gui.forms import Form, FormDialog, MultilineField, QuantityField
from senstosales.gui.wording import say
from senstosales.queries.details import ItemLine, LotLine
from senstosales.services import lot_overrides
from senstosales.services.drafts import make
from senstosales.services.lot_overrides import LotOverrideDraft


def open_lot(desk: Desk, item: ItemLine, lot: LotLine, parent: QWidget) -> None:
    """Open the dialog for that lot, as it was last read."""
    LotOverrideDialog(desk, item, lot, parent).open()


class LotOverrideDialog(FormDialog):
    """It stays open until the books have taken the word; `back` lets the challans count again."""

    def __init__(self, desk: Desk, item: ItemLine, lot: LotLine, parent: QWidget) -> None:
        self._desk, self._item, self._lot = desk, item, lot
        form = Form()
        name = f"Lot {lot.lot_no} of item {item.item_no}"
        super().__init__(f"{name}: delivered by hand", form, "Let this count", parent.window())
        heading = QLabel(say(f"{name}: how much has gone?"), self)
        heading.setProperty("role", "title")
        form.add_wide(heading)
        about = QLabel(
            say(
                "What is pending counts from your word and no longer from the challans, until you take it "
                "back. Your name, the time and the reason are kept."
            ),
            self,
        )
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        form.add_wide(about)
        facts = Facts(columns=1, parent=self)
        facts.set_facts(said(item, lot))
        form.add_wide(facts)
        self.delivered = form.add("delivered", "Delivered", QuantityField(item.unit), required=True)
        self.reason = form.add("reason", "Why", MultilineField(lines=3), required=True)
        self.outcome = QLabel(self)
        self.outcome.setProperty("role", "muted")
        form.add_wide(self.outcome)
        self.take_back = QPushButton(say("Take it back"), self)
        icons.dress(self.take_back, "undo-2")
        self.take_back.setAutoDefault(False)
        self.take_back.setToolTip(say("Let the challans count again"))
        self.take_back.setVisible(lot.override is not None)
        self.take_back.clicked.connect(self.back)
        self.foot.insertWidget(0, self.take_back)
        form.set_values({"delivered": lot.override, "reason": lot.override_reason})
        form.changed.connect(self._tell)
        form.submitted.connect(self._submitted)
        self._tell()
        self.resize(560, max(self.height(), 520))
        self.delivered.setFocus()

    def back(self) -> None:
        """Take the word back."""
        lot, desk = self._lot, self._desk
        take = partial(lot_overrides.take_back, desk.books, desk.actor, lot.id, version=lot.version)
        self._write(take, "the challans count again")

    def _submitted(self, values: dict[str, Any]) -> None:
        lot, desk = self._lot, self._desk
        try:
            draft = make(LotOverrideDraft, values)
        except Invalid as error:
            self.form.show_trouble(error)
            return
        put = partial(lot_overrides.put, desk.books, desk.actor, lot.id, draft, version=lot.version)
        self._write(put, f"{self._amount(draft.delivered)} count as delivered")

    def _write(self, work: Callable[[], None], told: str) -> None:
        self._hold(saving=True)
        self._desk.jobs.write(work, partial(self._written, told), self._failed, owner=self)

    def _hold(self, *, saving: bool) -> None:
        self.save.setEnabled(not saving)
        self.take_back.setEnabled(not saving)

    def _written(self, told: str, _nothing: None) -> None:
        self.accept()
        self._desk.messages.note(f"Lot {self._lot.lot_no} of item {self._item.item_no}: {told}.")

    def _failed(self, error: BaseException) -> None:
        self._hold(saving=False)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)

    def _tell(self) -> None:
        """What is pending if the word counts."""
        try:
            delivered = self.delivered.value()
        except Invalid:
            delivered = None
        if delivered is None:
            self.outcome.setText("")
        elif delivered > self._lot.quantity:
            self.outcome.setText(
                say(f"Only {self._amount(self._lot.quantity)} are ordered in this lot.")
            )
        else:
            left = self._lot.quantity - delivered
            self.outcome.setText(say(f"Pending will then be {self._amount(left)}."))

    def _amount(self, quantity: Any) -> str:
        return f"{indian(quantity, None)} {self._item.unit}".strip()


def said(item: ItemLine, lot: LotLine) -> list[tuple[str, str | None]]:
    """What the portal and the papers say of the lot, each with its source."""

    def amount(quantity: Decimal | None) -> str:
        return f"{indian(quantity, None)} {item.unit}".strip() if quantity else ""

    challans = ", ".join(f"{paper.number} of {cells.day(paper.on)}" for paper in lot.challans)
    due = f", due {cells.day(lot.due_date)}" if lot.due_date else ""
    sent, received = amount(lot.dispatched), amount(lot.received)
    on_page = amount(item.portal_received)
    word = say("none") if lot.override is None else amount(lot.override) or f"0 {item.unit}"
    return [
        ("Ordered", say(f"{amount(lot.quantity)} in this lot{due}")),
        ("The portal says", say(f"{on_page or 'nothing'} received of the whole item (RCD QTY)")),
        (
            "SRVs say",
            say(f"{received} of this lot, first lot first" if received else "nothing yet"),
        ),
        (
            "Challans say",
            say(
                f"{sent} sent" + (f" on {challans}" if challans else "") if sent else "nothing sent"
            ),
        ),
        ("Your word now", word),
    ]
