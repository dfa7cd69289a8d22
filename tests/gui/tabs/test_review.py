"""The review queue: what other programs sent, moved on, returned, corrected and approved at the desk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from senstosales.domain.handling import Priority, Stage
from senstosales.domain.kinds import Status
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.correction import CorrectionDialog
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.handling_view import HandlingView
from senstosales.gui.tabs.review import SPEC, ReviewTab
from senstosales.queries import handling as queries
from senstosales.services import handling, keys
from senstosales.services.handling import Correction
from tests.api.imports.conftest import IMPORT, sent
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.gui.tabs import sent_invoices
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, whole

Show = Callable[[str], HandlingView]
BACK, CORRECTED, PICKING, PACKED = "LTPI-77280", "LTPI-77285", "LTPI-77281", "LTPI-77287"


@pytest.fixture(scope="module")
def filled(
    office_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, int]]:
    """Books with invoices at every stage, taken in once, and their ids by number."""
    path = tmp_path_factory.mktemp("queue") / "books.sqlite3"
    shutil.copyfile(office_file, path)
    opened = open_books(path, clock=Clock())
    ids = sent_invoices.queue(opened)
    opened.close()
    return path, ids


@pytest.fixture
def books(open_copy: OpenCopy, filled: tuple[Path, dict[str, int]]) -> Books:
    return open_copy(filled[0])


@pytest.fixture
def queue(filled: tuple[Path, dict[str, int]]) -> dict[str, int]:
    return filled[1]


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, queue: dict[str, int]) -> Iterator[ReviewTab]:
    made = ReviewTab(desk)
    qtbot.addWidget(made)
    made.resize(1500, 800)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def show(qtbot: QtBot, tab: ReviewTab, queue: dict[str, int]) -> Show:
    def find(number: str) -> HandlingView:
        with qtbot.waitSignal(tab.detail.loaded):
            tab.show_item(queue[number])
        return tab.detail

    return find


def held(books: Books, number: str) -> queries.HandledInvoice:
    return books.ask(queries.detail, books.ask(queries.find, number))


def rows(tab: ReviewTab) -> list[Any]:
    """The rows of the list, as far as they were read."""
    found = (tab.view.model.row_at(row) for row in range(tab.view.model.rowCount()))
    return [row for row in found if row is not None]


def test_what_came_back_stands_first_and_is_the_number_on_the_tab(
    tab: ReviewTab, books: Books
) -> None:
    found = rows(tab)
    assert len(found) == 9
    assert [row.number for row in found if row.status is Status.REVIEW] == [
        "LTPI-77283", BACK,
    ] == [row.number for row in found[:2]]  # fmt: skip
    assert [row.stage for row in found[:2]] == ["Review", "Review"]
    assert SPEC.count is not None
    assert books.ask(SPEC.count) == 2


def test_chips_and_the_filter_box_narrow_the_list(qtbot: QtBot, tab: ReviewTab) -> None:
    tab.view.filters.set_statuses(frozenset({Status.DISPATCHED, Status.DELIVERED}))
    qtbot.waitUntil(lambda: tab.view.model.totals is not None and tab.view.model.totals.count == 2)
    tab.view.filters.set_statuses(frozenset())
    tab.view.filters.box.setText("gloves")
    qtbot.waitUntil(lambda: [row.number for row in rows(tab)] == ["LTPI-77283"])


def test_one_that_came_back_says_from_where_by_whom_and_why(show: Show, tab: ReviewTab) -> None:
    view = show(BACK)
    assert view.header.title.text() == f"Invoice {BACK}"
    assert view.header.status.text() == Status.REVIEW
    assert view.back.isVisible()
    assert view.back.title.text().startswith("Came back from picking, by Ravi Kumar, 16-Mar-2026")
    assert view.back.text.text() == "Batch B007 is not on the shelf; B456 is"
    assert not view.corrected.isVisible()
    assert not view.changed.isVisible()
    assert [step.said for step in view.steps.rows] == [
        "Back to billing from picking", "Picking begun", "Came in",
    ]  # fmt: skip
    assert [row.name for row in view.lines.rows] == ["Paracetamol 650 mg", "Otrivin Nasal Spray"]
    primary = view.header.primary.action_shown
    assert primary is tab.correct
    assert [tab.next.isVisible(), tab.give_back.isVisible()] == [False, False]


def test_one_that_was_corrected_says_what_came_back_changed(show: Show) -> None:
    view = show(CORRECTED)
    assert not view.back.isVisible()
    assert view.corrected.text.text().endswith("Fixed batch number and updated MRP.")
    told = [(row.what, row.before, row.after) for row in view.changes.rows]
    assert told == [
        ("Paracetamol 650 mg: MRP ₹", "3.50", "4.50"),
        ("Paracetamol 650 mg: Batch", "B507", "B456"),
        ("Crepe Bandage 10 cm", "", "added, 4 × 72.00"),
        ("ORS Sachet", "", "added, 40 × 21.75"),
        ("Total ₹", "4,562.50", "5,735.50"),
    ]


def test_it_moves_on_step_by_step_to_the_customers_door(
    qtbot: QtBot, show: Show, tab: ReviewTab, books: Books, heard: list[str]
) -> None:
    view = show(PICKING)
    words = []
    for stage in (Stage.PICKED, Stage.PACKING, Stage.PACKED, Stage.DISPATCHED, Stage.DELIVERED):
        assert view.header.primary.action_shown is tab.next
        words.append(tab.next.text())
        view.header.primary.click()
        qtbot.waitUntil(lambda stage=stage: view._opened.invoice.stage is stage)
        assert held(books, PICKING).stage is stage
    assert words == [
        "Mark as picked", "Start packing", "Mark as packed", "Mark as dispatched",
        "Mark as delivered",
    ]  # fmt: skip
    assert heard[-1] == f"Invoice {PICKING} is delivered."
    assert view.header.status.text() == Status.DELIVERED
    assert view.header.primary.action_shown is tab.paper
    assert not tab.give_back.isEnabled()
    assert len(books.ask(queries.events_after, 0)) > 5


def test_it_is_returned_with_a_reason_and_listeners_hear_of_it(
    qtbot: QtBot,
    show: Show,
    tab: ReviewTab,
    books: Books,
    opened: Opened[ReasonDialog],
    heard: list[str],
) -> None:
    view = show(PACKED)
    last = books.ask(queries.last_event)
    tab.give_back.trigger()
    dialog = opened(ReasonDialog)
    dialog.submit()
    assert dialog.reason.error
    dialog.reason.set_value("The box is torn")
    with qtbot.waitSignal(view.loaded):
        dialog.submit()
    now = held(books, PACKED)
    assert (now.stage, now.return_reason, now.returned_by_name) == (
        Stage.REVIEW, "The box is torn", "Asha",
    )  # fmt: skip
    whole_one, review = (event.data for event in books.ask(queries.events_after, last))
    assert (whole_one["status"], whole_one["return_info"]["returned_by_name"]) == ("REVIEW", "Asha")
    assert (review["type"], review["sent_by"]) == ("invoice_review", "Asha")
    qtbot.waitUntil(lambda: f"Invoice {PACKED} is back at billing." in heard)


def test_one_that_is_right_is_approved_with_a_word(
    qtbot: QtBot, show: Show, tab: ReviewTab, books: Books, opened: Opened[ReasonDialog]
) -> None:
    show(BACK)
    tab.approve.trigger()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("The batch is on the upper shelf")
    dialog.submit()
    qtbot.waitUntil(lambda: held(books, BACK).stage is Stage.PICKING)
    now = held(books, BACK)
    assert now.resolution_notes == "The batch is on the upper shelf"
    assert now.total == Decimal("1310.00")


@pytest.fixture
def correcting(qtbot: QtBot, show: Show, tab: ReviewTab, opened: Opened[CorrectionDialog]) -> Any:
    show(BACK)
    tab.correct.trigger()
    return opened(CorrectionDialog)


def put(dialog: CorrectionDialog, row: int, key: str, text: str) -> None:
    keys = [column.key for column in dialog.grid.model.columns]
    dialog.grid.model.setData(dialog.grid.model.index(row, keys.index(key)), text)


def test_its_goods_are_corrected_and_it_goes_on(
    qtbot: QtBot, correcting: CorrectionDialog, tab: ReviewTab, books: Books, heard: list[str]
) -> None:
    put(correcting, 0, "batch_no", "B456")
    put(correcting, 0, "quantity", "2*6")
    for key, text in (("item_code", "ORS"), ("name", "ORS Sachet"), ("quantity", "40"),
                      ("mrp", "21.75"), ("expiry_date", "31/1/28")):  # fmt: skip
        put(correcting, 2, key, text)
    assert correcting.total.text().endswith("2,187.00")
    correcting.submit()
    qtbot.waitUntil(lambda: len(held(books, BACK).lines) == 3)
    now = held(books, BACK)
    assert [(line.item_code, line.quantity, line.batch_no) for line in now.lines] == [
        ("PR650", 12, "B456"), ("OTN10", 15, "B017"), ("ORS", 40, ""),
    ]  # fmt: skip
    assert (now.total, now.stage, now.lines[0].company_name) == (2187, Stage.PICKING, "Sun Pharma")
    assert (now.lines[2].expiry_date, now.resolution_notes) == ("2028-01-31", handling.CORRECTED)
    qtbot.waitUntil(lambda: heard[-1:] == [f"Invoice {BACK} is corrected and goes on: picking."])
    whole(books)


@pytest.mark.parametrize(
    ("row", "key", "text", "told"),
    [
        (0, "quantity", "-3", "Enter a quantity above zero."),
        (0, "quantity", "1.5", "Packs are counted in whole numbers."),
        (0, "quantity", "", "Enter a quantity above zero."),
        (1, "mrp", "0", "Enter a price above zero."),
        (1, "mrp", "999999999", "This is impossibly much."),
        (0, "name", "", "Say what it is."),
        (0, "item_code", "x" * 41, "40 characters at most."),
        (2, "name", "ORS", "Give the item code or the barcode."),
    ],
)
def test_what_is_wrong_is_said_in_its_cell_and_nothing_is_lost(
    correcting: CorrectionDialog, books: Books, row: int, key: str, text: str, told: str
) -> None:
    put(correcting, row, key, text)
    correcting.submit()
    assert told in {problem.sentence for problem in correcting.grid.problems()}
    assert correcting.isVisible()
    assert held(books, BACK).stage is Stage.REVIEW
    correcting.grid.set_rows([])
    correcting.submit()
    assert correcting.trouble.text.text() == "Leave at least one line on the invoice."


def test_one_that_moved_meanwhile_is_not_overwritten(
    qtbot: QtBot, correcting: CorrectionDialog, books: Books
) -> None:
    fixed = Correction(invoice_no=BACK, resolution_notes="by the program", priority=Priority.HIGH)
    handling.correct(books, sent_invoices.PROGRAM, fixed)
    handling.return_to_billing(books, sent_invoices.STORE, BACK, "Again")
    put(correcting, 0, "quantity", "7")
    correcting.submit()
    qtbot.waitUntil(correcting.trouble.isVisible)
    assert correcting.trouble.text.text().startswith(f"Invoice {BACK} has moved meanwhile.")
    assert held(books, BACK).lines[0].quantity == 10


def test_what_was_typed_is_not_lost_by_esc(
    qtbot: QtBot, correcting: CorrectionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def stay(box: QMessageBox) -> int:
        asked.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    put(correcting, 0, "quantity", "7")
    qtbot.keyClick(correcting, Qt.Key.Key_Escape)
    assert asked == ["What you typed is not saved."]
    assert correcting.isVisible()


def test_an_invoice_that_a_program_sends_over_rest_appears_in_the_open_tab(
    qtbot: QtBot, tab: ReviewTab, books: Books, show: Show
) -> None:
    show(PICKING)
    key = keys.add(books, ACTOR, "billing")
    server = Server(books, port=0)
    server.start()
    try:
        with httpx.Client(base_url=server.address, headers={"X-API-KEY": key}) as client:
            assert client.post(IMPORT, json=sent(invoice_no="NEW-1")).status_code == 201
            qtbot.waitUntil(lambda: "NEW-1" in {row.number for row in rows(tab)})
            body = {"invoice_no": PICKING, "return_reason": "Torn"}
            client.post("/api/sales/billing/return/", json=body)
            qtbot.waitUntil(lambda: tab.detail.back.text.text() == "Torn")
    finally:
        server.stop()
    qtbot.waitUntil(lambda: [row.stage for row in rows(tab)].count("Review") == 3)
    assert books.ask(queries.waiting) == 3


def test_the_paper_and_its_number_are_at_hand(
    show: Show, tab: ReviewTab, went: list[tuple[str, int]], queue: dict[str, int]
) -> None:
    show(PICKING)
    tab.paper.trigger()
    tab.copy.trigger()
    assert went == [("invoices", queue[PICKING])]
    assert QApplication.clipboard().text() == PICKING


def test_every_action_has_a_key_and_a_line_of_help(tab: ReviewTab, desk: Desk) -> None:
    mine = [entry for entry in desk.actions.entries if entry.group == "Review queue"]
    assert len(mine) == 7
    assert all(entry.keys and entry.help for entry in mine)


def test_an_empty_queue_says_what_belongs_here(
    qtbot: QtBot, desk: Desk, open_copy: OpenCopy, office_file: Path
) -> None:
    tab = ReviewTab(replace(desk, books=open_copy(office_file, "empty.sqlite3")))
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.view.model.totals is not None)
    seen = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "No invoices from other programs" in seen
    qtbot.waitUntil(lambda: desk.jobs.idle)
