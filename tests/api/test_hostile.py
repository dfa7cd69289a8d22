"""Whatever stands in any field of any body: the answer is a sentence, and the books stay readable."""

import json
from copy import deepcopy
from urllib.parse import quote

import pytest

from tests.playing import whole

NASTY = (
    "a\x00b", "\ud800", "\uffff", "²", "٣", "x" * 5000, "-1", "1e999999999", "NaN", "2024-02-30",
    "9999-12-31", "'; DROP TABLE orders; --", "<script>", "\u202e\u200bअ🙂", 10**30, -(10**30),
    -1, 0, 0.00001, 1e308, True, None, [], {}, [[]],
)  # fmt: skip
ORDER = {
    "header": {
        "po_number": "H", "po_date": "2024-01-01", "supplier_gstin": "g", "department_no": "1",
        "enquiry_date": "2024-01-01", "fob_value": 1, "ex_rate": 1, "amend_no": 0, "remarks": "r",
    },
    "items": [{
        "po_item_no": 1, "ordered_quantity": 5, "po_rate": 2, "item_value": 10, "mtrl_cat": 3,
        "hsn_code": "8503", "unit": "NO", "drg_no": "1", "material_code": "m",
        "deliveries": [{
            "lot_no": 1, "ordered_quantity": 5, "delivered_quantity": 1, "dely_date": "2024-02-01",
            "dest_code": 1, "manual_override_qty": 1, "entry_allow_date": "2024-02-01",
        }],
    }],
}  # fmt: skip
CHALLAN = {
    "dc": {
        "dc_number": "H", "dc_date": "2024-01-05", "po_number": "6639109", "consignee_name": "c",
        "consignee_gstin": "g", "consignee_address": "a", "vehicle_no": "v", "gc_date": "2024-01-05",
    },
    "items": [{
        "po_item_id": "0", "lot_no": 1, "dispatch_qty": 1, "hsn_code": "8503", "hsn_rate": 18,
        "no_of_packets": 1,
    }],
}  # fmt: skip
INVOICE = {
    "invoice_number": "H", "invoice_date": "2026-01-05", "dc_number": "6", "buyer_name": "b",
    "buyer_gstin": "23AAACS0000B1ZM", "buyer_state_code": "23", "place_of_supply": "23",
    "gemc_date": "2024-01-01", "remarks": "r",
    "items": [
        {"po_sl_no": "1", "description": "d", "quantity": 10, "rate": 5, "hsn_sac": "8503", "no_of_packets": 1}
    ],
}  # fmt: skip
BUYER = {
    "name": "b", "gstin": "23AAKFN4471M1ZX", "billing_address": "a", "place_of_supply": "23",
    "state_code": "23", "department_no": "1", "is_default": False,
}  # fmt: skip


# A fifth of them in each field, so that every one stands in many.
def leaves(body, path=()):
    if isinstance(body, dict) and body:
        for key, value in body.items():
            yield from leaves(value, (*path, key))
    elif isinstance(body, list) and body:
        for place, value in enumerate(body):
            yield from leaves(value, (*path, place))
    else:
        yield path


def spoilt(body, path, value):
    copy = deepcopy(body)
    part = copy
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return copy


KINDS = ("/api/po/", "/api/dc/", "/api/invoice/")


def standing(api):
    """Where every order, challan and invoice of the books is read: whole, in short, as a file."""
    orders = {order["po_number"] for order in api.got("/api/po/")}
    challans = {challan["dc_number"] for challan in api.got("/api/dc/")}
    invoices = {invoice["invoice_number"] for invoice in api.got("/api/invoice")}
    return {
        *(
            f"/api/po/{quote(order)}{tail}"
            for order in orders
            for tail in ("", "/excel", "/context")
        ),
        *(f"/api/dc/{quote(challan)}/download" for challan in challans),
        *(f"/api/invoice/{quote(invoice)}/download" for invoice in invoices),
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/po/", ORDER), ("PUT", "/api/po/6639113", ORDER), ("POST", "/api/dc/", CHALLAN),
        ("PUT", "/api/dc/6", CHALLAN), ("POST", "/api/invoice", INVOICE), ("POST", "/api/buyers/", BUYER),
        ("PUT", "/api/buyers/1", BUYER), ("POST", "/api/po-notes/", {"title": "t", "content": "c"}),
        ("POST", "/api/settings/", {"key": "supplier_address", "value": "v"}),
        ("POST", "/api/settings/", {"key": "gst_rate", "value": "v"}),
        ("POST", "/api/settings/batch", [{"key": "buyer_name", "value": "v"}]),
        ("POST", "/api/system/reset-db", {"confirm": "x"}),
    ],
)  # fmt: skip
def test_nothing_that_stands_in_a_field_breaks_the_program(api, method, path, body):
    body = deepcopy(body)
    if body == CHALLAN:
        body["items"][0]["po_item_id"] = api.got("/api/po/6639109")["items"][0]["id"]
    stood = standing(api)
    broken = []
    for turn, place in enumerate(leaves(body)):
        for value in NASTY[turn % 5 :: 5]:
            content = json.dumps(spoilt(body, place, value)).encode()
            answer = api.request(
                method, path, content=content, headers={"Content-Type": "application/json"}
            )
            fine = answer.status_code in (200, 400, 404, 409, 422)
            if not fine or (answer.status_code != 200 and not answer.json()["message"]):
                broken.append(ascii((place, value, answer.text))[:300])
    assert not broken
    for listed in ("/api/po/", "/api/dc/", "/api/invoice", "/api/buyers/", "/api/po-notes/",
                   "/api/settings/", "/api/dashboard/activity", "/api/reports/register/po"):  # fmt: skip
        assert api.get(listed).status_code == 200, listed
    found = standing(api)
    changed = {place for place in found if method == "PUT" and place.startswith(path)}
    # What is printed on all of them may have changed: one of each kind shows it.
    one_of_each = {min(place for place in found if place.startswith(kind)) for kind in KINDS}
    for place in sorted(found - stood | changed | one_of_each):
        assert api.get(place).status_code == 200, place
    whole(api.books)


@pytest.mark.parametrize(
    "path",
    [
        "/api/po/{}", "/api/po/{}/context", "/api/po/{}/dc", "/api/dc/{}", "/api/dc/po/{}/lots",
        "/api/invoice/{}", "/api/srv/{}", "/api/srv/po/{}/srvs", "/api/search/?q={}",
        "/api/dc/?po={}", "/api/invoice?po={}&dc={}", "/api/srv?po_number={}",
        "/api/reports/sales?start_date={}", "/api/reports/daily-dispatch?date={}",
        "/api/common/check-duplicate?type=DC&number={}&date={}", "/api/dashboard/activity?limit={}",
        "/api/po/?limit={}&offset={}&page={}", "/api/po-notes/{}",
    ],
)  # fmt: skip
def test_nothing_that_stands_in_an_address_breaks_the_program(story, path):
    for text in ("%00", "%ED%A0%80", "%FF", "%27", "%25", "..%2F..%2Fetc%2Fpasswd", "%0D%0A", "1e9",
                 "-1", "9" * 400, "²", "٣", "_", "%5C", "null", "9" * 18, "2**64"):  # fmt: skip
        answer = story.get(path.replace("{}", text))
        assert answer.status_code in (200, 400, 404, 422), (text, answer.text)
