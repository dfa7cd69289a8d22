"""SRVs over REST: every one on a page is stored, listed and told, and can be taken out."""

import pytest

from senstosales.queries import figures, receipts
from senstosales.queries.columns import Filter
from tests.api.conftest import refused
from tests.api.fields import has
from tests.playing import PAGES, whole


def send(api, *names, field="files", path="/api/srv/upload/batch"):
    files = [(field, (name, (PAGES / name).read_bytes(), "text/html")) for name in names]
    return api.post(path, files=files)


def test_the_list_and_the_statistics(story):
    listed = story.got("/api/srv")
    rows = {row.number: row for row in story.books.ask(receipts.page, Filter(), None, 99, 0)}
    assert len(listed) == len(rows) == 10
    assert [item["srv_date"] for item in listed] == sorted(
        (item["srv_date"] for item in listed), reverse=True
    )
    for item in listed:
        has("SRVListItem", item)
        row = rows[item["srv_number"]]
        assert item["total_received_qty"] == float(row.received)
        assert item["total_accepted_qty"] == float(row.accepted)
        assert item["total_rejected_qty"] == float(row.rejected)
        lines = story.got(f"/api/srv/{item['srv_number']}")["items"]
        assert item["total_challan_qty"] == pytest.approx(
            sum(line["challan_qty"] or 0 for line in lines)
        )
        assert item["total_order_qty"] == pytest.approx(
            sum(line["order_qty"] or 0 for line in lines)
        )
    stranger = next(item for item in listed if not item["po_found"])
    assert (stranger["srv_number"], stranger["po_number"]) == ("19318", "6639199")
    assert stranger["warning_message"]
    stats, found = story.got("/api/srv/stats"), story.books.ask(figures.of_receipts)
    has("SRVStats", stats)
    assert stats["total_srvs"] == found.count == 10
    assert stats["missing_po_count"] == 1
    assert stats["total_received_qty"] == float(found.received)
    assert stats["rejection_rate"] == round(
        100 * stats["total_rejected_qty"]
        / (stats["total_received_qty"] + stats["total_rejected_qty"]), 2,
    )  # fmt: skip


def test_parts_of_the_list_and_those_of_an_order(story):
    every = story.got("/api/srv")
    assert story.got("/api/srv/", skip=2, limit=3) == every[2:5]
    assert story.got("/api/srv", limit=4, page=3) == every[8:]
    mine = [item for item in every if item["po_number"] == "4649105"]
    assert len(mine) == 2
    assert story.got("/api/srv", po_number="4649105") == mine
    assert story.got("/api/srv/po/4649105/srvs") == mine
    assert story.got("/api/srv/po/464910/srvs") == []
    assert story.got("/api/srv", po_number="5939112")[0]["srv_number"] == "3391"


def test_an_srv_whole(story):
    told = story.got("/api/srv/17733")
    held = story.books.ask(receipts.detail, story.books.ask(receipts.find, "17733"))
    has("SRVHeader", told["header"])
    assert told["header"]["file_hash"] == held.page_hash
    assert told["header"]["po_found"] is True
    counting = [line for line in held.lines if line.counts]
    for item, line in zip(told["items"], counting, strict=True):
        has("SRVItem", item)
        assert item["received_qty"] == float(line.received)
        assert item["accepted_qty"] == float(line.accepted)
        assert item["rejected_qty"] == float(line.rejected) == 20
        assert (item["challan_no"], item["linked_dc"]) == ("52", "52")
        assert item["challan_date"] == line.challan_date.isoformat()
    refused(story.get("/api/srv/nope"), 404, "RESOURCE_NOT_FOUND")


def test_every_srv_of_every_page_is_stored(office_api):
    api = office_api
    done = send(api, "srv-two-srvs.html", "srv-simple.html", "srv-unknown-po.html").json()
    assert (done["total"], done["successful"], done["failed"]) == (3, 4, 0)
    assert [line["filename"] for line in done["results"]] == [
        "srv-two-srvs.html", "srv-simple.html", "srv-unknown-po.html",
    ]  # fmt: skip
    two = done["results"][0]
    assert (two["success"], two["successful"], two["failed"]) == (True, 2, 0)
    assert len([text for text in two["messages"] if text.startswith("SRV ")]) == 2
    assert two["message"] == two["messages"][0]
    assert len(api.got("/api/srv")) == 4
    again = send(api, "srv-two-srvs.html").json()
    assert "unchanged" in again["results"][0]["message"]
    assert len(api.got("/api/srv")) == 4
    whole(api.books)


def test_what_is_no_page_is_named_and_counted_as_failed(office_api):
    files = [
        ("files", ("note.txt", b"hello", "text/plain")),
        ("files", ("srv-simple.html", (PAGES / "srv-simple.html").read_bytes(), "text/html")),
        (
            "files",
            ("bad-login-page.html", (PAGES / "bad-login-page.html").read_bytes(), "text/html"),
        ),
    ]
    done = office_api.post("/api/srv/upload/batch", files=files).json()
    assert (done["total"], done["successful"], done["failed"]) == (3, 1, 2)
    assert [line["success"] for line in done["results"]] == [False, True, False]
    assert all(line["message"] for line in done["results"])


def test_an_srv_taken_out_gives_its_quantities_back(api):
    before = api.got("/api/po/6639103")["items"][0]
    assert before["received_quantity"] == 60
    assert api.delete("/api/srv/21047").json()["message"]
    assert api.got("/api/po/6639103")["items"][0]["received_quantity"] == 0
    assert api.got("/api/srv/stats")["total_srvs"] == 9
    refused(api.delete("/api/srv/21047"), 404)
    refused(api.get("/api/srv/21047/"), 404)
    assert send(api, "srv-simple.html").json()["successful"] == 1
    assert api.got("/api/po/6639103")["items"][0]["received_quantity"] == 60
    whole(api.books)
