"""Writing papers in the form of papers with lines of their own, as a clerk does."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.queries import voucher_detail, vouchers
from senstosales.queries.papers import VoucherDetail
from senstosales.services import vouchers as service
from senstosales.services.drafts import make
from senstosales.services.paper_forms import PartyOnPaperDraft
from senstosales.services.voucher_drafts import VoucherDraft
from tests.playing import ACTOR

TODAY = date(2026, 3, 16)
NTPC = PartyOnPaperDraft(
    name="NTPC LIMITED", address="Shaktinagar", gstin="09AAACN0255D1ZW", state_code="09"
)
OpenPaper = Callable[..., VoucherForm]


def settled(qtbot: QtBot, form: VoucherForm) -> None:
    """The typing pause is over and the books have answered."""
    qtbot.waitUntil(lambda: form.begun and not form._typing.isActive() and form.desk.jobs.idle)


def type_in(qtbot: QtBot, box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def set_cell(form: VoucherForm, row: int, **cells: str) -> None:
    for key, text in cells.items():
        model = form.lines.model
        model.setData(model.index(row, form.lines.place(key)), text)


def a_line(form: VoucherForm, row: int = 0, **cells: str) -> None:
    usual = {"description": "Bracket", "hsn": "85030090", "quantity": "4", "price": "250"}
    set_cell(form, row, **usual | cells)


def cell(form: VoucherForm, row: int, key: str) -> Any:
    return form.lines.peek()[row][key]


def shown(form: VoucherForm) -> dict[str, str]:
    """The figures on the screen."""
    return {
        name: label.text().replace("\N{NO-BREAK SPACE}", " ")
        for name, label in form.totals.figures.items()
        if label.isVisible()
    }


def kept(books: Books, kind: VoucherKind, number: str) -> VoucherDetail:
    return books.ask(voucher_detail.detail, books.ask(vouchers.find, kind, number))


def keep(books: Books, **facts: Any) -> int:
    """A paper made in the books, not in the form."""
    usual: dict[str, Any] = {
        "kind": VoucherKind.QUOTATION,
        "date": TODAY,
        "buyer": NTPC,
        "lines": [{"description": "Bracket", "quantity": 4, "price": "250", "gst_rate": 18}],
    }
    return service.create(books, ACTOR, make(VoucherDraft, usual | facts)).id


def saves(qtbot: QtBot, form: VoucherForm, press: Callable[[], None]) -> Any:
    with qtbot.waitSignal(form.saved) as said:
        press()
    assert said.args is not None
    return said.args[0]
