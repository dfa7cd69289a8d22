"""What every call must pass: host, origin, key, size. A web page of others must not reach the books."""

import socket
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from senstosales.api.contracts.senstosales import lists
from senstosales.services import keys
from senstosales.tables.office import ApiKey, AuditEntry
from tests.api.conftest import FRONT, refused
from tests.playing import ACTOR

NOTE = {"title": "T", "content": "C"}
ALLOWS = "access-control-allow-origin"


def raw(api, request: bytes) -> bytes:
    """What is answered to bytes that no decent client would send."""
    address = urlsplit(api.server.address)
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while part := line.recv(65536):
            answer += part
    return answer


@pytest.mark.parametrize(
    "host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST", "[::1]:{port}"]
)
def test_names_of_this_machine_are_ours(story, host):
    port = str(story.server.door.port)
    assert (
        story.get("/api/health", headers={"Host": host.replace("{port}", port)}).status_code == 200
    )


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "10.0.0.7", "[", ""],
)
def test_a_name_that_was_made_to_lead_here_is_refused(story, host):
    for path in ("/api/po/", "/api/health", "/docs", "/nope"):
        refused(story.get(path, headers={"Host": host}), 421)


def test_a_call_without_a_host_is_refused(story):
    assert raw(story, b"GET /api/po/ HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")


def test_an_allowed_page_may_ask_and_read(story):
    asked = story.options(
        "/api/po/",
        headers={
            "Origin": FRONT, "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    )  # fmt: skip
    assert asked.status_code == 204
    assert asked.headers[ALLOWS] == FRONT
    for word in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        assert word in asked.headers["access-control-allow-methods"]
    for word in ("authorization", "content-type"):
        assert word in asked.headers["access-control-allow-headers"].lower()
    for path, status in (("/api/po/", 200), ("/api/po/nope", 404), ("/nope", 404),
                         ("/api/search/", 422), ("/api/dc/44/download", 200)):  # fmt: skip
        answer = story.get(path, headers={"Origin": FRONT})
        assert (answer.status_code, answer.headers[ALLOWS]) == (status, FRONT)
        assert "Origin" in answer.headers["vary"]
        assert "Content-Disposition" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://localhost:3001",
        "https://localhost:3000",
        "",
        FRONT + "/",
    ],
)
def test_another_page_may_do_nothing(story, origin):
    for method, path in (("GET", "/api/po/"), ("POST", "/api/po-notes/"), ("OPTIONS", "/api/po/")):
        answer = story.request(
            method, path, json=NOTE if method == "POST" else None,
            headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
        )  # fmt: skip
        refused(answer, 403)
        assert ALLOWS not in answer.headers


def test_a_form_of_another_page_cannot_write(story):
    before = story.got("/api/po-notes/")
    cross = {"Sec-Fetch-Site": "cross-site"}
    refused(story.post("/api/po-notes/", json=NOTE, headers=cross), 403)
    plain = {"Content-Type": "text/plain"}
    refused(story.post("/api/po-notes/", content='{"title":"T","content":"C"}', headers=plain), 422)
    form = story.post("/api/po-notes/", data={"title": "T", "content": "C"})
    refused(form, 422)
    assert story.got("/api/po-notes/") == before


def test_without_cors_no_page_is_told_anything(story):
    answer = story.get("/api/po/")
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_pages_served_from_here_may_call(story):
    here = story.server.address
    assert story.get("/api/po/", headers={"Origin": here}).status_code == 200


def test_faults_are_errors_that_allowed_pages_can_read(api, monkeypatch, caplog):
    def broken(_session):
        raise RuntimeError("a slip of ours")

    monkeypatch.setattr(lists, "po_stats", broken)
    answer = api.get("/api/po/stats", headers={"Origin": FRONT})
    sentence = refused(answer, 500, "INTERNAL_ERROR")
    assert "a slip of ours" not in sentence
    assert answer.headers[ALLOWS] == FRONT
    assert "a slip of ours" in caplog.text
    assert api.got("/api/po/")
    assert [call.status for call in api.server.calls][:2] == [200, 500]


def test_keys_are_hashed_named_and_revoked(api):
    key = keys.add(api.books, ACTOR, "erp")
    for headers in ({"X-API-Key": key}, {"Authorization": f"Bearer {key}"}):
        assert api.post("/api/po-notes/", json=NOTE, headers=headers).status_code == 200
    assert api.post("/api/po-notes/", json=NOTE).status_code == 200
    with api.books.read() as session:
        stored = session.scalars(select(ApiKey)).one()
        assert key not in str([getattr(stored, name) for name in ("name", "hash", "hint")])
        assert len(stored.hash) == 64
        doors = session.execute(
            select(AuditEntry.actor, AuditEntry.door)
            .where(AuditEntry.noun == "notes")
            .order_by(AuditEntry.id)
        ).all()
        everything = str(session.execute(select(AuditEntry.before, AuditEntry.after)).all())
    assert [tuple(row) for row in doors] == [("erp", "api:erp")] * 2 + [("local program", "api")]
    assert key not in everything
    assert {call.caller for call in api.server.calls} == {"api:erp", "api"}


def test_beyond_this_machine_every_call_needs_a_key(serve, books):
    api = serve(books, host="0.0.0.0")
    key = keys.add(books, ACTOR, "erp")
    for path in (
        "/api/po/",
        "/docs",
        "/openapi.json",
        "/",
        "/api/health",
        "/api/health/",
        "/api/health/live",
        "/api/health/metrics",
        "/api/health/ready",
    ):
        for headers in ({}, {"X-API-Key": "sts_wrong"}, {"Authorization": "Bearer x"},
                        {"Authorization": f"Basic {key}"}, {"X-API-Key": key[:-1]}):  # fmt: skip
            answer = api.get(path, headers=headers)
            refused(answer, 401, "AUTH_ERROR")
            assert answer.headers["www-authenticate"] == "Bearer"
        assert api.get(path, headers={"X-API-Key": key}).status_code == 200
    refused(api.post("/api/po-notes/", json=NOTE), 401)
    keys.revoke(books, ACTOR, "erp")
    refused(api.get("/api/po/", headers={"X-API-Key": key}), 401)
    allowed = api.options(
        "/api/po/", headers={"Origin": FRONT, "Access-Control-Request-Method": "GET"}
    )
    assert (allowed.status_code, allowed.headers[ALLOWS]) == (204, FRONT)
    answer = api.get("/api/po/", headers={"Origin": FRONT})
    assert (answer.status_code, answer.headers[ALLOWS]) == (401, FRONT)


def test_bodies_are_bounded(story):
    large = {"title": "T", "content": "x" * (4 * 1024 * 1024)}
    refused(story.post("/api/po-notes/", json=large), 413)
    refused(story.put("/api/dc/upload", json=large), 413)


def test_bodies_that_name_no_length_are_bounded_as_they_come(story):
    def parts():
        for _ in range(5 * 16):
            yield b" " * 65536

    answer = story.post(
        "/api/po-notes/", content=parts(), headers={"Content-Type": "application/json"}
    )
    refused(answer, 413)


@pytest.mark.parametrize("length", ["-1", "1e9", "0x10", "99999999999999999999", "²"])
def test_lengths_that_are_none_are_refused(story, length):
    head = f"POST /api/po-notes/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    status = raw(story, head.encode("latin-1")).split(b" ", 2)[1]
    assert status in (b"400", b"413")


def test_bodies_that_are_no_json(story):
    for content in (b"{", b"[" * 100_000, b"\xff\xfe", b'{"title": NaN}', b'{"title": "\\ud800"}',
                    b'{"title":' + b"9" * 5000 + b"}"):  # fmt: skip
        answer = story.post(
            "/api/po-notes/", content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (400, 422), content[:20]
        refused(answer, answer.status_code, "VALIDATION_ERROR")
