"""An existing web front end runs unchanged: its very calls, and the fields it reads of the answers."""

import json

import pytest

from tests.api.conftest import FRONT
from tests.playing import PAGES, whole

READS = {
    "/api/dashboard/summary": (
        "total_sales_month sales_growth pending_pos new_pos_today active_challans "
        "active_challans_growth total_po_value po_value_growth total_ordered total_delivered "
        "total_received"
    ),
    "/api/dashboard/activity?limit=20": "type number date party amount status",
    "/api/po/": (
        "po_number po_date supplier_name po_value amend_no po_status linked_dc_numbers "
        "total_ordered_quantity total_dispatched_quantity total_pending_quantity created_at"
    ),
    "/api/po/stats": "open_orders_count pending_approval_count total_value_ytd total_value_change",
    "/api/po/6639103": "header items",
    "/api/po/6639103/dc": "has_dc dc_number",
    "/api/dc/": "dc_number dc_date po_number consignee_name status total_value created_at",
    "/api/dc/stats": (
        "total_challans total_challans_change pending_delivery completed_delivery "
        "completed_change total_value"
    ),
    "/api/dc/61": "header items",
    "/api/dc/61/invoice": "invoice_number",
    "/api/invoice": (
        "invoice_number invoice_date po_numbers linked_dc_numbers customer_gstin taxable_value "
        "total_invoice_value created_at status"
    ),
    "/api/invoice/stats": (
        "total_invoiced pending_payments gst_collected total_invoiced_change "
        "pending_payments_count gst_collected_change"
    ),
    "/api/invoice/61": "header items",
    "/api/common/check-duplicate?type=DC&number=61&date=2023-11-17": (
        "exists financial_year conflict_type"
    ),
    "/api/srv/": (
        "srv_number srv_date po_number total_received_qty total_rejected_qty total_order_qty "
        "total_challan_qty total_accepted_qty po_found warning_message challan_numbers "
        "invoice_numbers"
    ),
    "/api/srv/po/6639103/srvs": "srv_number",
    "/api/srv/stats": "total_srvs total_received_qty total_rejected_qty missing_po_count rejection_rate",
    "/api/srv/21047": "header items",
    "/api/settings/": (
        "supplier_name supplier_address supplier_gstin supplier_contact supplier_state "
        "supplier_state_code cgst_rate sgst_rate"
    ),
    "/api/buyers": ("id name gstin billing_address place_of_supply state state_code is_default"),
    "/api/reports/sales?start_date=2023-04-01&end_date=2024-03-31": (
        "month ordered_value delivered_value"
    ),
    "/api/reports/reconciliation?start_date=2023-04-01&end_date=2024-03-31": (
        "po_number item_description ordered_qty total_dispatched total_accepted total_rejected"
    ),
    "/api/reports/register/dc?start_date=2023-04-01&end_date=2024-03-31": (
        "dc_number dc_date po_number consignee_name total_qty"
    ),
    "/api/reports/register/invoice?start_date=2023-04-01&end_date=2024-03-31": (
        "invoice_number invoice_date customer_gstin taxable_value total_invoice_value"
    ),
    "/api/reports/pending?start_date=2023-04-01&end_date=2024-03-31": (
        "po_number material_description ord_qty del_qty pen_qty"
    ),
    "/api/search/?q=6639103": "results",
}
INSIDE = {
    ("/api/po/6639103", "items"): (
        "id po_item_no material_code material_description drg_no unit po_rate ordered_quantity "
        "received_quantity rejected_quantity delivered_quantity pending_quantity item_value "
        "hsn_code deliveries"
    ),
    ("/api/dc/61", "items"): (
        "id po_item_id lot_no material_code material_description description unit po_rate "
        "lot_ordered_quantity lot_ordered_qty ordered_quantity dispatch_quantity "
        "dispatched_quantity received_quantity remaining_post_dc hsn_code"
    ),
    ("/api/invoice/61", "items"): (
        "po_sl_no description hsn_sac quantity unit rate taxable_value cgst_amount sgst_amount "
        "amount total_amount"
    ),
    ("/api/srv/21047", "items"): (
        "po_item_no lot_no received_qty rejected_qty accepted_qty order_qty challan_qty unit "
        "challan_no challan_date invoice_no invoice_date div_code pmir_no finance_date cnote_no "
        "cnote_date remarks"
    ),
    ("/api/search/?q=6639103", "results"): (
        "type id number date party amount status type_label supplier_name subtitle"
    ),
}
# It sends whatever its storage holds, though it has no page to log in.
HEADERS = {"Origin": FRONT, "Accept": "application/json", "Authorization": "Bearer null"}


@pytest.mark.parametrize("path", READS)
def test_what_it_reads(story, path):
    answer = story.get(path, headers=HEADERS)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRONT
    body = answer.json()
    first = body[0] if isinstance(body, list) else body
    assert set(READS[path].split()) <= set(first)
    for (where, part), fields in INSIDE.items():
        if where == path:
            assert body[part]
            assert set(fields.split()) <= set(body[part][0])


def test_what_it_writes(api):
    """An order by hand, its challan, its invoice, then all of it taken back."""

    def send(method, path, body=None):
        answer = api.request(method, path, json=body, headers=HEADERS)
        assert answer.status_code == 200, answer.text
        return answer.json()

    header = {
        "po_number": 8800001, "po_date": "2024-02-01", "supplier_name": "", "supplier_gstin": "",
        "department_no": "", "enquiry_no": "", "enquiry_date": "", "quotation_ref": "",
        "quotation_date": "", "rc_no": "", "order_type": "", "po_status": "", "tin_no": "",
        "ecc_no": "", "mpct_no": "", "currency": "INR", "inspection_by": "", "inspection_at": "",
        "issuer_name": "", "issuer_phone": "", "remarks": "", "amend_no": 0, "po_value": 0,
        "fob_value": 0, "ex_rate": 1, "net_po_value": 0,
    }  # fmt: skip
    items = [{
        "po_item_no": 1, "material_code": "", "material_description": "Bracket", "drg_no": "",
        "unit": "NO", "ordered_quantity": 10, "po_rate": 100, "item_value": 1000,
        "delivered_quantity": 0, "deliveries": [],
    }]  # fmt: skip
    send("POST", "/api/po/", {"header": header, "items": items})
    order = send("GET", "/api/po/8800001")
    assert order["header"]["po_value"] == 1000
    order["header"]["remarks"] = "changed"
    send("PUT", "/api/po/8800001", order)
    line = {
        "po_item_id": order["items"][0]["id"], "lot_no": 1, "dispatch_qty": 4, "hsn_code": None,
        "hsn_rate": None,
    }  # fmt: skip
    dc = {
        "dc_number": "FE/1", "dc_date": "2024-02-02", "po_number": "8800001",
        "supplier_phone": "", "supplier_gstin": "", "consignee_name": "", "consignee_address": "",
        "remarks": "",
    }  # fmt: skip
    assert send("POST", "/api/dc/", {"dc": dc, "items": [line]})["dc_number"] == "FE/1"
    send(
        "PUT",
        "/api/dc/FE%2F1",
        {"dc": dc | {"remarks": "r"}, "items": [line | {"dispatch_qty": 5}]},
    )
    told = send("GET", "/api/dc/FE%2F1")
    assert told["header"]["consignee_name"] == "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    goods = told["items"][0]
    bill = {
        "invoice_number": "FE/24/1", "invoice_date": "2024-02-03", "dc_number": "FE/1",
        "buyer_name": "BHEL", "buyer_address": "Piplani", "buyer_gstin": "23AAACS0000B1ZM",
        "buyer_state": "Madhya Pradesh", "buyer_state_code": "23",
        "place_of_supply": "Madhya Pradesh", "buyers_order_no": "8800001",
        "buyers_order_date": "2024-02-01", "vehicle_no": "", "lr_no": "", "transporter": "",
        "destination": "", "payment_terms": "45 Days",
        "items": [{
            "po_sl_no": "1", "description": goods["description"], "hsn_sac": "", "quantity": 5,
            "unit": "NO", "rate": goods["po_rate"], "taxable_value": 500, "cgst_amount": 45,
            "sgst_amount": 45, "total_amount": 590, "received_qty": 0,
        }],
    }  # fmt: skip
    assert send("POST", "/api/invoice", bill)["total_amount"] == 590
    assert send("GET", "/api/invoice/FE%2F24%2F1")["header"]["cgst"] == 45
    for path in ("/api/dc/FE%2F1/download", "/api/invoice/FE%2F24%2F1/download"):
        assert api.get(path, headers=HEADERS).content.startswith(b"PK")
    send("DELETE", "/api/invoice/FE%2F24%2F1")
    send("DELETE", "/api/dc/FE%2F1")
    note = send("POST", "/api/po-notes/", {"title": "t", "content": "c"})
    send("PUT", f"/api/po-notes/{note['id']}", {"title": "t", "content": "d"})
    send("DELETE", f"/api/po-notes/{note['id']}")
    whole(api.books)


def test_pages_come_in_fives(office_api):
    names = sorted(path.name for path in PAGES.glob("po-*.html"))[:5]
    files = [("files", (name, (PAGES / name).read_bytes(), "text/html")) for name in names]
    done = office_api.post("/api/po/upload/batch", files=files, headers=HEADERS).json()
    assert (done["successful"], done["failed"]) == (5, 0)


def test_what_it_shows_of_errors_is_a_sentence(story):
    for method, path, body in (
        ("GET", "/api/po/1", None), ("POST", "/api/system/reset-db", None),
        ("POST", "/api/dc/", {"dc": {"dc_number": "61", "dc_date": "2023-11-17"}, "items": []}),
        ("DELETE", "/api/dc/61", None), ("POST", "/api/settings/batch", [{"key": "x", "value": "0"}]),
        ("GET", "/api/alerts/?acknowledged=false", None),
    ):  # fmt: skip
        answer = story.request(method, path, json=body, headers=HEADERS)
        assert answer.status_code in (400, 404, 409)
        assert isinstance(answer.json()["detail"], str)
        assert answer.headers["access-control-allow-origin"] == FRONT
    answer = story.post("/api/dc/", json={"dc": {}, "items": []}, headers=HEADERS)
    for item in answer.json()["detail"]:
        assert ".".join(str(part) for part in item["loc"])
        assert item["msg"]


def test_figures_are_plain_numbers(story):
    text = story.get("/api/po/7239106").text
    assert json.loads(text)["items"][0]["delivered_quantity"] == 200.5
    assert "200.5," in text
