"""Every call of both documents is answered at its full path, with and without its last slash."""

import pytest

from senstosales.api import contract
from senstosales.api.app import build
from tests.api.conftest import FRONT, refused

READS = (
    "/api/health", "/api/health/live", "/api/health/ready", "/api/health/metrics",
    "/api/common/check-duplicate?type=DC&number=44&date=2024-08-26",
    "/api/dashboard/summary", "/api/dashboard/activity", "/api/dashboard/insights",
    "/api/po/stats", "/api/po/", "/api/po/6639103", "/api/po/6639103/context",
    "/api/po/6639103/dc", "/api/po/6639103/excel",
    "/api/dc/stats", "/api/dc/", "/api/dc/61", "/api/dc/61/invoice", "/api/dc/61/download",
    "/api/dc/po/6639103/lots",
    "/api/invoice/stats", "/api/invoice", "/api/invoice/61", "/api/invoice/61/download",
    "/api/invoice/preview/6",
    "/api/srv/stats", "/api/srv", "/api/srv/21047", "/api/srv/po/6639103/srvs",
    "/api/reports/reconciliation", "/api/reports/sales", "/api/reports/register/dc",
    "/api/reports/register/invoice", "/api/reports/register/po", "/api/reports/pending",
    "/api/reports/kpis", "/api/reports/daily-dispatch",
    "/api/reports/guarantee-certificate?dc_number=61",
    "/api/search/?q=6639103", "/api/settings/", "/api/buyers/", "/api/po-notes/",
)  # fmt: skip

# What a write answers that asks for nothing sensible: the door is there and says what is missing.
WRITES = (
    ("POST", "/api/po/", {}, 422), ("PUT", "/api/po/nope", {}, 422),
    ("POST", "/api/po/upload", None, 422), ("POST", "/api/po/upload/batch", None, 422),
    ("PATCH", "/api/po/nope/items/1/delivered_qty?delivered_qty=1", None, 404),
    ("POST", "/api/dc/", {}, 422), ("PUT", "/api/dc/nope", {}, 422), ("DELETE", "/api/dc/nope", None, 404),
    ("POST", "/api/invoice", {}, 422), ("DELETE", "/api/invoice/nope", None, 404),
    ("POST", "/api/srv/upload/batch", None, 422), ("DELETE", "/api/srv/nope", None, 404),
    ("POST", "/api/settings/", {}, 422), ("POST", "/api/settings/batch", {}, 422),
    ("POST", "/api/buyers/", {}, 422), ("PUT", "/api/buyers/99", {}, 422),
    ("PUT", "/api/buyers/99/default", None, 404), ("DELETE", "/api/buyers/99", None, 404),
    ("POST", "/api/po-notes/", {}, 422), ("PUT", "/api/po-notes/99", {}, 404),
    ("DELETE", "/api/po-notes/99", None, 404), ("GET", "/api/po-notes/99", None, 404),
    ("POST", "/api/system/reset-db", None, 400),
)  # fmt: skip


def other_spelling(path: str) -> str:
    path, _, query = path.partition("?")
    other = path[:-1] if path.endswith("/") else f"{path}/"
    return f"{other}?{query}" if query else other


@pytest.mark.parametrize("path", READS)
def test_a_read_is_answered_in_both_spellings_without_a_redirect(story, path):
    one, other = story.get(path), story.get(other_spelling(path))
    assert (one.status_code, other.status_code) == (200, 200), (one.text, other.text)
    assert one.headers["content-type"] == other.headers["content-type"]
    if "json" in one.headers["content-type"] and "/health" not in path:
        assert one.json() == other.json()


@pytest.mark.parametrize(("method", "path", "body", "status"), WRITES)
def test_a_write_is_answered_in_both_spellings_without_a_redirect(
    story, method, path, body, status
):
    for spelling in (path, other_spelling(path)):
        answer = story.request(method, spelling, json=body)
        assert refused(answer, status) != "Not Found", spelling


def test_reconcile_all_in_both_spellings(story):
    for path in ("/api/system/reconcile-all", "/api/system/reconcile-all/"):
        assert story.made(path, None)["success"] is True


def test_the_root_says_that_the_program_is_there(story):
    assert story.got("/") == {"status": "active", "version": "3.4.0"}


def test_what_is_nowhere_is_an_error_for_both_kinds_of_reader(story):
    for path in ("/api", "/api/nope", "/api/po/6639103/nope/nope", "/api/alerts/", "/admin"):
        refused(story.get(path, headers={"Origin": FRONT}), 404, "RESOURCE_NOT_FOUND")
    assert story.post("/api/po/stats").status_code == 405
    refused(story.delete("/api/reports/sales"), 405)


def test_the_document_names_every_call_once_with_examples(story):
    document = story.got("/openapi.json")
    others = build(story.server.door).state.contracts
    own = {
        path: calls for path, calls in document["paths"].items() if not contract.of(others, path)
    }
    named = {(method.upper(), path) for path, calls in own.items() for method in calls}
    assert len(named) == 67
    assert not [path for _, path in named if path != "/" and path.endswith("//")]
    for path, calls in own.items():
        for method, call in calls.items():
            assert call["summary"], (method, path)
            good = call["responses"]["200"]["content"]
            for kind, content in good.items():
                assert content.get("schema") or "spreadsheet" in kind, (method, path)
            assert {"400", "401", "404", "409", "413", "422", "503"} <= set(call["responses"])
    assert story.get("/docs").status_code == 200
    bodies = document["components"]["schemas"]
    for name in ("OrderIn", "DCCreate", "InvoiceIn", "SettingIn", "BuyerIn", "NoteIn"):
        assert '"examples"' in story.get("/openapi.json").text
        assert "examples" in str(bodies[name]), name
