from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import TaxSplit, VoucherState
from senstosales.gui.dialogs import voucher_asking
from senstosales.queries import parties as queries
from senstosales.queries.columns import Filter
from senstosales.services import parties
from senstosales.services.drafts import make
from tests.gui.tabs.writing import OpenPaper, set_cell, settled, type_in
from tests.playing import ACTOR

MP, UP = "23AAACT4146P1Z5", "09AAACT4146P1ZV"


def test_a_party_is_taken_under_one_of_its_gstins_and_its_limit_is_told(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    facts = {
        "name": "Satpura Tools",
        "gstin": MP,
        "address": "Bhopal",
        "credit_limit": "100",
        "registrations": [{"gstin": UP, "label": "Jhansi works", "address": "Jhansi"}],
    }
    party = parties.save(books, ACTOR, make(parties.PartyDraft, facts))
    assert [row.id for row in books.ask(queries.page, Filter(words=(UP,)), None, 5, 0)] == [party]
    form = open_paper()
    buyer = form.head.buyer
    type_in(qtbot, buyer.name.box, "satpura")
    qtbot.waitUntil(buyer.offers.popup.isVisible)
    assert buyer.offers.list.count() == 2
    for _ in range(2):
        qtbot.keyClick(buyer.name.box, Qt.Key.Key_Down)
    qtbot.keyClick(buyer.name.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: buyer.party_id == party)
    assert buyer.gstin.value() == UP
    assert buyer.fields["address"].value() == "Jhansi"
    set_cell(form, 0, description="Shaft", quantity="1", price="100", gst_rate="18")
    settled(qtbot, form)
    assert "₹ 18.00 over its credit limit of ₹ 100.00" in form.totals.caution.text()
    draft = form.draft(VoucherState.DRAFT)
    assert (draft.party_id, draft.place_of_supply) == (party, "09")
    proposal = books.ask(voucher_asking.answer, draft).proposal
    assert proposal is not None
    assert proposal.tax_split is TaxSplit.IGST
    assert proposal.total == Decimal(118)
