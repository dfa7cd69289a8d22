from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.forms import TextField
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.parties import SPEC, PartiesTab
from senstosales.queries import parties as queries
from senstosales.queries import payments
from senstosales.queries.columns import Filter
from senstosales.queries.parties import PartyDetail
from senstosales.services import parties
from senstosales.services.drafts import make
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR

GSTIN = "23AAACS0000B1ZM"


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> PartiesTab:
    made = SPEC.factory(desk)
    assert isinstance(made, PartiesTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return made


def bhel(books: Books) -> PartyDetail:
    return books.ask(queries.detail, books.ask(queries.page, Filter(), None, 1, 0)[0].id)


def save(books: Books, party_id: int | None = None, /, **facts: object) -> int:
    return parties.save(books, ACTOR, make(parties.PartyDraft, facts), party_id)


def type_into(qtbot: QtBot, form: PartyForm, name: str, text: str) -> None:
    field = form.form.fields[name]
    assert isinstance(field, TextField)
    field.box.clear()
    field.box.setFocus()
    qtbot.keyClicks(field.box, text)
    field.left.emit()


def test_who_it_is_and_what_he_ordered(
    qtbot: QtBot, tab: PartiesTab, books: Books, went: list[tuple[str, int]]
) -> None:
    with qtbot.waitSignal(tab.party.loaded):
        tab.view.table.selectRow(0)
    assert tab.party.header.title.text() == "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    assert tab.party.header.about.text().replace("\xa0", " ") == "Customer  ·  default buyer"
    assert not tab.party.missing.isVisible()
    assert len(tab.party.orders.rows) == 10
    newest = tab.party.orders.rows[0]
    tab.party.orders.selectRow(0)
    qtbot.keyClick(tab.party.orders, Qt.Key.Key_Return)
    assert went == [("orders", newest.id)]
    assert newest.number == "6659116"


def test_a_new_party_gets_its_state_from_its_gstin(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PartyForm], heard: list[str]
) -> None:
    tab.new.trigger()
    form = opened(PartyForm)
    type_into(qtbot, form, "name", "BHEL HARIDWAR")
    type_into(qtbot, form, "gstin", "05aaaCB4146P1Z1")
    assert form.form.fields["gstin"].error.endswith("its last character does not fit the others.")
    assert form.form.fields["state_code"].value() is None
    type_into(qtbot, form, "gstin", GSTIN.lower())
    assert not form.form.fields["gstin"].error
    assert form.form.fields["state_code"].value() == "23"
    assert form.form.fields["place_of_supply"].value() == "23"
    with qtbot.waitSignal(tab.party.loaded):
        form.form.submit()
    assert heard == ["BHEL HARIDWAR is saved."]
    assert tab.party.party is not None
    assert tab.party.party.gstin == GSTIN
    assert tab.party.missing.isVisible(), "it has no address yet"
    assert "address" in tab.party.missing.text.text()
    assert len(books.ask(queries.page, Filter(), None, 10, 0)) == 2


def test_a_place_of_supply_of_its_own_stays(
    qtbot: QtBot, tab: PartiesTab, opened: Opened[PartyForm]
) -> None:
    tab.new.trigger()
    form = opened(PartyForm)
    form.form.fields["place_of_supply"].set_value("09")
    type_into(qtbot, form, "gstin", GSTIN)
    assert form.form.fields["state_code"].value() == "23"
    assert form.form.fields["place_of_supply"].value() == "09"


def test_what_is_wrong_is_said_beside_its_field(
    qtbot: QtBot, tab: PartiesTab, opened: Opened[PartyForm], books: Books
) -> None:
    tab.new.trigger()
    form = opened(PartyForm)
    form.form.submit()
    assert form.form.fields["name"].error == "This is needed."
    type_into(qtbot, form, "name", "BHEL HARIDWAR")
    type_into(qtbot, form, "gstin", GSTIN)
    form.form.fields["state_code"].set_value("09")
    form.form.submit()
    qtbot.waitUntil(lambda: bool(form.form.fields["state_code"].error))
    assert form.form.fields["state_code"].error == (
        "The GSTIN belongs to Madhya Pradesh, not to Uttar Pradesh."
    )
    assert form.save.isEnabled()
    assert len(books.ask(queries.page, Filter(), None, 10, 0)) == 1


def test_changed_elsewhere_meanwhile_is_a_conflict(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PartyForm]
) -> None:
    held = bhel(books)
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(held.id)
    tab.edit.trigger()
    form = opened(PartyForm)
    assert form.form.fields["address"].value() == "Piplani\nBhopal 462022"
    save(books, held.id, name=held.name, gstin=GSTIN, phone="0755-1", is_default=True)
    type_into(qtbot, form, "phone", "0755-2")
    form.form.submit()
    qtbot.waitUntil(lambda: form.save.isEnabled() and form.form._general.isVisible())
    assert form.form._general.text().startswith("Somebody else has changed this party meanwhile.")
    assert bhel(books).phone == "0755-1"
    assert form.form.fields["phone"].value() == "0755-2", "what was typed is still there"


def test_another_default_buyer(
    qtbot: QtBot, tab: PartiesTab, books: Books, heard: list[str]
) -> None:
    other = save(books, name="BHEL HARIDWAR", state_code="05")
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(other)
    assert tab.make_default.isEnabled()
    tab.make_default.trigger()
    qtbot.waitUntil(lambda: tab.party.party is not None and tab.party.party.is_default)
    assert not tab.make_default.isEnabled()
    assert heard == ["BHEL HARIDWAR is the default buyer now."]
    assert not bhel(books).is_default


def test_somebody_not_in_use_is_said_to_be(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PartyForm]
) -> None:
    other = save(books, name="BHEL JHANSI")
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(other)
    assert tab.party.missing.text.text() == (
        "Papers for this party will lack: GSTIN, address and state. Press Change to enter it."
    )
    tab.edit.trigger()
    form = opened(PartyForm)
    form.form.fields["is_active"].set_value(False)
    form.form.submit()
    qtbot.waitUntil(lambda: tab.party.header.status.text() == "Not in use")
    assert not tab.make_default.isEnabled()


def test_what_was_owed_at_the_start_stands_in_the_account(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PartyForm]
) -> None:
    other = save(books, name="BHEL JHANSI")
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(other)
    for typed, owed in (("1,200.50", "1200.50"), ("-75", "-75.00"), ("", "0.00")):
        tab.edit.trigger()
        form = opened(PartyForm)
        type_into(qtbot, form, "opening_balance", typed)
        with qtbot.waitSignal(form.accepted):
            form.form.submit()
        (brought,) = books.ask(payments.account, other)
        assert str(brought.balance) == owed
    save(books, other, name="BHEL JHANSI", opening_balance="9")
    save(books, other, name="BHEL JHANSI UNIT")
    (brought,) = books.ask(payments.account, other)
    assert brought.balance == 9, "who does not name it leaves it alone"


def test_its_statement_of_account_is_seen(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PreviewDialog]
) -> None:
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(bhel(books).id)
    tab.statement.trigger()
    preview = opened(PreviewDialog)
    assert preview.windowTitle() == (
        "Statement of account, BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    )
    preview.reject()


def test_a_gstin_is_read_while_it_is_typed(
    qtbot: QtBot, tab: PartiesTab, opened: Opened[PartyForm]
) -> None:
    tab.new.trigger()
    field = opened(PartyForm).form.fields["gstin"]
    assert isinstance(field, GstinField)
    field.box.setFocus()
    qtbot.keyClicks(field.box, "23aa")
    assert field.about.text() == "Madhya Pradesh"
    qtbot.keyClicks(field.box, "4")
    assert field.caution == "Character 5 is “4”; a letter belongs there."
    assert not field.error, "what is being typed is not scolded"
    qtbot.keyClick(field.box, Qt.Key.Key_Backspace)
    assert not field.caution
    qtbot.keyClicks(field.box, "acs0000b1zm")
    assert field.about.text() == "Madhya Pradesh\nPAN AAACS0000B"
    assert not field.caution


def test_further_gstins_and_a_credit_limit_are_kept(
    qtbot: QtBot, tab: PartiesTab, books: Books, opened: Opened[PartyForm]
) -> None:
    held = bhel(books)
    with qtbot.waitSignal(tab.party.loaded):
        tab.show_item(held.id)
    tab.edit.trigger()
    form = opened(PartyForm)
    grid = form.form.findChild(LineGrid)
    assert isinstance(grid, LineGrid)
    grid.set_rows([{"gstin": "05AAACB4146P1ZL", "label": "Haridwar", "address": None}])
    form.form.fields["credit_limit"].set_value(Decimal(500000))
    form.form.submit()
    qtbot.waitUntil(lambda: bool(grid.model.told))
    assert "another PAN" in grid.model.told[0, "gstin"]
    grid.set_rows([{"gstin": "09AAACS0000B1ZC", "label": "Jhansi", "address": "Jhansi"}])
    with qtbot.waitSignal(form.accepted):
        form.form.submit()
    now = bhel(books)
    assert [(one.gstin, one.label) for one in now.registrations] == [("09AAACS0000B1ZC", "Jhansi")]
    assert now.credit_limit == 500000
    assert now.address == held.address
    qtbot.waitUntil(lambda: "Further GSTIN" in {label.text() for label in labels(tab)})


def labels(tab: PartiesTab) -> list[QLabel]:
    return tab.party.tax.findChildren(QLabel)
