"""Challans and invoices: told as the books hold them, made as they are sent, refused with a reason."""

import pytest

from senstosales.domain.kinds import VoucherKind
from senstosales.queries import challans, figures, invoices, linked, open_invoices, vouchers
from senstosales.queries.columns import Filter
from senstosales.services import payments
from senstosales.services.payments import PaymentDraft, PaymentLineDraft
from tests.api.conftest import refused
from tests.api.fields import has
from tests.playing import ACTOR, whole

ORDER = "6639109"  # one item, nothing sent yet; its first lot holds 250 of 400


def item_of(api, number=ORDER):
    return api.got(f"/api/po/{number}")["items"][0]


def dc_in(api, number="D-1", quantity=10, **head):
    line = {
        "po_item_id": item_of(api)["id"], "lot_no": 1, "dispatch_qty": quantity,
        "hsn_code": None, "hsn_rate": None,
    }  # fmt: skip
    return {
        "dc": {"dc_number": number, "dc_date": "2024-01-05", "po_number": ORDER} | head,
        "items": [line],
    }


def invoice_in(challan="D-1", number="I-1", **more):
    return {
        "invoice_number": number, "invoice_date": "2024-01-08", "dc_number": challan,
        "buyer_name": "BHEL Bhopal", "buyer_gstin": "23AAACS0000B1ZM",
    } | more  # fmt: skip


def challan(api, number):
    found = api.books.ask(vouchers.find, VoucherKind.CHALLAN, number)
    return api.books.ask(challans.detail, found)


def test_the_list_of_challans(story):
    listed = story.got("/api/dc/")
    rows = {row.number: row for row in story.books.ask(challans.page, Filter(), None, 99, 0)}
    supply = story.books.ask(linked.supply_of_challans, [row.id for row in rows.values()])
    assert len(listed) == len(rows) == 11
    for item in listed:
        has("DCListItem", item)
        row = rows[item["dc_number"]]
        assert item["total_value"] == float(row.value)
        assert item["total_dispatched_quantity"] == float(row.quantity)
        assert item["total_received_quantity"] == float(supply[row.id].received)
        assert item["total_ordered_quantity"] == float(supply[row.id].ordered)
        assert item["total_pending_quantity"] == float(supply[row.id].pending)
        whole_one = story.got(f"/api/dc/{item['dc_number']}")["header"]
        for name in ("dc_date", "po_number", "consignee_name", "status", "total_value"):
            assert whole_one[name] == item[name], name
    assert {item["status"] for item in listed} == {"Delivered", "Closed"}
    of_order = story.got("/api/dc/", po="5839102")
    assert [item["dc_number"] for item in of_order] == ["71", "52"]
    assert story.got("/api/dc/", po="5839") == []
    assert story.got("/api/dc/", limit=3, page=2) == listed[3:6]


def test_the_statistics_of_challans(story):
    stats, found = story.got("/api/dc/stats"), story.books.ask(figures.of_challans)
    has("DCStats", stats)
    assert stats["total_challans"] == found.total == 11
    assert (stats["pending_delivery"], stats["completed_delivery"]) == (
        found.waiting,
        found.invoiced,
    )
    assert stats["total_value"] == float(found.value)
    assert sum(item["total_value"] for item in story.got("/api/dc/")) == pytest.approx(
        stats["total_value"]
    )


def test_a_challan_whole(story):
    told, held = story.got("/api/dc/52"), challan(story, "52")
    has("DCHeader", told["header"])
    assert told["header"]["supplier_gstin"] == "23AAKFN4471M1ZX"
    assert told["header"]["vehicle_no"] == "MP04 GA 4471"
    assert told["header"]["invoice_number"] == "52"
    for line, kept in zip(told["items"], held.lines, strict=True):
        has("DCLine", line)
        assert (
            line["dispatch_quantity"] == line["dispatched_quantity"] == float(kept.quantity) == 300
        )
        assert line["ord_qty"] == line["ordered_quantity"] == float(kept.item_quantity)
        assert line["received_quantity"] == float(kept.item_received)
        assert line["remaining_post_dc"] == float(kept.lot_quantity - kept.lot_dispatched)
    assert story.got("/api/dc/52/invoice") == {"has_invoice": True, "invoice_number": "52"}
    assert story.got("/api/dc/6/invoice") == {"has_invoice": False}


def test_the_lots_of_an_order(story):
    for lot in story.got("/api/dc/po/4649105/lots")["lots"]:
        has("Lot", lot)
    lots = {lot["lot_no"]: lot for lot in story.got("/api/dc/po/4649105/lots")["lots"]}
    assert (lots[4]["ordered_qty"], lots[4]["remaining_qty"], lots[4]["received_qty"]) == (
        60,
        30,
        30,
    )
    assert lots[11]["remaining_qty"] == 45
    assert story.got("/api/reports/reconciliation", po="4649105") == {"lots": list(lots.values())}
    assert story.got("/api/dc/po/nope/lots") == {"lots": []}


def test_a_challan_is_made_with_everything_that_is_sent(api):
    head = {
        "department_no": "9", "consignee_name": "Stores", "consignee_gstin": "23AAACS0000B1ZM",
        "consignee_address": "Gate 5", "inspection_company": "SIB", "eway_bill_no": "12",
        "vehicle_no": "MP04", "lr_no": "L", "transporter": "T", "mode_of_transport": "Road",
        "remarks": "R", "our_ref": "O", "gc_number": "G", "gc_date": "2024-01-04",
    }  # fmt: skip
    sent = dc_in(api, **head)
    sent["items"][0] |= {"hsn_code": "85030090", "hsn_rate": 18, "no_of_packets": 2}
    assert api.made("/api/dc/", sent) == {"success": True, "dc_number": "D-1"}
    told = api.got("/api/dc/D-1")
    assert {name: told["header"][name] for name in head} == head
    line = told["items"][0]
    assert (line["hsn_code"], line["hsn_rate"], line["no_of_packets"]) == ("85030090", 18, 2)
    assert (line["lot_delivered_qty"], line["remaining_post_dc"]) == (10, 240)
    item = item_of(api)
    assert (item["delivered_quantity"], item["deliveries"][0]["linked_dcs"]) == (10, ["D-1"])
    again = {
        "dc": {"dc_number": "d-1", "dc_date": "2024-01-06", "remarks": "R2"},
        "items": dc_in(api)["items"],
    }
    again["items"][0]["dispatch_qty"] = 12
    api.made("/api/dc/D-1", again, "PUT")
    kept = api.got("/api/dc/D-1")
    assert {name: kept["header"][name] for name in head} == head | {"remarks": "R2"}
    line = kept["items"][0]
    assert line["dispatch_quantity"] == 12
    assert (line["hsn_code"], line["hsn_rate"], line["no_of_packets"]) == ("85030090", 18, 2)
    whole(api.books)


def test_a_replacement_stays_one_when_it_is_changed(api):
    told = api.got("/api/dc/71")
    lines = [{"po_item_id": told["items"][0]["po_item_id"], "dispatch_qty": 5}]
    api.made(
        "/api/dc/71", {"dc": {"dc_number": "71", "dc_date": "2023-12-05"}, "items": lines}, "PUT"
    )
    assert api.got("/api/dc/71")["header"]["is_replacement"] is True
    assert api.got("/api/po/5839102")["items"][0]["pending_quantity"] == 850


def test_why_a_challan_is_refused(api):
    def why(status, code, change=None, **head):
        sent = dc_in(api, **head)
        if change is None:
            sent["items"] = []
        else:
            sent["items"][0] |= change
        answer = api.post("/api/dc/", json=sent)
        refused(answer, status, code)
        return answer.json()["details"]

    why(400, "VALIDATION_ERROR", None)
    for change in ({"po_item_id": None}, {"po_item_id": "²"}, {"dispatch_qty": None},
                   {"dispatch_qty": 0}, {"dispatch_qty": -1}, {"dispatch_qty": 0.0001},
                   {"no_of_packets": 10**20}, {"hsn_code": "1"}, {"hsn_rate": 101}):  # fmt: skip
        why(400, "VALIDATION_ERROR", change)
    for head in ({"number": ""}, {"number": "x" * 17}, {"number": "a b"}, {"number": "0"},
                 {"dc_date": ""}, {"dc_date": "2017-06-30"}, {"dc_date": "2031-01-01"}):  # fmt: skip
        why(400, "VALIDATION_ERROR", {}, **head)
    facts = why(400, "BUSINESS_RULE_VIOLATION", {"dispatch_qty": 250.001})
    assert facts["invariant"] == "DC-1"
    assert (facts["lot_ordered"], facts["already_dispatched"]) == (250, 0)
    assert facts["remaining"] == 250
    for change in ({"lot_no": 9}, {"po_item_id": "99999"}, {"lot_no": 10**20}):
        why(404, "RESOURCE_NOT_FOUND", change)
    why(404, "RESOURCE_NOT_FOUND", {}, po_number="nope")
    api.made("/api/dc/", dc_in(api))
    why(409, "CONFLICT", {}, number="d-1")
    refused(api.post("/api/dc/", json={"dc": {"dc_number": "X"}, "items": []}), 422)
    whole(api.books)


def test_changing_and_deleting_a_challan_has_its_limits(api):
    line = dc_in(api)["items"]
    other = {"dc": {"dc_number": "other", "dc_date": "2024-01-05"}, "items": line}
    refused(api.put("/api/dc/61", json=other), 400)
    refused(api.put("/api/dc/nope", json=other), 404)
    held = api.got("/api/dc/61")["items"][0]
    same = [{"po_item_id": held["po_item_id"], "lot_no": held["lot_no"], "dispatch_qty": 1}]
    answer = api.put(
        "/api/dc/61", json={"dc": {"dc_number": "61", "dc_date": "2023-11-17"}, "items": same}
    )
    refused(answer, 409, "CONFLICT")
    assert answer.json()["details"]["invariant"] == "DC-2"
    refused(api.delete("/api/dc/61"), 409, "CONFLICT")
    refused(api.delete("/api/dc/nope"), 404)


def test_what_is_deleted_frees_its_number_and_stays_in_the_books(api):
    api.made("/api/dc/", dc_in(api))
    api.made("/api/invoice", invoice_in())
    refused(api.delete("/api/dc/D-1"), 409)
    assert api.delete("/api/invoice/I-1").json()["success"] is True
    refused(api.get("/api/invoice/I-1"), 404)
    assert api.delete("/api/dc/D-1/").json()["message"]
    for path in ("/api/dc/D-1", "/api/dc/D-1/invoice", "/api/dc/D-1/download", "/api/dc/D-1~12"):
        refused(api.get(path), 404)
    assert item_of(api)["delivered_quantity"] == 0
    api.made("/api/dc/", dc_in(api, quantity=7))
    api.made("/api/invoice", invoice_in())
    assert api.got("/api/dc/D-1")["items"][0]["dispatch_quantity"] == 7
    refused(api.delete("/api/invoice/61"), 409, "CONFLICT")
    whole(api.books)


def test_the_list_and_the_statistics_of_invoices(story):
    listed = story.got("/api/invoice")
    rows = {row.number: row for row in story.books.ask(invoices.page, Filter(), None, 99, 0)}
    assert len(listed) == len(rows) == 9
    for item in listed:
        has("InvoiceListItem", item)
        row = rows[item["invoice_number"]]
        assert item["total_invoice_value"] == float(row.total)
        assert item["taxable_value"] == float(row.taxable)
        assert item["dc_number"] == item["linked_dc_numbers"] == row.challan_number
        assert item["customer_gstin"] == "23AAACS0000B1ZM"
        head = story.got(f"/api/invoice/{item['invoice_number']}")["header"]
        for name in ("invoice_date", "status", "taxable_value", "total_invoice_value", "dc_number"):
            assert head[name] == item[name], name
    assert {item["status"] for item in listed} == {"Overdue", "Paid"}
    assert [i["invoice_number"] for i in story.got("/api/invoice", dc="107")] == []
    assert [i["invoice_number"] for i in story.got("/api/invoice", dc="104")] == ["107"]
    assert {i["po_numbers"] for i in story.got("/api/invoice", po="4649105")} == {"4649105"}
    assert story.got("/api/invoice/", limit=4, page=3) == listed[8:]
    stats, found = story.got("/api/invoice/stats"), story.books.ask(figures.of_invoices)
    has("InvoiceStats", stats)
    left = story.books.ask(open_invoices.totals, Filter())
    assert stats["total_invoiced"] == float(found.total)
    assert stats["pending_payments"] == float(left.sums["open"])
    assert stats["gst_collected"] == float(found.gst)
    assert stats["pending_payments_count"] == left.count == 2


def test_what_was_paid_is_paid_in_the_list_and_in_the_figures(api):
    before = api.got("/api/invoice/stats")
    row = next(each for each in api.books.ask(open_invoices.page, Filter(), None, 1, 0))
    money = PaymentLineDraft(amount=row.open, invoice_id=row.id)
    draft = PaymentDraft(party_id=row.party_id, paid_on=row.date, lines=(money,))
    payments.save(api.books, ACTOR, draft)
    listed = {item["invoice_number"]: item["status"] for item in api.got("/api/invoice")}
    assert listed[row.number] == "Paid"
    assert api.got(f"/api/invoice/{row.number}")["header"]["status"] == "Paid"
    after = api.got("/api/invoice/stats")
    assert after["pending_payments"] == pytest.approx(before["pending_payments"] - float(row.open))
    assert after["pending_payments_count"] == before["pending_payments_count"] - 1
    assert after["total_invoiced"] == before["total_invoiced"]


def test_an_invoice_is_issued_with_everything_that_is_sent(api):
    api.made("/api/dc/", dc_in(api, "DC/24/1"))
    line = api.got("/api/dc/DC/24/1")["items"][0]
    sent = invoice_in(
        "DC/24/1", "INV/24/1", buyer_address="Piplani", buyer_state="Madhya Pradesh",
        buyer_state_code="23", place_of_supply="Madhya Pradesh", buyers_order_no="B1",
        buyers_order_date="2023-11-16", vehicle_no="MP04", lr_no="L", transporter="T",
        destination="Bhopal", terms_of_delivery="Free", gemc_number="G", gemc_date="2023-11-01",
        mode_of_payment="NEFT", despatch_doc_no="DD", srv_no="S", srv_date="2024-01-20",
        remarks="R", payment_terms="30 Days",
        items=[{
            "po_sl_no": "1", "description": "x", "hsn_sac": "8503", "quantity": 10, "unit": "NO",
            "rate": line["po_rate"], "taxable_value": 1, "cgst_amount": 1, "sgst_amount": 1,
            "total_amount": 3, "received_qty": 0, "no_of_packets": 4,
        }],
    )  # fmt: skip
    preview = api.got("/api/invoice/preview/DC/24/1")
    made = api.made("/api/invoice", sent)
    assert (made["success"], made["invoice_number"], made["items_count"]) == (True, "INV/24/1", 1)
    assert made["total_amount"] == preview["header"]["total_invoice_value"]
    for path in ("/api/invoice/INV/24/1", "/api/invoice/INV%2F24%2F1", "/api/invoice/INV/24/1/"):
        told = api.got(path)
    has("InvoiceHeader", told["header"])
    has("InvoiceLine", told["items"][0])
    for name, value in sent.items():
        if name not in ("items", "place_of_supply"):
            assert told["header"][name] == value, name
    assert told["header"]["place_of_supply"] == "23-Madhya Pradesh"
    assert told["header"]["total_invoice_value"] == made["total_amount"]
    assert told["items"][0]["no_of_packets"] == 4
    assert told["items"][0]["hsn_sac"] == "8503"
    parts = [told["items"][0][name] for name in ("taxable_value", "cgst_amount", "sgst_amount")]
    assert sum(parts) == pytest.approx(told["items"][0]["total_amount"])
    has("DCHeader", told["linked_dcs"][0])
    assert api.got("/api/dc/DC/24/1/invoice")["invoice_number"] == "INV/24/1"
    whole(api.books)


def test_why_an_invoice_is_refused(api):
    api.made("/api/dc/", dc_in(api))
    line = {"po_sl_no": "1", "description": "x", "quantity": 10, "rate": 0}
    for change in ({"buyer_name": " "}, {"invoice_number": ""}, {"dc_number": ""},
                   {"invoice_date": ""}, {"invoice_date": "x"}, {"invoice_number": "a b"},
                   {"place_of_supply": "Atlantis"}, {"items": [line, line]},
                   {"items": [line | {"quantity": 9}]}, {"items": [line | {"hsn_sac": "x"}]}):  # fmt: skip
        refused(api.post("/api/invoice", json=invoice_in() | change), 400, "VALIDATION_ERROR")
    refused(api.post("/api/invoice", json=invoice_in("nope")), 404, "RESOURCE_NOT_FOUND")
    missing = invoice_in()
    del missing["buyer_name"]
    refused(api.post("/api/invoice", json=missing), 422)
    api.made("/api/invoice", invoice_in())
    answer = api.post("/api/invoice", json=invoice_in(number="I-2"))
    refused(answer, 409, "CONFLICT")
    details = answer.json()["details"]
    assert (details["dc_number"], details["existing_invoice_number"]) == ("D-1", "I-1")
    assert {"invariant", "action"} <= set(details)
    api.made("/api/dc/", dc_in(api, "D-2"))
    refused(api.post("/api/invoice", json=invoice_in("D-2", "i-1")), 409, "CONFLICT")
    refused(api.get("/api/invoice/nope"), 404)
    refused(api.get("/api/invoice/nope/download"), 404)
    whole(api.books)


def test_lot_numbers_in_the_place_of_item_numbers_are_understood(api):
    items = api.got("/api/po/4649105")["items"]
    lines = [{"po_item_id": items[0]["id"], "lot_no": lot, "dispatch_qty": lot} for lot in (5, 6)]
    api.made("/api/dc/", {"dc": {"dc_number": "L", "dc_date": "2025-07-01"}, "items": lines})
    sent = [
        {"po_sl_no": str(lot), "description": "x", "quantity": lot, "rate": 0, "no_of_packets": lot}
        for lot in (5, 6)
    ]
    api.made("/api/invoice", invoice_in("L", "L", items=sent, invoice_date="2025-07-01"))
    told = api.got("/api/invoice/L")["items"]
    assert [(line["quantity"], line["no_of_packets"]) for line in told] == [(5, 5), (6, 6)]


def test_a_replacement_is_not_billed_again(api):
    answer = api.post("/api/invoice", json=invoice_in("71", invoice_date="2023-12-05"))
    refused(answer, 400, "BUSINESS_RULE_VIOLATION")
    assert api.got("/api/dc/71/invoice") == {"has_invoice": False}
