"""Further GSTINs of a party: kept with it, chosen on papers, found for orders of a department."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.kinds import TaxSplit
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import challans, invoices, orders, registrations
from senstosales.queries import parties as queries
from senstosales.queries.columns import Filter
from senstosales.services import invoices as invoice_service
from senstosales.services import party_merging
from senstosales.services.drafts import make
from senstosales.services.invoices import InvoiceDraft
from senstosales.services.parties import PartyDraft, save
from tests.playing import ACTOR, order, send, whole

MP, UP, UK = "23AAACS0000B1ZM", "09AAACS0000B1ZC", "05AAACB4146P1ZL"
JHANSI = {"gstin": UP, "label": "Jhansi works", "address": "Khailar\nJhansi 284129"}


def keep(books, party=None, **facts):
    return save(books, ACTOR, make(PartyDraft, {"name": "BHEL", "gstin": MP, **facts}), party)


def of(books, party):
    return [(one.gstin, one.label) for one in books.ask(queries.detail, party).registrations]


def test_they_are_added_changed_and_taken_away(books):
    party = keep(books, registrations=[JHANSI])
    assert of(books, party) == [(UP, "Jhansi works")]
    first = books.ask(queries.detail, party).registrations[0].id
    keep(books, party, registrations=[{**JHANSI, "label": "Jhansi"}])
    assert of(books, party) == [(UP, "Jhansi")]
    assert books.ask(queries.detail, party).registrations[0].id == first
    keep(books, party)
    assert of(books, party) == [(UP, "Jhansi")], "what is not spoken of stays"
    keep(books, party, registrations=[])
    assert of(books, party) == []
    whole(books)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"registrations": [{"gstin": UK}]}, "another PAN"),
        ({"registrations": [{"gstin": MP}]}, "stands there already"),
        ({"registrations": [JHANSI, JHANSI]}, "stands there already"),
        ({"registrations": [{"label": "Jhansi"}]}, "Enter the GSTIN"),
        ({"gstin": None, "registrations": [JHANSI]}, "Enter the first GSTIN"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(books, facts, said):
    with pytest.raises(Invalid) as error:
        keep(books, **facts)
    problem = error.value.problems[-1]
    assert said in problem.sentence
    assert problem.field.startswith("registrations.")


def test_the_first_gstin_cannot_leave_the_further_ones_behind(books):
    party = keep(books, registrations=[JHANSI])
    for wrong in (UK, UP, None):
        with pytest.raises(Invalid, match="does not go with"):
            keep(books, party, gstin=wrong)
    with pytest.raises(Invalid, match="less than zero"):
        keep(books, party, credit_limit=Decimal(-1))


@pytest.fixture
def sent(ordered):
    """A challan of an order of the portal, and its buyer with two GSTINs."""
    buyer = ordered.ask(queries.page, Filter(), None, 1, 0)[0].id
    keep(
        ordered, buyer, is_default=True, address="Piplani", shipping_address="Gate 4",
        registrations=[JHANSI],
    )  # fmt: skip
    held = ordered.ask(orders.page, Filter(), None, 1, 0)[0].number
    line = order(ordered, held).items[0]
    made = send(ordered, held, [(line.item_no, line.lots[0].lot_no, "1")])
    return made.id, buyer


def test_the_clerk_chooses_what_bills_and_where_it_goes(ordered, sent):
    books, (challan, buyer) = ordered, sent
    jhansi = books.ask(queries.detail, buyer).registrations[0].id
    assert [words for _, words in books.ask(registrations.choices, buyer)] == [
        f"{MP} · Madhya Pradesh",
        f"{UP} · Jhansi works · Uttar Pradesh",
    ]
    own = draft(challan, buyer)
    usual = books.ask(invoice_service.propose, own)
    assert (usual.buyer.gstin, usual.place_of_supply) == (MP, "23")
    billed = draft(challan, buyer, registration_id=jhansi, consignee_registration_id=0)
    proposed = books.ask(invoice_service.propose, billed)
    assert (proposed.buyer.gstin, proposed.buyer.address) == (UP, JHANSI["address"])
    assert (proposed.place_of_supply, proposed.tax_split) == ("09", TaxSplit.IGST)
    assert (proposed.consignee.gstin, proposed.consignee.address) == (MP, "Gate 4")
    with pytest.raises(NotFound):
        books.ask(invoice_service.propose, draft(challan, buyer, registration_id=99))
    issued = invoice_service.issue(books, ACTOR, billed)
    keep(books, buyer, is_default=True, registrations=[])
    held = books.ask(invoices.detail, issued.id)
    assert (held.buyer.gstin, held.buyer.name, held.party_id) == (UP, "BHEL", buyer)
    whole(books)


def draft(challan, party, **more):
    return InvoiceDraft(challan_id=challan, date=date(2026, 3, 11), party_id=party, **more)


def test_orders_of_a_merged_department_keep_its_gstin(ordered):
    books = ordered
    row = books.ask(orders.page, Filter(), None, 1, 0)[0]
    department = order(books, row.number).department_no
    stays = keep(books, department_no="1")
    goes = save(
        books,
        ACTOR,
        make(
            PartyDraft,
            {"name": "BHEL Jhansi", "gstin": UP, "department_no": department, "address": "Jhansi"},
        ),
    )
    party_merging.merge(books, ACTOR, stays_id=stays, goes_id=goes, keep_gstin=True)
    line = order(books, row.number).items[0]
    made = send(books, row.number, [(line.item_no, line.lots[0].lot_no, "1")])
    held = books.ask(challans.detail, made.id)
    assert (held.consignee.name, held.consignee.gstin) == ("BHEL", UP)
    proposed = books.ask(invoice_service.propose, InvoiceDraft(challan_id=made.id, date=held.date))
    assert (proposed.buyer.gstin, proposed.buyer.address, proposed.place_of_supply) == (
        UP, "Jhansi", "09",
    )  # fmt: skip
    with pytest.raises(Conflict, match="meanwhile"):
        save(books, ACTOR, make(PartyDraft, {"name": "B"}), stays, version=1)
    whole(books)
