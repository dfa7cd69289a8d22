"""Upkeep and health: what empties the books asks twice and backs up; health is told truly."""

import os
from pathlib import Path

import pytest

from senstosales.books import backups
from senstosales.books.store import open_books
from senstosales.queries import orders
from senstosales.queries.columns import Filter
from senstosales.services import reset
from tests.api.conftest import refused
from tests.playing import whole


def test_the_books_are_emptied_only_on_the_phrase_after_a_backup(api):
    phrase = api.books.ask(reset.phrase)
    before = api.got("/api/po/")
    settings, buyers = api.got("/api/settings/"), api.got("/api/buyers/")
    for wrong in ({}, {"json": {"confirm": "yes"}}, {"json": {"confirm": phrase.lower()}},
                  {"params": {"confirm": "RESET"}}, {"json": {}}):  # fmt: skip
        sentence = refused(
            api.post("/api/system/reset-db", **wrong), 400, "BUSINESS_RULE_VIOLATION"
        )
        assert "phrase" in sentence
        assert phrase not in sentence
    assert api.got("/api/po/") == before
    done = api.made("/api/system/reset-db", {"confirm": phrase})
    saved = Path(done["backup"])
    backups.verify(saved)
    assert str(saved) in done["message"]
    assert done["preserved"] == ["settings", "buyers", "users"]
    assert {"orders", "vouchers", "receipts"} <= set(done["tables_cleared"])
    for path in ("/api/po/", "/api/dc/", "/api/invoice", "/api/srv"):
        assert api.got(path) == []
    assert (api.got("/api/settings/"), api.got("/api/buyers/")) == (settings, buyers)
    whole(api.books)
    old = open_books(saved)
    assert old.ask(orders.totals, Filter()).count == len(before)
    old.close()


def test_the_phrase_may_stand_in_the_address(api):
    answer = api.post("/api/system/reset-db", params={"confirm": api.books.ask(reset.phrase)})
    assert answer.status_code == 200


def test_reconcile_all_tells_what_it_found(api):
    done = api.made("/api/system/reconcile-all", None)
    assert done == {
        "success": True, "POs_synced": 16, "differences": [],
        "message": "16 orders reconciled; everything agrees.",
    }  # fmt: skip


def test_health(story):
    health = story.got("/api/health")
    assert set(health) == {"status", "timestamp", "service", "version"}
    assert (health["status"], health["service"], health["version"]) == (
        "healthy",
        "SenstoSales",
        "2.0.0",
    )
    assert health["timestamp"].endswith("Z")
    live = story.got("/api/health/live")
    assert (live["status"], live["uptime_seconds"] >= 0) == ("alive", True)
    ready = story.got("/api/health/ready")
    assert ready["status"] == "ready"
    assert ready["checks"] == {"database": "healthy", "filesystem": "healthy"}
    metrics = story.got("/api/health/metrics")
    assert set(metrics) == {"timestamp", "uptime_seconds", "process", "system"}
    assert set(metrics["process"]) == {"pid", "cpu_percent", "memory_mb", "threads"}
    assert set(metrics["system"]) == {"cpu_count", "cpu_percent", "memory_percent", "disk_percent"}
    assert metrics["process"]["pid"] == os.getpid()
    assert metrics["process"]["memory_mb"] > 10
    assert metrics["system"]["disk_percent"] > 0


def test_books_that_went_away_are_not_ready(api, tmp_path):
    assert api.got("/api/health/ready")["status"] == "ready"
    api.books.close()
    for path in tmp_path.glob("books.sqlite3*"):
        path.unlink()
    (tmp_path / "books.sqlite3").mkdir()
    answer = api.get("/api/health/ready")
    assert answer.status_code == 503
    body = answer.json()
    assert body["detail"]["status"] == "not_ready"
    assert body["detail"]["checks"]["filesystem"] == "healthy"
    assert body["detail"]["checks"]["database"] != "healthy"
    assert (body["error_code"], body["message"] != "") == ("BOOKS_UNAVAILABLE", True)
    refused(api.get("/api/po/"), 503, "BOOKS_UNAVAILABLE")
    assert api.got("/api/health")["status"] == "healthy"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_books_that_are_read_only_are_not_ready(api):
    api.books.path.chmod(0o400)
    answer = api.get("/api/health/ready")
    api.books.path.chmod(0o600)
    assert answer.status_code == 503
