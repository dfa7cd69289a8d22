"""Uploads: many pages in one call, each reported by its name, bounded in size, never a path."""

import pytest

from senstosales.api.contracts.senstosales import uploads
from senstosales.services import importing
from tests.api.conftest import refused
from tests.playing import PAGES, samples, whole

PAGE = (PAGES / "po-april.html").read_bytes()


def batch(api, *files, path="/api/po/upload/batch"):
    answer = api.post(path, files=[("files", (name, data, "text/html")) for name, data in files])
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_batch_names_every_file(office_api):
    pages = [
        (f"{name}.html", (PAGES / f"{name}.html").read_bytes()) for name in samples(kind="order")
    ]
    bad = [
        (f"{name}.html", (PAGES / f"{name}.html").read_bytes()) for name in samples(kind="refused")
    ]
    done = batch(office_api, *pages, *bad, ("photo.png", b"x"), ("PAGE.HTM", PAGE))
    assert done["total"] == len(done["results"]) == len(pages) + len(bad) + 2
    assert done["failed"] == len(bad) + 1
    assert done["successful"] == len(pages) + 1
    assert [line["filename"] for line in done["results"]][-1] == "PAGE.HTM"
    for line in done["results"]:
        assert set(line) == {"filename", "success", "po_number", "message", "linked_srvs"}
        assert line["message"]
        assert (line["po_number"] is not None) == line["success"]
    assert len(office_api.got("/api/po/")) == len(
        {line["po_number"] for line in done["results"] if line["success"]}
    )
    whole(office_api.books)


def test_one_page(office_api):
    done = office_api.post("/api/po/upload", files={"file": ("po.html", PAGE)}).json()
    assert done == {
        "success": True,
        "po_number": done["po_number"],
        "warnings": [],
        "linked_srvs": 0,
    }
    again = office_api.post("/api/po/upload", files={"file": ("po.html", PAGE)}).json()
    assert again["warnings"] == ["Nothing new on this page"]
    for name, data in (
        ("po.txt", PAGE),
        ("po.html", b""),
        ("po.html", b"<html></html>"),
        ("", PAGE),
    ):
        answer = office_api.post("/api/po/upload", files={"file": (name, data)})
        assert answer.status_code in (400, 422), name
        refused(answer, answer.status_code)
    srv = (PAGES / "srv-simple.html").read_bytes()
    refused(office_api.post("/api/po/upload", files={"file": ("s.html", srv)}), 400)


def test_srvs_that_waited_are_linked_and_counted(office_api):
    srv = (PAGES / "srv-simple.html").read_bytes()
    batch(office_api, ("s.html", srv), path="/api/srv/upload/batch")
    done = batch(office_api, ("po.html", (PAGES / "po-three-items.html").read_bytes()))
    assert (done["total_linked_srvs"], done["results"][0]["linked_srvs"]) == (1, 1)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.html", "..\\..\\boot.html", "/etc/x.html", "C:\\x.html", "a\x00b.html",
             "x" * 400 + ".html", "नाम.html"]
)  # fmt: skip
def test_a_name_is_only_shown_and_never_a_path(office_api, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if "books" not in path.name}
    done = batch(office_api, (name, PAGE))
    shown = done["results"][0]["filename"]
    assert "/" not in shown
    assert "\\" not in shown
    assert len(shown) <= 255
    assert {path for path in tmp_path.rglob("*") if "books" not in path.name} == before


def test_a_file_that_is_too_large_is_refused_alone(office_api):
    large = PAGE + b" " * importing.LARGEST_FILE
    done = batch(office_api, ("large.html", large), ("po.html", PAGE))
    assert [line["success"] for line in done["results"]] == [False, True]
    assert "8 MB" in done["results"][0]["message"]


def test_more_files_than_a_form_usually_holds(office_api):
    done = batch(office_api, *[(f"{number}.txt", b"") for number in range(1500)], ("po.html", PAGE))
    assert (done["total"], done["successful"]) == (1501, 1)


def test_too_many_files(office_api):
    files = [(f"{number}.txt", b"") for number in range(uploads.MOST_FILES + 1)]
    answer = office_api.post(
        "/api/po/upload/batch", files=[("files", (name, data, "text/html")) for name, data in files]
    )
    assert answer.status_code in (400, 413)
    refused(answer, answer.status_code)


def test_a_batch_read_on_several_cores(office_api, tmp_path):
    from tests.services.pages import SMALL, write_orders

    pages = write_orders(tmp_path / "pages", importing.WORTH_A_POOL, SMALL)
    done = batch(
        office_api, *[(page.name, page.read_bytes()) for page in pages], ("bad.html", b"x")
    )
    assert (done["successful"], done["failed"]) == (importing.WORTH_A_POOL, 1)
    assert [line["filename"] for line in done["results"]] == [
        *(page.name for page in pages),
        "bad.html",
    ]
    whole(office_api.books)


def test_what_is_no_form_is_said(office_api):
    for kwargs in ({"json": {}}, {"data": {"files": "x"}}, {"content": b"--x\r\nbroken", "headers": {
        "Content-Type": "multipart/form-data; boundary=x"}}, {"files": {"wrong": ("a.html", PAGE)}}):  # fmt: skip
        answer = office_api.post("/api/po/upload/batch", **kwargs)
        assert answer.status_code in (400, 422)
        refused(answer, answer.status_code)
    assert office_api.got("/api/po/") == []
