from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.gui import copy_memory
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.duplicates import DuplicatesDialog
from senstosales.gui.dialogs.merge_parties import MergeDialog
from senstosales.gui.tabs.parties import SPEC, PartiesTab
from senstosales.queries import parties as queries
from senstosales.queries.columns import Filter
from senstosales.services import vouchers
from senstosales.services.drafts import make
from senstosales.services.parties import PartyDraft, save
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR
from tests.services.test_vouchers import draft

MP, UP = "23AAACT4146P1Z5", "09AAACT4146P1ZV"


def add(books: Books, name: str, **facts: object) -> int:
    return save(books, ACTOR, make(PartyDraft, {"name": name, **facts}))


@pytest.fixture
def pair(books: Books) -> tuple[int, int]:
    stays = add(books, "Satpura Tools Ltd", gstin=MP)
    goes = add(books, "SATPURA TOOLS LIMITED", gstin=UP, opening_balance=Decimal(50))
    vouchers.create(books, ACTOR, draft(party_id=goes))
    return stays, goes


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, pair: tuple[int, int]) -> PartiesTab:
    made = SPEC.factory(desk)
    assert isinstance(made, PartiesTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return made


def names(books: Books) -> list[str]:
    return [row.name for row in books.ask(queries.page, Filter(), None, 9, 0)]


def test_what_may_be_one_is_told_and_merged_with_what_moves(
    qtbot: QtBot,
    tab: PartiesTab,
    desk: Desk,
    books: Books,
    pair: tuple[int, int],
    opened: Opened[MergeDialog],
    heard: list[str],
) -> None:
    desk.settings.setValue(f"copies-of/invoice/SATPURA TOOLS LIMITED {UP}", "Original")
    stays, _ = pair
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(stays)
    assert tab.party.alike.text.text() == "SATPURA TOOLS LIMITED has the same name."
    tab.party.alike.button.click()
    dialog = opened(MergeDialog)
    qtbot.waitUntil(dialog.moves.isVisible)
    assert dialog.moves.text.text() == (
        "1 invoice and a balance of ₹ 286.00 owed to us: from SATPURA TOOLS LIMITED to "
        "Satpura Tools Ltd."
    )
    keep = dialog.form.fields["keep_gstin"]
    assert keep.isVisible()
    assert not dialog.go.isEnabled(), "two GSTINs have to be kept first"
    keep.box.setChecked(True)  # type: ignore[attr-defined]
    assert dialog.go.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert heard == ["SATPURA TOOLS LIMITED is merged into Satpura Tools Ltd."]
    assert "SATPURA TOOLS LIMITED" not in names(books)
    kept = copy_memory.CopyMemory.of(desk.settings).for_buyer(
        "invoice", f"Satpura Tools Ltd {MP}", ("Original", "Duplicate")
    )
    assert kept == ("Original",)


def test_the_other_one_may_stay(
    qtbot: QtBot,
    tab: PartiesTab,
    books: Books,
    pair: tuple[int, int],
    opened: Opened[MergeDialog],
) -> None:
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(pair[0])
    tab.merge.trigger()
    dialog = opened(MergeDialog)
    qtbot.waitUntil(dialog.moves.isVisible)
    dialog.form.fields["stays"].set_value(pair[1])
    qtbot.waitUntil(lambda: "to SATPURA TOOLS LIMITED" in dialog.moves.text.text())
    dialog.form.fields["keep_gstin"].set_value(True)
    with qtbot.waitSignal(tab.party.loaded):
        dialog.submit()
    qtbot.waitUntil(lambda: tab.party.key == pair[1])
    assert "Satpura Tools Ltd" not in names(books)


def test_what_must_not_be_merged_is_said(
    qtbot: QtBot, tab: PartiesTab, pair: tuple[int, int], opened: Opened[MergeDialog], books: Books
) -> None:
    other = add(books, "Uttarakhand Pumps", gstin="05AAACB4146P1ZL")
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(pair[0])
    tab.merge.trigger()
    dialog = opened(MergeDialog)
    qtbot.waitUntil(dialog.moves.isVisible)
    dialog.form.fields["other"].set_value(other)
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "different PANs" in dialog.trouble.text.text()
    assert not dialog.go.isEnabled()
    assert not dialog.moves.isVisible()


def test_all_pairs_are_listed_and_none_is_said(
    qtbot: QtBot,
    tab: PartiesTab,
    books: Books,
    opened: Opened[QWidget],
    heard: list[str],
    pair: tuple[int, int],
) -> None:
    tab.duplicates.trigger()
    listed = opened(DuplicatesDialog)
    assert isinstance(listed, DuplicatesDialog)
    assert [row.reason for row in listed.pairs.rows] == ["same name"]
    listed.go.click()
    dialog = opened(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    qtbot.waitUntil(dialog.moves.isVisible)
    dialog.form.fields["keep_gstin"].set_value(True)
    with qtbot.waitSignal(listed.accepted):
        dialog.submit()
    tab.duplicates.trigger()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1].startswith("No two parties share")


def test_the_account_is_shown_in_the_tab(
    qtbot: QtBot, tab: PartiesTab, pair: tuple[int, int]
) -> None:
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(pair[1])
    with qtbot.waitSignal(tab.pages.account.loaded):
        tab.account.trigger()
    assert tab.pages.account.account is not None
    assert tab.pages.account.account.closing == 286
    with qtbot.waitSignal(tab.pages.account.loaded):
        tab.show_item(pair[0])
    assert tab.pages.account.account.closing == 0
