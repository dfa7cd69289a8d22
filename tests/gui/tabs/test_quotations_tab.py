from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.acceptance import INVOICE, LATER, ORDER, AcceptanceDialog
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.dialogs.throw_away import ThrowAway
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.quotations import SPEC, QuotationsTab
from senstosales.queries import quotations as queries
from senstosales.services import bin as bin_
from senstosales.services import parties, quotations, vouchers
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR
from tests.services.test_vouchers import DAY, draft

UNTIL = DAY + timedelta(days=30)


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def party(books: Books) -> int:
    return parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[QuotationsTab]:
    made = SPEC.factory(desk)
    assert isinstance(made, QuotationsTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def quoted(books: Books, state: VoucherState = VoucherState.SENT, **more: Any) -> int:
    facts = {"kind": VoucherKind.QUOTATION, "state": state, "valid_until": UNTIL} | more
    return vouchers.create(books, ACTOR, draft(**facts)).id


def show(qtbot: QtBot, tab: QuotationsTab, key: int) -> None:
    with qtbot.waitSignal(tab.detail.loaded, check_params_cb=lambda shown: shown.id == key):
        tab.show_item(key)


def primary(tab: QuotationsTab) -> str:
    shown = tab.detail.header.primary.action_shown
    return shown.text() if shown is not None else ""


def menu(tab: QuotationsTab) -> list[str]:
    actions = tab.detail.header.more.choices.actions()
    return [each.text() for each in actions if each.text() and each.isVisible()]


def settle(qtbot: QtBot, tab: QuotationsTab, status: Status) -> None:
    qtbot.waitUntil(lambda: tab.detail.header.status.text() == status)


@pytest.mark.parametrize(
    ("state", "step", "more"),
    [
        (VoucherState.DRAFT, "Mark as sent", ["Open the draft…", "Throw the draft away…"]),
        (VoucherState.SENT, "Accepted…", ["Declined", "Revise…", "Change…"]),
        (VoucherState.ACCEPTED, "Make order or invoice…", ["Declined", "Revise…"]),
        (VoucherState.REJECTED, "Revise…", ["Accepted…"]),
    ],
)
def test_the_next_step_follows_from_its_state(
    qtbot: QtBot, tab: QuotationsTab, books: Books, state: VoucherState, step: str, more: list[str]
) -> None:
    show(qtbot, tab, quoted(books, state))
    assert primary(tab) == step
    assert step not in menu(tab)
    papers = [
        "Print…", "Save as PDF…", "Export as Excel…", "E-mail…", "Copy number", "Who changed this?",
    ]  # fmt: skip
    ends = [] if state is VoucherState.DRAFT else ["Cancel the quotation…"]
    assert set(menu(tab)) == {*more, *papers, *ends}


def test_one_whose_day_has_passed_is_shown_so_and_revised(
    qtbot: QtBot, tab: QuotationsTab, books: Books, clock: Clock, opened: Opened[VoucherForm]
) -> None:
    key = quoted(books)
    clock.move(days=60)
    show(qtbot, tab, key)
    assert tab.detail.header.status.text() == Status.EXPIRED
    assert tab.detail.notice.text.text().startswith("Its validity ended on 04-Apr-2026.")
    tab.revise.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun)
    assert form.windowTitle() == "Change quotation Q/25-26/1-R1"
    form.reject()
    qtbot.waitUntil(lambda: primary(tab) == "Mark as sent")
    assert [row.number for row in tab.detail.papers.rows] == ["Q/25-26/1"]


def test_a_draft_is_marked_as_sent_and_declined(
    qtbot: QtBot, tab: QuotationsTab, books: Books, heard: list[str]
) -> None:
    show(qtbot, tab, quoted(books, VoucherState.DRAFT))
    assert tab.detail.notice.isVisible()
    tab.send.trigger()
    settle(qtbot, tab, Status.SENT)
    assert not tab.detail.notice.isVisible()
    tab.decline.trigger()
    settle(qtbot, tab, Status.DECLINED)
    assert heard == [
        "Quotation Q/25-26/1 is marked as sent.",
        "Quotation Q/25-26/1 is marked as declined.",
    ]


def test_an_empty_draft_cannot_be_sent(
    qtbot: QtBot, tab: QuotationsTab, books: Books, errors: list[BaseException]
) -> None:
    show(qtbot, tab, quoted(books, VoucherState.DRAFT, lines=()))
    tab.send.trigger()
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors.pop()) == "Enter at least one line before it is sent."
    assert tab.detail.header.status.text() == Status.DRAFT


def test_accepted_it_becomes_the_customers_order(
    qtbot: QtBot,
    tab: QuotationsTab,
    books: Books,
    party: int,
    opened: Opened[AcceptanceDialog],
    heard: list[str],
) -> None:
    show(qtbot, tab, quoted(books, party_id=party))
    tab.accept.trigger()
    dialog = opened(AcceptanceDialog)
    assert dialog.button(ORDER).isChecked()
    dialog.form.fields["number"].set_value("PO-9")
    dialog.form.fields["day"].box.setText("1/1/2031")
    dialog.go()
    qtbot.waitUntil(lambda: "more than a year ahead" in dialog.form.fields["day"].error)
    dialog.form.fields["day"].set_value(DAY)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go()
    settle(qtbot, tab, Status.ACCEPTED)
    qtbot.waitUntil(lambda: primary(tab) == "Print…")
    assert [(row.noun, row.number) for row in tab.detail.papers.rows] == [("orders", "PO-9")]
    assert heard == ["Order PO-9 is in the order book."]
    tab.follow.trigger()
    again = opened(AcceptanceDialog)
    assert again.made.text.text() == "Order PO-9 was made of it already."
    assert not again.button(LATER).isVisible()
    again.reject()


def test_accepted_it_becomes_an_invoice(
    qtbot: QtBot,
    tab: QuotationsTab,
    books: Books,
    opened: Opened[Any],
    went: list[tuple[str, int]],
) -> None:
    key = quoted(books)
    show(qtbot, tab, key)
    tab.accept.trigger()
    dialog = opened(AcceptanceDialog)
    assert not dialog.button(ORDER).isEnabled(), "the buyer is no party of the books"
    assert dialog.button(INVOICE).isChecked()
    dialog.go()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun)
    assert books.ask(queries.detail, key).status is Status.ACCEPTED
    form.issue()
    opened(PreviewDialog).reject()
    noun, invoice = went[-1]
    assert noun == "invoices"
    qtbot.waitUntil(lambda: [row.id for row in tab.detail.papers.rows] == [invoice])
    assert primary(tab) == "Print…"


def test_accepted_for_later(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[AcceptanceDialog]
) -> None:
    show(qtbot, tab, quoted(books))
    tab.accept.trigger()
    dialog = opened(AcceptanceDialog)
    dialog.button(LATER).setChecked(True)
    assert dialog.done_button.text() == "Mark as accepted"
    dialog.go()
    settle(qtbot, tab, Status.ACCEPTED)
    assert primary(tab) == "Make order or invoice…"


def test_a_refusal_is_read_in_the_dialog(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[AcceptanceDialog]
) -> None:
    key = quoted(books)
    show(qtbot, tab, key)
    tab.accept.trigger()
    dialog = opened(AcceptanceDialog)
    vouchers.cancel(books, ACTOR, VoucherKind.QUOTATION, key, "Somebody else was first")
    dialog.go()
    qtbot.waitUntil(lambda: "nobody can answer it" in dialog.trouble.text.text())
    assert dialog.done_button.isEnabled()
    dialog.reject()


def test_a_sent_one_is_changed_in_its_form(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[Any]
) -> None:
    key = quoted(books)
    show(qtbot, tab, key)
    tab.edit.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun)
    form.lines.model.setData(form.lines.model.index(0, form.lines.place("quantity")), "5")
    form.issue()
    opened(PreviewDialog).reject()
    qtbot.waitUntil(lambda: tab.detail.paper.lines[0].quantity == Decimal(5))
    assert books.ask(queries.detail, key).status is Status.SENT


def test_a_draft_is_thrown_away_after_asking(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[ThrowAway], heard: list[str]
) -> None:
    show(qtbot, tab, quoted(books, VoucherState.DRAFT))
    tab.discard.trigger()
    dialog = opened(ThrowAway)
    dialog.go.click()
    qtbot.waitUntil(lambda: not tab.both.detail_open)
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 0)
    qtbot.waitUntil(lambda: tab.desk.jobs.idle)
    assert heard == ["The draft quotation Q/25-26/1 is thrown away; its number is free again."]


def test_a_draft_that_was_sent_meanwhile_is_not_thrown_away(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[ThrowAway]
) -> None:
    key = quoted(books, VoucherState.DRAFT)
    show(qtbot, tab, key)
    tab.discard.trigger()
    dialog = opened(ThrowAway)
    quotations.send(books, ACTOR, key)
    dialog.go.click()
    qtbot.waitUntil(lambda: "is no draft any more" in dialog.trouble.text.text())
    dialog.reject()


def test_it_is_cancelled_with_a_reason(
    qtbot: QtBot, tab: QuotationsTab, books: Books, opened: Opened[ReasonDialog]
) -> None:
    show(qtbot, tab, quoted(books))
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    assert dialog.windowTitle() == "Cancel quotation Q/25-26/1"
    dialog.reason.set_value("Sent to the wrong customer")
    dialog.submit()
    settle(qtbot, tab, Status.CANCELLED)
    assert primary(tab) == "Print…"
    assert not tab.cancel.isEnabled()
    assert tab.detail.cancelled.text.text().startswith("Sent to the wrong customer.")


def test_saved_exported_and_copied_under_its_number(
    qtbot: QtBot,
    tab: QuotationsTab,
    books: Books,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    heard: list[str],
) -> None:
    def choose(_parent: object, _title: str, proposed: str, kind: str) -> tuple[str, str]:
        return str(tmp_path / Path(proposed).name), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    show(qtbot, tab, quoted(books))
    tab.save.trigger()
    tab.export.trigger()
    qtbot.waitUntil(lambda: len(heard) == 2)
    names = {"Quotation Q-25-26-1.pdf", "Quotation Q-25-26-1.xlsx"}
    assert names <= {path.name for path in tmp_path.iterdir()}
    tab.copy.trigger()
    assert QApplication.clipboard().text() == "Q/25-26/1"


def test_one_that_another_program_deleted_says_so_and_closes(
    qtbot: QtBot, tab: QuotationsTab, books: Books, heard: list[str]
) -> None:
    key = quoted(books)
    show(qtbot, tab, key)
    with qtbot.waitSignal(tab.detail.gone):
        bin_.bin_voucher(books, ACTOR, VoucherKind.QUOTATION, key)
    assert heard == [f"There is no quotation {key} in the books."]
    assert not tab.both.detail_open


def test_an_empty_list_says_what_belongs_there(
    qtbot: QtBot, tab: QuotationsTab, opened: Opened[VoucherForm]
) -> None:
    assert not tab.view.model.rowCount()
    tab.new.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun)
    assert form.windowTitle() == "New quotation"
    assert form.head.fields["valid_until"].value() == form.desk.books.clock().date() + timedelta(30)
    form.reject()
