"""Challans without an order in the Delivery Challans tab: begun, finished, delivered, cancelled."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Nature, Status, VoucherKind, VoucherState
from senstosales.errors import Refused
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.dialogs.throw_away import ThrowAway
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.challans import SPEC, ChallansTab
from senstosales.queries import challans, vouchers
from senstosales.queries.columns import Filter
from senstosales.services import challans as service
from senstosales.services import vouchers as voucher_service
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR
from tests.services.test_vouchers import draft, line


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[ChallansTab]:
    made = SPEC.factory(desk)
    assert isinstance(made, ChallansTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def sent(books: Books, state: VoucherState = VoucherState.ISSUED, **more: Any) -> int:
    facts = {"kind": VoucherKind.CHALLAN, "nature": Nature.RETURNABLE, "state": state} | more
    return voucher_service.create(books, ACTOR, draft(**facts)).id


def show(qtbot: QtBot, tab: ChallansTab, key: int) -> None:
    tab.show_item(key)
    qtbot.waitUntil(lambda: tab.detail.current is not None)


def test_it_says_why_its_goods_move_and_offers_no_invoice(
    qtbot: QtBot, tab: ChallansTab, books: Books
) -> None:
    show(qtbot, tab, sent(books, reason="Gauges for calibration"))
    head = tab.detail.header
    assert head.about.text().endswith("returnable")
    assert head.primary.text() == "Print…"
    assert tab.detail.movement_section.isVisible()
    assert not tab.invoice.isVisible()
    assert not tab.certificate.isVisible()
    assert not tab.edit.isEnabled()
    assert tab.detail.figures.isVisible(), "its GST is shown where it bears some"
    drawn = {column for column in range(11) if not tab.detail.lines.isColumnHidden(column)}
    assert not drawn & {0, 1}, "goods of no order have neither item nor lot"
    order = books.ask(vouchers.find, VoucherKind.CHALLAN, "5")
    show(qtbot, tab, order)
    qtbot.waitUntil(lambda: tab.detail.challan.id == order)
    assert not tab.detail.movement_section.isVisible()
    assert not tab.detail.figures.isVisible()
    assert not tab.detail.lines.isColumnHidden(0)


def test_one_without_tax_shows_its_value_once(qtbot: QtBot, tab: ChallansTab, books: Books) -> None:
    show(qtbot, tab, sent(books, lines=(line(rate="0"),)))
    assert not tab.detail.figures.isVisible()
    assert tab.detail.totals.text().endswith("200.00")


def test_it_is_written_from_the_tab(
    qtbot: QtBot, tab: ChallansTab, books: Books, opened: Opened[Any], went: list[tuple[str, int]]
) -> None:
    tab.new.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun and form.desk.jobs.idle)
    form.head.fields["nature"].set_value(Nature.APPROVAL)
    form.head.buyer.name.set_value("Kisan Stores")
    form.head.buyer.state.set_value("23")
    for key, text in (("description", "Pump"), ("quantity", "1"), ("price", "5000")):
        form.lines.model.setData(form.lines.model.index(0, form.lines.place(key)), text)
    form.issue()
    opened(PreviewDialog).reject()
    noun, key = went[-1]
    assert noun == "challans"
    held = books.ask(challans.detail, key)
    assert (held.status, held.value) == (Status.ISSUED, Decimal("5000.00"))


def test_its_draft_is_finished_or_thrown_away(
    qtbot: QtBot, tab: ChallansTab, books: Books, opened: Opened[Any], heard: list[str]
) -> None:
    key = sent(books, VoucherState.DRAFT)
    show(qtbot, tab, key)
    assert tab.detail.header.status.text() == Status.DRAFT
    assert tab.detail.header.primary.text() == "Open the draft…"
    assert tab.detail.notice.isVisible()
    tab.edit.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun)
    assert form.windowTitle().startswith("Change challan")
    form.reject()
    tab.discard.trigger()
    dialog = opened(ThrowAway)
    dialog.go.click()
    qtbot.waitUntil(lambda: not tab.both.detail_open)
    drafts = Filter(statuses=frozenset({Status.DRAFT}))
    assert books.ask(challans.page, drafts, None, 5, 0) == []
    assert len(heard) == 1


def test_delivered_it_stays_delivered_and_can_be_cancelled(
    qtbot: QtBot, tab: ChallansTab, books: Books, opened: Opened[ReasonDialog]
) -> None:
    show(qtbot, tab, sent(books))
    tab.delivered.trigger()
    qtbot.waitUntil(lambda: tab.detail.header.status.text() == Status.DELIVERED)
    assert not tab.delivered.isVisible()
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("Never left")
    dialog.submit()
    qtbot.waitUntil(lambda: tab.detail.header.status.text() == Status.CANCELLED)
    assert not tab.detail.header.primary.isVisible()


def test_arrival_is_told_by_hand_only_without_an_order(books: Books) -> None:
    order = books.ask(vouchers.find, VoucherKind.CHALLAN, "5")
    with pytest.raises(Refused, match="The SRV tells"):
        service.mark_delivered(books, ACTOR, order)
    with pytest.raises(Refused, match="not in force"):
        service.mark_delivered(books, ACTOR, sent(books, VoucherState.DRAFT))
