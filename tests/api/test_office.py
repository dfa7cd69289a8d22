"""Settings, buyers, notes, numbers, search, dashboard: told and changed as the window does."""

import datetime as dt

import pytest

from senstosales.domain.kinds import VoucherKind
from senstosales.queries import figures, office, parties, vouchers
from tests.api.conftest import refused
from tests.api.fields import has
from tests.playing import whole

GSTIN = "23AAACS0000B1ZM"
OTHER_GSTIN = "23AAKFN4471M1ZX"
BUYER = {
    "name": "Works", "gstin": OTHER_GSTIN, "billing_address": "Piplani",
    "place_of_supply": "23-Madhya Pradesh", "state": "Madhya Pradesh", "state_code": "23",
}  # fmt: skip


def test_settings_are_the_office_and_its_usual_buyer(story):
    settings, own = story.got("/api/settings/"), story.books.ask(office.letterhead)
    has("Settings", settings)
    assert settings["supplier_name"] == settings["company_name"] == own.name
    assert settings["supplier_address"] == own.address
    assert (settings["supplier_state"], settings["supplier_state_code"]) == ("Madhya Pradesh", "23")
    assert settings["supplier_contact"] == own.phone
    assert settings["buyer_gstin"] == GSTIN
    assert (settings["cgst_rate"], settings["sgst_rate"]) == ("9", "9")


def test_a_setting_is_stored(api):
    done = api.made("/api/settings/", {"key": "supplier_contact", "value": "0755-1"})
    assert done == {"success": True, "key": "supplier_contact", "value": "0755-1"}
    assert api.got("/api/settings/")["supplier_contact"] == "0755-1"
    api.made("/api/settings/", {"key": "challan_style", "value": "DC/{fy}/{n:3}"})
    assert api.books.ask(office.setting, "challan_style") == "DC/{fy}/{n:3}"
    refused(api.post("/api/settings/", json={"key": "nope", "value": "1"}), 400)
    refused(api.post("/api/settings/", json={"key": "challan_style", "value": "x"}), 400)
    refused(api.post("/api/settings/", json={"key": "supplier_gstin", "value": "x"}), 400)
    refused(api.post("/api/settings/", json={"key": "supplier_name", "value": "a\x00b"}), 400)
    refused(api.post("/api/settings/", json={"key": "supplier_name"}), 422)


def test_a_batch_sends_0_for_what_is_empty(api):
    batch = [
        {"key": key, "value": value}
        for key, value in {
            "supplier_name": "NARMADA WORKS", "supplier_description": "0", "supplier_address": "Bhopal",
            "supplier_gstin": OTHER_GSTIN, "supplier_contact": "0", "supplier_state": "Madhya Pradesh",
            "supplier_state_code": "0", "cgst_rate": "6", "sgst_rate": "6", "buyer_designation": "0",
        }.items()
    ]  # fmt: skip
    assert api.made("/api/settings/batch", batch) == {"success": True, "count": 10}
    settings = api.got("/api/settings/")
    assert (settings["supplier_name"], settings["supplier_contact"]) == ("NARMADA WORKS", None)
    assert (settings["supplier_state"], settings["supplier_state_code"]) == ("Madhya Pradesh", "23")
    assert (settings["cgst_rate"], settings["sgst_rate"]) == ("6", "6")
    assert settings["buyer_name"]
    whole(api.books)


def test_a_batch_with_one_mistake_stores_nothing(api):
    before = api.got("/api/settings/")
    for wrong in (("buyer_gstin", "x"), ("sgst_rate", "7"), ("supplier_gstin", "x"), ("nope", "1")):
        batch = [
            {"key": "supplier_name", "value": "Other"}, {"key": "cgst_rate", "value": "6"},
            {"key": wrong[0], "value": wrong[1]},
        ]  # fmt: skip
        refused(api.post("/api/settings/batch", json=batch), 400, "VALIDATION_ERROR")
        assert api.got("/api/settings/") == before, wrong


def test_buyers_are_added_changed_made_default_and_taken_out_of_use(api):
    first = api.got("/api/buyers")
    assert [buyer["is_default"] for buyer in first] == [True]
    has("Buyer", first[0])
    made = api.made("/api/buyers/", BUYER)
    assert {name: made[name] for name in BUYER} == BUYER
    assert (made["is_default"], made["is_active"]) == (False, True)
    changed = api.made(f"/api/buyers/{made['id']}", BUYER | {"name": "Works 2"}, "PUT")
    assert changed == made | {"name": "Works 2"}
    assert api.made(f"/api/buyers/{made['id']}/default", None, "PUT") == {"success": True}
    assert {buyer["id"]: buyer["is_default"] for buyer in api.got("/api/buyers/")} == {
        first[0]["id"]: False, made["id"]: True,
    }  # fmt: skip
    assert api.delete(f"/api/buyers/{made['id']}").json() == {"success": True}
    assert api.got("/api/buyers/") == [first[0] | {"is_default": False}]
    assert api.books.ask(parties.detail, made["id"]).is_active is False


def test_what_is_refused_of_buyers(api):
    refused(api.post("/api/buyers/", json=BUYER | {"gstin": GSTIN}), 400)
    refused(api.post("/api/buyers/", json=BUYER | {"gstin": "x"}), 400)
    refused(api.post("/api/buyers/", json=BUYER | {"state_code": "29"}), 400)
    refused(api.post("/api/buyers/", json=BUYER | {"place_of_supply": "Atlantis"}), 400)
    refused(api.post("/api/buyers/", json={"name": "x"}), 422)
    default = api.got("/api/buyers/")[0]
    for path in ("/api/buyers/99", "/api/buyers/99/default"):
        refused(api.put(path, json=BUYER), 404)
    refused(api.delete("/api/buyers/99"), 404)
    assert api.got("/api/buyers/") == [default]


def test_notes(api):
    assert api.got("/api/po-notes/") == []
    made = api.made("/api/po-notes/", {"title": "Inspection", "content": "Subject to it."})
    has("PONoteOut", made)
    path = f"/api/po-notes/{made['id']}"
    assert api.got(path) == api.got("/api/po-notes/")[0] == made
    changed = api.made(path, {"content": "Other."}, "PUT")
    assert (changed["title"], changed["content"]) == ("Inspection", "Other.")
    assert api.delete(path).json()["message"]
    for answer in (api.get(path), api.put(path, json={"title": "x"}), api.delete(path)):
        refused(answer, 404, "RESOURCE_NOT_FOUND")
    assert api.got("/api/po-notes/") == []
    for wrong in ({"title": "", "content": "x"}, {"title": "a\x00", "content": "x"}):
        refused(api.post("/api/po-notes/", json=wrong), 400)


@pytest.mark.parametrize(
    ("kind", "number", "date", "expected"),
    [
        ("DC", "61", "2023-11-17", (True, "2023-24", "DC")),
        ("Invoice", "61", "2023-11-17", (True, "2023-24", "Invoice")),
        ("Invoice", "71", "2023-12-04", (True, "2023-24", "DC")),
        ("DC", "107", "2024-03-31", (True, "2023-24", "Invoice")),
        ("DC", "61", "2024-04-01", (False, "2024-25", None)),
        ("DC", "nope", "2024-03-31", (False, "2023-24", None)),
        ("DC", "6", "no date", (True, "2025-26", "DC")),
        ("DC", "61", "", (False, "2025-26", None)),
    ],
)
def test_whether_a_number_is_used(story, kind, number, date, expected):
    found = story.got("/api/common/check-duplicate", type=kind, number=number, date=date)
    assert (found["exists"], found["financial_year"], found["conflict_type"]) == expected


def test_what_cannot_be_asked_of_a_number(story):
    for wrong in ({"type": "PO", "number": "1", "date": "2024-01-01"}, {"type": "DC", "number": "1"},
                  {"number": "1", "date": "2024-01-01"}, {"type": "DC", "date": "2024-01-01"}):  # fmt: skip
        refused(story.get("/api/common/check-duplicate", params=wrong), 422)


def test_search_finds_papers_of_every_kind(story):
    def found(q):
        hits = story.got("/api/search/", q=q)["results"]
        for hit in hits:
            has("Hit", hit)
        return [(hit["type"], hit["number"]) for hit in hits]

    assert ("PO", "6639103") in found("6639103")
    assert {("DC", "61"), ("Invoice", "61"), ("SRV", "21047")} <= set(found("6639103"))
    assert found("bharat 5839102")[0] == ("PO", "5839102")
    assert found("") == found("   ") == found("%") == []
    for kind in ("PO", "DC", "Invoice", "SRV"):
        assert len([1 for hit in found("6") if hit[0] == kind]) <= 5
    hit = story.got("/api/search/", q="6639103")["results"][0]
    assert (hit["type_label"], hit["amount"]) == (
        "Purchase Order",
        story.got("/api/po/6639103")["header"]["po_value"],
    )
    refused(story.get("/api/search/"), 422)
    refused(story.get("/api/search/", params={"q": "x" * 201}), 422)


def test_the_dashboard(story):
    summary, held = story.got("/api/dashboard/summary"), story.books.ask(figures.summary)
    has("DashboardSummary", summary)
    assert summary["total_po_value"] == float(held.order_value)
    assert summary["pending_pos"] == held.pending_orders == 13
    assert summary["active_challans"] == held.active_challans == 1
    assert summary["active_challans_growth"] == "Stable"
    assert summary["new_pos_today"] == 16
    assert summary["total_ordered"] == float(held.ordered)
    assert summary["total_delivered"] == float(held.delivered)
    assert summary["total_received"] == float(held.received)
    activity = story.got("/api/dashboard/activity")
    assert len(activity) == 10
    everything = story.got("/api/dashboard/activity", limit=500)
    assert len(everything) == 16 + 11 + 9
    for line in everything:
        has("Activity", line)
        assert ("dc_number" in line) is True
    assert {line["type"] for line in everything} == {"PO", "DC", "Invoice"}
    insights = story.got("/api/dashboard/insights")
    assert {line["action"] for line in insights} <= {
        "view_pending",
        "view_uninvoiced",
        "view_srv",
        "none",
    }
    assert [line["action"] for line in insights] == ["view_pending", "view_uninvoiced"]


def test_the_dashboard_of_empty_books(office_api):
    summary = office_api.got("/api/dashboard/summary")
    assert {value for name, value in summary.items() if name != "active_challans_growth"} == {0}
    assert office_api.got("/api/dashboard/activity") == []
    assert office_api.got("/api/dashboard/insights") == [
        {"type": "success", "text": "All is well.", "action": "none"}
    ]
    for path in ("po", "dc", "invoice", "srv"):
        stats = office_api.got(f"/api/{path}/stats")
        assert set(stats.values()) == {0}


def test_growth_compares_with_the_same_days_of_the_last_month(api):
    item = api.got("/api/po/6639109")["items"][0]["id"]
    for number, day, quantity in (
        ("A", "2026-02-10", 10),
        ("B", "2026-02-20", 50),
        ("C", "2026-03-10", 15),
    ):
        line = {"po_item_id": item, "lot_no": 1, "dispatch_qty": quantity}
        api.made("/api/dc/", {"dc": {"dc_number": number, "dc_date": day}, "items": [line]})
        bill = {"invoice_number": number, "invoice_date": day, "dc_number": number, "buyer_name": "B",
                "buyer_gstin": GSTIN}  # fmt: skip
        api.made("/api/invoice", bill)
    assert api.got("/api/dashboard/summary")["sales_growth"] == 50
    assert api.got("/api/dc/stats")["total_challans_change"] == 0
    assert api.got("/api/invoice/stats")["total_invoiced_change"] == 50
    assert api.books.ask(vouchers.taken, VoucherKind.INVOICE, "C", dt.date(2026, 3, 1))
