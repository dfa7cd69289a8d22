"""From the desk to a client: papers made here are told whole, and their totals are those they bear."""

import json
from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.gst import Discount, DiscountBasis, DiscountKind
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.queries import stated_vouchers
from senstosales.services import quotations as quotation_service
from senstosales.services import stated_documents
from senstosales.services import vouchers as voucher_service
from senstosales.services.office import save_settings
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.api.vouchers import contract
from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, QUOTATION
from tests.playing import ACTOR, bill, import_pages, play, send, whole

D = Decimal
KINDS_OF = {
    INVOICE: VoucherKind.INVOICE, QUOTATION: VoucherKind.QUOTATION,
    DEBIT_NOTE: VoucherKind.DEBIT_NOTE, CHALLAN: VoucherKind.CHALLAN,
}  # fmt: skip
INCLUSIVE, SILENT, EXCLUSIVE = "6629110", "6639103", "7239106"
BUYER = PartyOnPaperDraft(
    name="Satpura Limited", state_code="23", address="Raisen", designation="GM"
)


@pytest.fixture(scope="module")
def office(opened):
    """An office with orders; goods of one were sent, billed and received."""
    made = opened()
    play(made.books, "srv-simple")
    import_pages(made.books, "po-gem-inclusive", "po-kg-fractions")
    return made


@pytest.fixture(scope="module")
def api(office):
    return office.owner


def told(api, kind, number):
    """The document with that number, as the list and the single call tell it."""
    (found,) = [d for d in api.listed(kind, search=number) if d[kind.number] == number]
    assert api.got(kind, found["id"]) == found
    fields = {row.name for row in contract.base(kind.section)} - {kind.id_key, "id"}
    assert set(found) == fields | contract.LIVE | {kind.id_key, "id"}
    return found


def computed(kind, document):
    """What the contract's clients make of a document."""
    body = json.loads(json.dumps(document), parse_float=Decimal)
    return stated_documents.compute(
        stated_documents.read(body, stated_documents.StatedKind(kind.one))
    )


def printed(office, kind, document):
    """The paper of the books that a document is, as it is printed."""
    return office.books.ask(stated_vouchers.on_paper, KINDS_OF[kind], document["id"])


def agrees(office, kind, document):
    """The client's total is the paper's, and its taxes are."""
    paper, sums = printed(office, kind, document), computed(kind, document)
    assert sums.total == paper.total
    assert (sums.taxable, sums.cgst, sums.igst) == (paper.taxable, paper.cgst, paper.igst)
    return paper


def test_a_challan_of_an_order_whose_rates_contain_gst(office, api):
    send(office.books, INCLUSIVE, [(1, 1, "2")], number="CH-1",
         particulars={"vehicle_no": "MP04 GA 1", "lr_no": "LR-5", "eway_bill_no": "77"})  # fmt: skip
    document = told(api, CHALLAN, "CH-1")
    assert document["status"] == "pending"
    assert document["challanDate"] == "2026-03-10"
    (line,) = document["items"]
    assert (line["quantity"], line["unitPrice"], line["gstPercent"]) == (2, 12390, 18)
    assert line["taxInclusive"] is True
    assert line["itemId"] == "AM9900180016"
    assert line["itemName"].strip()
    assert document["otherDetails"]["poNumber"] == INCLUSIVE
    assert document["otherDetails"]["poDate"] == "2022-12-07"
    assert document["otherDetails"]["eWayBillNumber"] == "77"
    transport = document["transportInfo"]
    assert (transport["vehicleNumber"], transport["docNo"]) == ("MP04 GA 1", "LR-5")
    assert (transport["placeOfSupplyStateCode"], transport["supplyTypeDisplay"]) == (
        "23",
        "intrastate",
    )
    assert document["seller"]["firmName"] == "NARMADA PRECISION WORKS"
    assert document["buyerName"].startswith("BHARAT HEAVY")
    paper = agrees(office, CHALLAN, document)
    assert (paper.total, paper.taxable) == (D("24780.00"), D("21000.00"))


def test_a_challan_of_an_order_that_says_nothing_of_gst(office, api):
    send(office.books, SILENT, [(1, 2, "4"), (3, 1, "8")], number="CH-2")
    document = told(api, CHALLAN, "CH-2")
    assert [line["unitPrice"] for line in document["items"]] == [152.75, 39.125]
    assert {line["gstPercent"] for line in document["items"]} == {18}
    assert not any(line["taxInclusive"] for line in document["items"])
    assert agrees(office, CHALLAN, document).taxable == D("924.00")


def test_the_offices_usual_rate_holds_where_the_order_states_none(office, api):
    send(office.books, EXCLUSIVE, [(2, 1, "1.5")], number="CH-3")
    save_settings(office.books, ACTOR, {"gst_rate": "5"})
    assert told(api, CHALLAN, "CH-3")["items"][0]["gstPercent"] == 5
    save_settings(office.books, ACTOR, {"gst_rate": "18"})
    assert told(api, CHALLAN, "CH-3")["items"][0]["gstPercent"] == 18


def test_a_challan_that_is_billed_bears_the_rates_of_its_invoice(office, api):
    challan = send(office.books, INCLUSIVE, [(1, 2, "1")], number="CH-4")
    bill(office.books, challan, number="B-4", price_inclusive=False,
         lines=({"position": 0, "gst_rate": D(5), "hsn": "84831010"},))  # fmt: skip
    document = told(api, CHALLAN, "CH-4")
    (line,) = document["items"]
    assert (line["gstPercent"], line["taxInclusive"], line["hsnSac"]) == (5, False, "84831010")
    invoice = told(api, INVOICE, "B-4")
    assert invoice["items"] == document["items"]
    assert invoice["otherDetails"]["challanNumber"] == "CH-4"
    assert agrees(office, CHALLAN, document).total == agrees(office, INVOICE, invoice).total


def test_a_challan_that_an_srv_names_is_delivered(office, api):
    assert told(api, CHALLAN, "61")["status"] == "delivered"
    assert "61" in [d["challanNumber"] for d in api.listed(CHALLAN, status="delivered")]
    assert "61" not in [d["challanNumber"] for d in api.listed(CHALLAN, status="pending")]
    assert told(api, INVOICE, "61")["status"] == "saved"


def test_what_an_srv_names_is_not_deleted_and_not_cancelled(office, api):
    for kind in (CHALLAN, INVOICE):
        document = told(api, kind, "61")
        cancel = api.put(api.at(kind, document["id"]), json={"status": "cancelled"})
        for answer in (api.delete(api.at(kind, document["id"])), cancel):
            assert answer.status_code == 409
            assert set(answer.json()) == {"message", "code"}
            assert answer.json()["code"] == "VOUCHER_IN_USE"
        assert told(api, kind, "61") == document


def test_goods_and_taxes_of_an_orders_paper_are_changed_at_the_desk(office, api):
    send(office.books, INCLUSIVE, [(1, 2, "1")], number="CH-5")
    document = told(api, CHALLAN, "CH-5")
    line = {**document["items"][0], "quantity": 2}
    transport = {**document["transportInfo"], "supplyTypeDisplay": "interstate"}
    for change in (
        {"items": [line]}, {"items": [*document["items"], line]}, {"challanDate": "2026-03-11"},
        {"buyerName": "Somebody else"}, {"seller": {"firmName": "x", "gstNumber": "y"}},
        {"globalDiscountValue": 5}, {"roundOff": 1}, {"tcsInfo": {"percentage": 1, "basis": "finalAmount"}},
        {"additionalCharges": [{"name": "F", "amount": 1, "gstPercent": 0}]},
        {"transportInfo": transport}, {"otherDetails": {"reverseCharge": True}},
    ):  # fmt: skip
        answer = api.put(api.at(CHALLAN, document["id"]), json=change)
        assert (answer.status_code, answer.json()["code"]) == (409, "VOUCHER_IN_USE"), change
        assert next(iter(change)) in answer.json()["message"]
    assert told(api, CHALLAN, "CH-5") == document


def test_the_rest_of_an_orders_paper_may_change_and_the_desk_sees_it(office, api):
    send(office.books, INCLUSIVE, [(1, 2, "1")], number="CH-6",
         particulars={"report": "DR 5", "department_no": "0312"})  # fmt: skip
    document = told(api, CHALLAN, "CH-6")
    before = printed(office, CHALLAN, document)
    transport = {**document["transportInfo"], "vehicleNumber": "MP04 X 9"}
    changes = {"transportInfo": transport, "notes": "Handle with care", "status": "delivered",
               "challanNumber": "DC-000006", "termsAndConditions": ["As agreed"]}  # fmt: skip
    changed = api.changed(CHALLAN, document["id"], **changes)
    assert {key: changed[key] for key in changes} == changes
    paper = printed(office, CHALLAN, document)
    assert paper.number == "DC-000006"
    assert paper.particulars.vehicle_no == "MP04 X 9"
    assert (paper.particulars.report, paper.particulars.department_no) == ("DR 5", "0312")
    assert paper.particulars.terms == ("As agreed",)
    assert (paper.lines, paper.total, paper.order) == (before.lines, before.total, before.order)
    again = api.changed(CHALLAN, document["id"], status="pending", notes="")
    assert (again["status"], again["notes"]) == ("pending", "")
    assert printed(office, CHALLAN, document).particulars.report == "DR 5"
    assert api.changed(CHALLAN, document["id"], status="cancelled")["status"] == "cancelled"
    back = api.put(api.at(CHALLAN, document["id"]), json={"status": "pending"})
    assert (back.status_code, back.json()["code"]) == (409, "VOUCHER_IN_USE")
    send(office.books, INCLUSIVE, [(1, 2, "1")], number="CH-6b")  # what was cancelled can be sent
    whole(office.books)


def test_a_document_sent_back_whole_changes_nothing(office, api):
    for kind in (INVOICE, CHALLAN, QUOTATION, DEBIT_NOTE):
        for document in api.listed(kind):
            if document["status"] == "cancelled" and kind is INVOICE:
                continue
            before = printed(office, kind, document)
            again = api.changed(kind, document["id"], **document)
            assert {**again, "updatedAt": document["updatedAt"]} == document
            paper = printed(office, kind, document)
            assert (paper.total, paper.lines, paper.buyer) == (
                before.total,
                before.lines,
                before.buyer,
            )
    whole(office.books)


def free(office, **facts):
    line = {"description": "Spacer", "quantity": D("3"), "price": D("33.335"), "gst_rate": D(18),
            "hsn": "73182990", "material_code": "SP-1", "unit": "NOS"}  # fmt: skip
    draft = VoucherDraft(**{
        "kind": VoucherKind.INVOICE, "date": date(2026, 3, 12), "buyer": BUYER, "nature": Nature.TAX_INVOICE,
        "lines": (GoodsLineDraft(**line), GoodsLineDraft(**line | {"inclusive": True})), **facts,
    })  # fmt: skip
    return voucher_service.create(office.books, ACTOR, draft)


def test_a_free_invoice_with_a_discount_before_tax(office, api):
    made = free(office, discount=Discount(DiscountKind.FLAT, D("11.11")),
                discount_basis=DiscountBasis.BEFORE_TAX, round_to_rupee=True,
                charges=(ChargeDraft(name="Freight", amount=D("12.345"), gst_rate=D(18)),),
                particulars=ParticularsDraft(payment_terms="30 days", notes="N"))  # fmt: skip
    document = told(api, INVOICE, made.number)
    paper = agrees(office, INVOICE, document)
    assert paper.trade_discount == D("11.11")
    assert document["globalDiscountValue"] == 0
    assert {line["discountType"] for line in document["items"]} == {"flat"}
    assert document["roundOff"] == float(paper.round_off)
    assert document["termsAndConditions"] == ["Payment: 30 days"]
    assert document["buyerAddress"] == "GM\nRaisen"
    assert document["dueDate"] is None


def test_a_bill_of_supply(office, api):
    made = free(office, nature=Nature.BILL_OF_SUPPLY)
    document = told(api, INVOICE, made.number)
    assert document["type"] == "billOfSupply"
    assert agrees(office, INVOICE, document).tax == 0


def test_reverse_charge_is_told_and_not_rounded_away(office, api):
    made = free(office, reverse_charge=True)
    document = told(api, INVOICE, made.number)
    assert document["otherDetails"]["reverseCharge"] is True
    assert document["roundOff"] is None


def test_a_note_of_the_desk_names_its_invoice(office, api):
    made = free(office)
    note = free(
        office, kind=VoucherKind.DEBIT_NOTE, nature=None, reference_id=made.id, reason="Rate"
    )
    original, document = told(api, INVOICE, made.number), told(api, DEBIT_NOTE, note.number)
    assert document["referenceInvoiceId"] == original["id"]
    assert document["referenceInvoiceNumber"] == made.number
    assert document["reason"] == "Rate"
    assert document in api.listed(DEBIT_NOTE, referenceInvoiceId=original["id"])
    held = api.delete(api.at(INVOICE, original["id"]))
    assert (held.status_code, held.json()["code"]) == (409, "VOUCHER_IN_USE")
    agrees(office, DEBIT_NOTE, document)


def test_a_quotation_of_the_desk(office, api):
    facts = {"kind": VoucherKind.QUOTATION, "nature": None, "valid_until": date(2026, 3, 15)}
    made = free(office, state=VoucherState.SENT, **facts)
    document = told(api, QUOTATION, made.number)
    assert (document["status"], document["validUntil"]) == ("expired", "2026-03-15")
    assert document in api.listed(QUOTATION, status="expired")
    assert document not in api.listed(QUOTATION, status="sent")
    quotation_service.answer(office.books, ACTOR, made.id, accepted=True)
    assert told(api, QUOTATION, made.number)["status"] == "accepted"
    voucher_service.cancel(office.books, ACTOR, VoucherKind.QUOTATION, made.id, "Withdrawn")
    withdrawn = told(api, QUOTATION, made.number)
    assert withdrawn["status"] == "expired"
    assert withdrawn in api.listed(QUOTATION, status="expired")


def test_the_desk_changes_a_paper_of_the_contract(office, api):
    """What the desk changes is told as the desk has it; what it does not know is gone."""
    made = api.made(QUOTATION, status="draft", signatureUrl="https://example.in/s.png")
    paper = printed(office, QUOTATION, made)
    draft = VoucherDraft(kind=VoucherKind.QUOTATION, date=date(2026, 3, 1), state=VoucherState.DRAFT,
                         number=paper.number, buyer=BUYER, lines=())  # fmt: skip
    voucher_service.change(office.books, ACTOR, paper.id, draft)
    document = told(api, QUOTATION, made["quotationNumber"])
    assert (document["buyerName"], document["items"]) == ("Satpura Limited", [])
    assert document["signatureUrl"] is None
    assert document["id"] == made["id"]


def test_the_desk_cancels_a_paper_of_the_contract(office, api):
    made = api.made(INVOICE, **INVOICE.full())
    paper = printed(office, INVOICE, made)
    voucher_service.cancel(office.books, ACTOR, VoucherKind.INVOICE, paper.id, "Sent twice")
    document = told(api, INVOICE, made["invoiceNumber"])
    assert document["status"] == "cancelled"
    assert {**document, "status": "saved", "updatedAt": made["updatedAt"]} == made
