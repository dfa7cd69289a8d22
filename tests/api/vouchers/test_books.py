"""From a client to the books: figures, registers, reports and the other doors see the contract's papers."""

import json
from datetime import date
from decimal import Decimal
from urllib.parse import quote

import pytest

from senstosales.domain.kinds import Status, TaxSplit, VoucherKind
from senstosales.queries import (
    challans,
    figures,
    invoices,
    listing,
    quotations,
    reports,
    stated_vouchers,
    tax_notes,
)
from senstosales.queries.columns import Filter
from senstosales.queries.reports import Period
from senstosales.services import stated_documents
from tests.api.vouchers.bodies import (
    BANK,
    CHALLAN,
    DEBIT_NOTE,
    INVOICE,
    KINDS,
    LINE,
    QUOTATION,
    SELLER,
    TRANSPORT,
    WORKED,
)
from tests.api.vouchers.test_desk import KINDS_OF
from tests.playing import whole

D = Decimal
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(scope="module")
def office(opened):
    return opened()


@pytest.fixture(scope="module")
def api(office):
    return office.owner


def kept(office, kind, document):
    return office.books.ask(stated_vouchers.on_paper, KINDS_OF[kind], document["id"])


def row_of(office, register, number):
    with office.books.read() as session:
        wanted = Filter(words=(number,))
        (row,) = register.REGISTER.page(session, wanted, None, 10, 0)
        return row


FIGURES = [
    ({}, None), (WORKED, D("2175.41")), ({**WORKED, "transportInfo": TRANSPORT}, D("2175.41")),
    ({**WORKED, "roundOff": -0.005, "tcsInfo": {"percentage": 0.1, "basis": "taxableAmount"}}, None),
    ({"items": [{**LINE, "quantity": 0.333, "unitPrice": 33.333333333333336}] * 7}, None),
    ({"items": [{**LINE, "taxInclusive": True, "gstPercent": 5, "unitPrice": 0.01}] * 3}, None),
    ({"additionalCharges": [{"name": "F", "amount": 100 / 3, "gstPercent": 12.5}]}, None),
    ({"globalDiscountType": "flat", "globalDiscountValue": 10**9}, D("0.00")),
    ({"otherDetails": {"reverseCharge": True}}, None),
    ({"items": [{**LINE, "discountPercent": 250}]}, D("0.00")),
]  # fmt: skip


@pytest.mark.parametrize("place", range(len(FIGURES)))
def test_figures_are_those_that_clients_show(office, api, kind, place):
    changes, total = FIGURES[place]
    document = api.made(kind, **changes)
    body = json.loads(json.dumps(document), parse_float=Decimal)
    read = stated_documents.read(body, stated_documents.StatedKind(kind.one))
    sums, paper = stated_documents.compute(read), kept(office, kind, document)
    for name in (
        "total",
        "taxable",
        "cgst",
        "sgst",
        "igst",
        "cess",
        "tcs",
        "discount",
        "round_off",
    ):
        assert getattr(paper, name) == getattr(sums, name), name
    if total is not None and kind is not QUOTATION:
        assert paper.total == total
    again = api.changed(kind, document["id"], notes="the same figures")
    assert kept(office, kind, again).total == paper.total


def test_a_bill_of_supply_bears_no_tax(office, api):
    paper = kept(office, INVOICE, api.made(INVOICE, type="billOfSupply"))
    assert (paper.total, paper.tax) == (D("900.00"), 0)


@pytest.mark.parametrize(
    ("changes", "split", "place"),
    [({}, TaxSplit.IGST, ""), ({"transportInfo": TRANSPORT}, TaxSplit.CGST_SGST, "23"),
     ({"transportInfo": {"placeOfSupplyStateCode": "27"}}, TaxSplit.IGST, "27"),
     ({"transportInfo": {"placeOfSupply": "Maharashtra"}}, TaxSplit.IGST, "27"),
     ({"buyerGstin": "27AAACS0000B1ZE"}, TaxSplit.IGST, "27"),
     ({"transportInfo": {"supplyTypeDisplay": "intrastate"}, "buyerStateCode": "23"},
      TaxSplit.CGST_SGST, "23"),
     ({"seller": {**SELLER, "stateCode": "4"}, "transportInfo": {"placeOfSupplyStateCode": "04"}},
      TaxSplit.CGST_UTGST, "04")],
)  # fmt: skip
def test_which_taxes(office, api, changes, split, place):
    paper = kept(office, INVOICE, api.made(INVOICE, **changes))
    assert (paper.tax_split, paper.place_of_supply) == (split, place)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-02-03", date(2026, 2, 3)), ("03/02/2026", date(2026, 2, 3)),
     ("3-2-2026", date(2026, 2, 3)), ("2026-02-02T18:30:00.000Z", date(2026, 2, 3)),
     ("2026-02-03T00:00:00.000", date(2026, 2, 3)), (" 2026-02-03 ", date(2026, 2, 3)),
     ("2026-02-31", None), ("tomorrow", None), ("", None), (None, None), ("0001-01-01", None),
     ("9999-12-31T23:59:59-12:00", None)],
)  # fmt: skip
def test_dates_are_echoed_and_read_where_they_can_be(office, api, kind, text, day):
    made = api.made(kind, **{kind.date: text})
    assert made[kind.date] == text
    assert kept(office, kind, made).date == (day or date(2026, 3, 16))
    assert api.changed(kind, made["id"], notes="x")[kind.date] == text


def test_a_date_that_cannot_be_read_stays_the_day_of_creation(office, api):
    made = api.made(INVOICE, invoiceDate="soon")
    office.clock.move(days=5)
    assert kept(office, INVOICE, api.changed(INVOICE, made["id"], notes="x")).date == date(
        2026, 3, 16
    )
    assert kept(
        office, INVOICE, api.changed(INVOICE, made["id"], invoiceDate="later")
    ).date == date(2026, 3, 16)
    office.clock.move(days=-5)


def test_what_the_paper_says(office, api):
    made = api.made(INVOICE, **INVOICE.full())
    paper = kept(office, INVOICE, made)
    assert (paper.buyer.name, paper.buyer.gstin, paper.buyer.state_code) == (
        "Bharat Stores", "23AAACS0000B1ZM", "23",
    )  # fmt: skip
    assert (paper.consignee.name, paper.consignee.address) == (
        "Gate 5",
        "Gate 5\nBhopal, Madhya Pradesh",
    )
    assert (paper.seller.name, paper.seller.gstin) == (SELLER["firmName"], SELLER["gstNumber"])
    assert (paper.seller.bank_account, paper.seller.upi_id) == (
        BANK["accountNumber"],
        BANK["upiId"],
    )
    said = paper.particulars
    assert (said.vehicle_no, said.transporter, said.lr_no, said.distance) == (
        "MP04 GA 4471", "Satpura Carriers", "LR-77", "12.5",
    )  # fmt: skip
    assert (said.buyers_order_no, said.buyers_order_date) == ("6639103", date(2026, 2, 1))
    assert (said.notes, said.terms) == ("Packed in cases", ("Goods once sold",))
    assert said.custom_fields[0].name == "Project"
    assert paper.due_date == date(2026, 4, 15)
    assert paper.reverse_charge


def test_a_quotation_says_whom_to_ask_and_where_goods_leave(office, api):
    paper = kept(office, QUOTATION, api.made(QUOTATION, **QUOTATION.full()))
    assert paper.particulars.contacts[0].name == "Ravi"
    assert paper.particulars.dispatch_from == "Plot 7"
    assert paper.valid_until == date(2026, 4, 16)


def test_heads_in_any_shape(office, api):
    head = {**SELLER, "address": {"street": "Plot 7", "city": "Bhopal", "pin": 462023},
            "phone": 98, "email": ["a@b.in"], "stateCode": None, "x": {"y": [None]}}  # fmt: skip
    paper = kept(office, INVOICE, api.made(INVOICE, seller=head))
    assert paper.seller.address == "Plot 7, Bhopal, 462023"
    assert (paper.seller.phone, paper.seller.email) == ("98", "a@b.in")


def test_what_cannot_be_printed_is_kept_and_not_printed(office, api):
    made = api.made(INVOICE, buyerName="Bharat\x00\x07 Stores\n", notes="a\x1fb")
    assert made["buyerName"] == "Bharat\x00\x07 Stores\n"
    assert kept(office, INVOICE, made).buyer.name == "Bharat Stores"


def test_invoices_stand_in_the_desks_register_and_its_gst(office, api):
    before = office.books.ask(figures.of_invoices)
    totals = office.books.ask(invoices.totals, Filter())
    made = api.made(INVOICE, **{**WORKED, "transportInfo": TRANSPORT}, buyerGstin="23AAACS0000B1ZM")
    row = row_of(office, invoices, made["invoiceNumber"])
    assert (row.buyer, row.buyer_gstin, row.total) == (
        "Bharat Stores",
        "23AAACS0000B1ZM",
        D("2175.41"),
    )
    assert row.status is Status.ISSUED
    after = office.books.ask(figures.of_invoices)
    assert after.count == before.count + 1
    assert after.total - before.total == D("2175.41")
    assert after.gst - before.gst == row.tax == row.cgst + row.sgst
    assert (
        office.books.ask(invoices.totals, Filter()).sums["total"]
        == totals.sums["total"] + row.total
    )
    entries = office.books.ask(reports.invoice_register, MARCH)
    (entry,) = [e for e in entries if e.invoice_number == made["invoiceNumber"]]
    assert entry.total_invoice_value == D("2175.41")


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_drafts_and_cancelled_invoices_count_nowhere(office, api, status):
    before = office.books.ask(figures.of_invoices)
    totals = office.books.ask(invoices.totals, Filter())
    made = api.made(INVOICE, status=status)
    assert office.books.ask(figures.of_invoices) == before
    assert office.books.ask(invoices.totals, Filter()).sums == totals.sums
    assert made["invoiceNumber"] not in [
        entry.invoice_number for entry in office.books.ask(reports.invoice_register, MARCH)
    ]
    word = {"draft": Status.DRAFT, "cancelled": Status.CANCELLED}[status]
    assert row_of(office, invoices, made["invoiceNumber"]).status is word


def test_challans_wait_for_no_invoice(office, api):
    waiting = office.books.ask(figures.of_challans).waiting
    pending, delivered = api.made(CHALLAN, status="pending"), api.made(CHALLAN)
    assert office.books.ask(figures.of_challans).waiting == waiting
    assert row_of(office, challans, pending["challanNumber"]).status is Status.ISSUED
    assert row_of(office, challans, delivered["challanNumber"]).status is Status.DELIVERED


@pytest.mark.parametrize(("kind_of", "module"), [(QUOTATION, quotations), (DEBIT_NOTE, tax_notes)])
def test_quotations_and_notes_stand_in_their_lists(office, api, kind_of, module):
    made = api.made(kind_of, **WORKED)
    row = row_of(office, module, made[kind_of.number])
    assert (row.party, row.total) == ("Bharat Stores", kept(office, kind_of, made).total)
    assert row.status is (Status.SENT if kind_of is QUOTATION else Status.ISSUED)


def test_a_note_leans_on_its_invoice(office, api):
    invoice = api.made(INVOICE)
    note = api.made(DEBIT_NOTE, referenceInvoiceId=invoice["id"], referenceInvoiceNumber="x")
    paper = kept(office, DEBIT_NOTE, note)
    assert paper.reference.number == invoice["invoiceNumber"]
    held = api.delete(api.at(INVOICE, invoice["id"]))
    assert held.status_code == 409
    assert held.json()["code"] == "VOUCHER_IN_USE"
    assert note["invoiceNumber"] in held.json()["message"]
    assert api.delete(api.at(DEBIT_NOTE, note["id"])).status_code == 204
    assert api.delete(api.at(INVOICE, invoice["id"])).status_code == 204


def test_deleted_papers_are_in_no_list_and_stay_in_the_books(office, api):
    made = api.made(INVOICE)
    uid = made["id"]
    api.delete(api.at(INVOICE, uid))
    assert office.books.ask(stated_vouchers.position, VoucherKind.INVOICE, uid)
    with office.books.read() as session:
        assert (
            invoices.REGISTER.page(session, Filter(words=(made["invoiceNumber"],)), None, 5, 0)
            == []
        )


PATHS = (
    "/api/dc/", "/api/invoice", "/api/dc/stats", "/api/invoice/stats", "/api/dashboard/summary",
    "/api/dashboard/activity", "/api/dashboard/insights", "/api/reports/sales",
    "/api/reports/register/dc", "/api/reports/register/invoice", "/api/reports/kpis",
    "/api/reports/daily-dispatch", "/api/search/?q=INV",
)  # fmt: skip


def test_other_doors_bear_with_empty_and_odd_papers(office, api):
    for kind in KINDS:
        body = kind.body(status=kind.lenient, buyerName=..., items=...)
        made = api.post(api.at(kind), json=body).json()[kind.one]
        api.changed(kind, made["id"], status=kind.usual)
        pictures = {"notes": "भारत" * 900, "items": [{**LINE, "itemName": "x" * 4000}] * 3}
        api.made(kind, **{kind.number: f"{kind.prefix}/odd number {kind.one}"}, **pictures)
    for path in PATHS:
        answer = api.get(path)
        assert answer.status_code == 200, (path, answer.text)
    for start, key in (("/api/dc/", "dc_number"), ("/api/invoice/", "invoice_number")):
        for row in api.get(start.rstrip("/")).json():
            answer = api.get(start + quote(row[key], safe=""))
            assert answer.status_code == 200, (row, answer.text)
    with office.books.read() as session:
        for register in listing.registers().values():
            rows = register.page(session, Filter(), None, 500, 0)
            register.totals(session, Filter())
            for row in rows:
                assert all(hasattr(row, column.key) for column in register.columns)
    whole(office.books)
