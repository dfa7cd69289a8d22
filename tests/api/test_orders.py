"""Orders: what is told of them is what the books hold; what is sent is kept."""

from decimal import Decimal

import pytest

from senstosales.queries import figures, order_detail, orders
from senstosales.queries.columns import Filter
from tests.api.conftest import refused
from tests.api.fields import has
from tests.playing import whole

ITEM = {"po_item_no": 1, "unit": "NO", "ordered_quantity": 40, "po_rate": 125}


def order_in(number="7000001", items=(ITEM,), **head):
    return {"header": {"po_number": number, "po_date": "2023-09-05", **head}, "items": list(items)}


def held(api, number):
    return api.books.ask(order_detail.detail, api.books.ask(orders.find, number))


def test_the_list_tells_of_every_order_what_the_books_tell(story):
    listed = story.got("/api/po/")
    rows = {row.number: row for row in story.books.ask(orders.page, Filter(), None, 999, 0)}
    assert len(listed) == len(rows) == 16
    for item in listed:
        has("POListItem", item)
        row = rows[item["po_number"]]
        assert item["po_value"] == float(row.value)
        assert item["po_date"] == row.date.isoformat()
        assert item["financial_year"] == row.year
        assert item["total_items_count"] == row.items
        assert item["total_ordered_quantity"] == float(row.ordered)
        assert item["total_dispatched_quantity"] == float(row.dispatched)
        assert item["total_received_quantity"] == float(row.received)
        assert item["total_rejected_quantity"] == float(row.rejected)
        assert item["total_pending_quantity"] == float(row.pending)
    by_number = {item["po_number"]: item for item in listed}
    assert by_number["5839102"]["linked_dc_numbers"] == "52, 71"
    assert by_number["6639103"]["po_status"] == "Pending"
    assert by_number["1139101"]["po_status"] == "Closed"
    assert by_number["6639109"]["drg_no"]


def test_pages_of_the_list_join_to_the_whole(story):
    every = story.got("/api/po/")
    assert story.got("/api/po/", limit=5) == every[:5]
    assert story.got("/api/po/", limit=5, offset=5) == every[5:10]
    assert story.got("/api/po/", limit=5, page=3) == every[10:15]
    assert story.got("/api/po/", page=1) == every
    assert story.got("/api/po/", page=2) == []
    for wrong in ({"limit": 0}, {"page": 0}, {"offset": -1}, {"limit": "x"}):
        refused(story.get("/api/po/", params=wrong), 422)


def test_the_statistics_are_the_figures(story):
    stats, found = story.got("/api/po/stats"), story.books.ask(figures.of_orders)
    has("POStats", stats)
    assert stats["open_orders_count"] == found.open == 13
    assert stats["pending_approval_count"] == found.untouched
    assert stats["total_value_ytd"] == float(found.value_of_year)
    assert stats["total_value_change"] == float(found.change)


def test_an_order_whole(story):
    order = story.got("/api/po/6639103")
    facts = held(story, "6639103")
    has("POHeader", order["header"])
    assert order["header"]["po_date"] == "2023-09-05"
    assert order["header"]["financial_year"] == "2023-24"
    assert order["header"]["supplier_gstin"] == "23AAKFN4471M1ZX"
    assert order["header"]["consignee_address"] == "Piplani\nBhopal 462022"
    assert order["header"]["po_status"] == "Pending"
    assert order["header"]["po_value"] == float(facts.order_value)
    for item, line in zip(order["items"], facts.items, strict=True):
        has("POItem", item)
        assert item["id"] == str(line.id)
        assert item["item_value"] == float(line.item_value)
        assert item["delivered_quantity"] == float(line.delivered)
        assert item["received_quantity"] == float(line.received)
        assert item["rejected_quantity"] == float(line.rejected)
        assert item["pending_quantity"] == float(line.pending)
        for lot, kept in zip(item["deliveries"], line.lots, strict=True):
            has("PODelivery", lot)
            assert lot["id"] == str(kept.id)
            assert lot["physical_dispatched_qty"] == float(kept.dispatched)
            assert lot["dely_date"] == (kept.due_date and kept.due_date.isoformat())
            assert lot["entry_allow_date"] == (
                kept.entry_allow_date and kept.entry_allow_date.isoformat()
            )
    assert order["items"][0]["deliveries"][0]["linked_dcs"] == ["61"]


def test_context_and_first_challan(story):
    context = story.got("/api/po/6639103/context")
    assert context == {
        "po_number": "6639103",
        "po_date": "2023-09-05",
        "supplier_name": story.got("/api/po/6639103")["header"]["supplier_name"],
        "supplier_gstin": "23AAKFN4471M1ZX",
        "buyer_name": "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL",
        "buyer_gstin": "23AAACS0000B1ZM",
        "buyer_address": "Piplani\nBhopal 462022",
    }
    found = story.got("/api/po/6639103/dc")
    assert (found["has_dc"], found["dc_number"]) == (True, "61")
    assert found["dc_id"].isdigit()
    assert story.got("/api/po/6639109/dc") == {"has_dc": False}
    assert story.got("/api/po/nope/dc") == {"has_dc": False}


def test_an_unknown_order_is_named(story):
    for path in ("/api/po/9999999", "/api/po/9999999/context", "/api/po/9999999/excel"):
        assert "9999999" in refused(story.get(path), 404, "RESOURCE_NOT_FOUND")
    refused(story.put("/api/po/9999999", json=order_in()), 404)
    answer = story.patch("/api/po/9999999/items/1/delivered_qty", params={"delivered_qty": 1})
    refused(answer, 404)


def test_an_order_is_entered_with_everything_that_is_sent(api):
    head = {
        "po_number": 7000001, "po_date": "2023-09-05", "supplier_name": "US", "amend_no": 0,
        "supplier_gstin": "23AAKFN4471M1ZX", "supplier_code": "S1", "supplier_phone": "1",
        "supplier_fax": "2", "supplier_email": "a@b", "department_no": "205", "enquiry_no": "E1",
        "enquiry_date": "2023-08-01", "quotation_ref": "Q1", "quotation_date": "2023-08-02",
        "rc_no": "R", "order_type": "R", "tin_no": "T", "ecc_no": "E", "mpct_no": "M",
        "po_value": 5000, "fob_value": 1.5, "ex_rate": 1, "net_po_value": 5000, "currency": "INR",
        "inspection_by": "us", "inspection_at": "Works", "issuer_name": "N",
        "issuer_designation": "D", "issuer_phone": "P", "remarks": "line 1\nline 2",
    }  # fmt: skip
    item = ITEM | {
        "material_code": "M1", "material_description": "Thing", "drg_no": "44", "hsn_code": "8503",
        "mtrl_cat": 3, "item_value": 5000, "delivered_quantity": 0, "deliveries": [],
    }  # fmt: skip
    made = api.made("/api/po/", {"header": head, "items": [item]})
    assert made == api.got("/api/po/7000001")
    assert {name: made["header"][name] for name in head} == head | {"po_number": "7000001"}
    line = made["items"][0]
    same = ("material_code", "material_description", "drg_no", "hsn_code", "mtrl_cat", "item_value")
    assert {name: line[name] for name in same} == {name: item[name] for name in same}
    lot = line["deliveries"][0]
    assert (lot["lot_no"], lot["ordered_quantity"], lot["dest_code"]) == (1, 40, 205)
    assert (lot["dely_date"], lot["entry_allow_date"]) == ("2023-09-05", "2023-09-05")
    assert api.got("/api/po/")[0]["po_number"] == "7000001"
    refused(api.post("/api/po/", json={"header": head, "items": [item]}), 409, "CONFLICT")
    whole(api.books)


def test_a_delivered_quantity_of_a_lot_is_a_clerks_word(api):
    lot = {"lot_no": 1, "ordered_quantity": 40, "delivered_quantity": 15}
    made = api.made("/api/po/", order_in(items=[ITEM | {"deliveries": [lot]}]))
    line = made["items"][0]
    assert line["deliveries"][0]["manual_override_qty"] == 15
    assert (line["delivered_quantity"], line["pending_quantity"]) == (15, 25)
    assert line["deliveries"][0]["physical_dispatched_qty"] == 0


@pytest.mark.parametrize(
    ("items", "head"),
    [
        ([], {}),
        ([ITEM | {"ordered_quantity": 0}], {}),
        ([ITEM | {"ordered_quantity": -5}], {}),
        ([ITEM | {"ordered_quantity": 1.0001}], {}),
        ([ITEM, ITEM], {}),
        (
            [
                ITEM
                | {"deliveries": [{"lot_no": 1, "ordered_quantity": 5, "delivered_quantity": 6}]}
            ],
            {},
        ),
        ([ITEM | {"deliveries": [{"lot_no": 1}, {"lot_no": 1}]}], {}),
        ([ITEM | {"ordered_quantity": 999999999, "po_rate": 9999999999}], {}),
        ([ITEM], {"po_date": None}),
        ([ITEM], {"po_date": "31-02-2024"}),
        ([ITEM], {"po_date": "2199-01-01"}),
        ([ITEM], {"po_number": " "}),
    ],
)
def test_what_makes_no_sense_is_refused(api, items, head):
    body = order_in(items=items)
    body["header"] |= head
    refused(api.post("/api/po/", json=body), 400, "VALIDATION_ERROR")
    assert len(api.got("/api/po/")) == 16


def test_sending_back_what_was_told_changes_nothing(api):
    news = []
    api.books.listen(news.append)
    for item in api.got("/api/po/"):
        order = api.got(f"/api/po/{item['po_number']}")
        assert api.made(f"/api/po/{item['po_number']}", order, "PUT") == order
    assert not news


def test_a_change_changes_only_what_it_names(api):
    for number in ("6649107", "4649105", "7239106", "6659116"):
        order = api.got(f"/api/po/{number}")
        changed = api.made(
            f"/api/po/{number}", order | {"header": order["header"] | {"remarks": "new"}}, "PUT"
        )
        assert changed["header"] == order["header"] | {"remarks": "new"}
        assert changed["items"] == order["items"]
        small = {"header": {"po_number": "other"}, "items": []}
        small["items"] = [
            {name: item[name] for name in ("po_item_no", "ordered_quantity", "po_rate")}
            for item in order["items"]
            if item["status"] != "Cancelled"
        ]
        again = api.made(f"/api/po/{number}", small, "PUT")
        assert (again["header"], again["items"]) == (changed["header"], order["items"])
    whole(api.books)


def test_items_left_out_are_cancelled_and_stay_so(api):
    order = api.got("/api/po/6639113")
    first = order["items"][:1]
    changed = api.made("/api/po/6639113", order | {"items": first}, "PUT")
    assert [item["status"] for item in changed["items"]] == ["Pending", "Cancelled"]
    assert api.made("/api/po/6639113", changed, "PUT") == changed
    repeated = changed | {"header": changed["header"] | {"remarks": "x"}}
    again = api.made("/api/po/6639113", repeated, "PUT")
    assert [item["status"] for item in again["items"]] == ["Pending", "Cancelled"]


def test_less_than_was_sent_cannot_be_ordered(api):
    order = api.got("/api/po/6639103")
    order["items"][0]["ordered_quantity"] = 59
    sentence = refused(api.put("/api/po/6639103", json=order), 400, "BUSINESS_RULE_VIOLATION")
    assert "60" in sentence


def test_the_delivered_quantity_of_an_item_is_overridden(api):
    path = "/api/po/6639103/items/1/delivered_qty"
    done = api.patch(path, params={"delivered_qty": 61.5}).json()
    assert done == {
        "success": True, "po_number": "6639103", "item_no": 1, "delivered_qty": 61.5,
        "message": done["message"],
    }  # fmt: skip
    item = api.got("/api/po/6639103")["items"][0]
    assert item["delivered_quantity"] == 61.5
    assert sum(lot["manual_override_qty"] for lot in item["deliveries"]) == 61.5
    assert held(api, "6639103").items[0].delivered == Decimal("61.5")
    for wrong, status in (("100000", 400), ("1.0001", 400), ("-1", 422), ("x", 422), ("NaN", 422)):
        refused(api.patch(path, params={"delivered_qty": wrong}), status)
    refused(api.patch("/api/po/6639103/items/9/delivered_qty", params={"delivered_qty": 1}), 404)
    refused(api.patch(path), 422)
    whole(api.books)


def test_a_number_with_a_slash_is_reached(api):
    made = api.made("/api/po/", order_in("PO/23/7"))
    for path in ("/api/po/PO/23/7", "/api/po/PO%2F23%2F7", "/api/po/PO/23/7/"):
        assert api.got(path) == made
    assert api.got("/api/po/PO/23/7/context")["po_number"] == "PO/23/7"
    assert api.got("/api/dc/po/PO%2F23%2F7/lots")["lots"][0]["remaining_qty"] == 40
    answer = api.patch("/api/po/PO/23/7/items/1/delivered_qty", params={"delivered_qty": 1})
    assert answer.json()["po_number"] == "PO/23/7"
