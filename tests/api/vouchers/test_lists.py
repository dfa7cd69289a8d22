"""Lists: filtered before they are paged, the newest first, and still while papers are made."""

import base64
import json

import pytest

from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, QUOTATION


@pytest.fixture(scope="module")
def api(opened):
    """The owner of an office of this module's own, so that lists hold what is put there."""
    return opened().owner


def marked(api, kind, mark, *many):
    """Papers whose buyer bears a mark by which a test finds its own."""
    return [
        api.made(kind, buyerName=f"{mark} {place}", **changes) for place, changes in enumerate(many)
    ]


def names(documents):
    return [document["buyerName"].split(" ")[-1] for document in documents]


def asked(api, kind, **query):
    return api.get(api.at(kind), params=query)


def test_an_empty_list(api, kind):
    assert asked(api, kind, search="nobody of that name").json() == {kind.many: [], "count": 0}


def test_documents_are_listed_whole_the_newest_first(api, kind):
    full = {**kind.full(), "buyerName": "Whole full"}
    made = [api.made(kind, **full), *marked(api, kind, "Whole", {}, {"status": kind.lenient})]
    assert api.listed(kind, search="whole") == made[::-1]


def test_pages_hang_together_while_papers_are_made(api, kind):
    marked(api, kind, "Paged", *[{}] * 7)
    seen, token = [], None
    while True:
        query = {"search": "paged", "limit": 3} | ({"nextToken": token} if token else {})
        page = asked(api, kind, **query).json()
        seen += names(page[kind.many])
        assert page["count"] == len(page[kind.many]) <= 3
        marked(api, kind, "Paged", {})  # comes before the first page and must not move the others
        token = page.get("nextToken")
        if token is None:
            break
    assert seen == [str(place) for place in reversed(range(7))]


def test_the_last_page_bears_no_token_even_when_it_is_full(api, kind):
    marked(api, kind, "Brimming", *[{}] * 4)
    first = asked(api, kind, search="brimming", limit=2).json()
    second = asked(api, kind, search="brimming", limit=2, nextToken=first["nextToken"]).json()
    assert names(second[kind.many]) == ["1", "0"]
    assert "nextToken" not in second


def test_a_page_goes_on_although_its_last_paper_was_deleted(api, kind):
    marked(api, kind, "Gone", *[{}] * 3)
    first = asked(api, kind, search="gone", limit=1).json()
    assert api.delete(api.at(kind, first[kind.many][0]["id"])).status_code == 204
    rest = asked(api, kind, search="gone", nextToken=first["nextToken"]).json()
    assert names(rest[kind.many]) == ["1", "0"]


def test_a_token_is_base64url_and_belongs_to_its_list(api, kind):
    marked(api, kind, "Token", {}, {})
    token = asked(api, kind, limit=1).json()["nextToken"]
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert asked(api, kind, nextToken=token + "==").status_code == 200
    other = INVOICE if kind is not INVOICE else CHALLAN
    refused(asked(api, other, nextToken=token))


def refused(answer):
    assert answer.status_code == 400, (answer.status_code, answer.text)
    assert answer.json() == {"message": "Invalid nextToken"}


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    ["x", "!!!", "e30", "bnVsbA", "W10", "Ww" * 400, "W" * 2000, "é", encoded({"PK": "x", "SK": "y"}),
     encoded({"PK": 1, "SK": 2}), encoded("x"), base64.urlsafe_b64encode(b"[" * 700).decode()],
    ids=lambda token: token[:20],
)  # fmt: skip
def test_tokens_that_are_none(api, kind, token):
    refused(asked(api, kind, nextToken=token))


def test_a_token_of_another_business_is_none(api, opened):
    office = opened()
    mine = office.owner
    marked(mine, INVOICE, "Mine", {}, {})
    token = mine.get(mine.at(INVOICE), params={"limit": 1}).json()["nextToken"]
    refused(office.stranger.get(office.stranger.at(INVOICE), params={"nextToken": token}))


@pytest.mark.parametrize(
    ("limit", "count"),
    [("abc", 5), ("", 5), ("0", 5), ("-3", 1), ("1", 1), ("2", 2), ("2.9", 2), ("101", 5), ("1e9", 5),
     ("NaN", 5), ("-Infinity", 1), ("Infinity", 5)],
)  # fmt: skip
def test_limits(api, limit, count):
    if not api.listed(QUOTATION, search="limits"):
        marked(api, QUOTATION, "Limits", *[{}] * 5)
    assert len(api.listed(QUOTATION, search="limits", limit=limit)) == count


def test_filters_come_before_pages(api, kind):
    words = [kind.usual, kind.lenient] * 3
    marked(api, kind, "Sieve", *[{"status": word} for word in words])
    page = asked(api, kind, search="sieve", status=kind.lenient, limit=3).json()
    assert names(page[kind.many]) == ["5", "3", "1"]
    assert "nextToken" not in page


@pytest.mark.parametrize(
    ("kind_of", "words"),
    [(INVOICE, ["draft", "saved", "cancelled"]), (DEBIT_NOTE, ["draft", "saved", "cancelled"]),
     (CHALLAN, ["pending", "delivered", "cancelled"]),
     (QUOTATION, ["draft", "sent", "accepted", "rejected", "expired"])],
    ids=lambda value: getattr(value, "path", ""),
)  # fmt: skip
def test_status(api, kind_of, words):
    marked(api, kind_of, "Stand", *[{"status": word} for word in words])
    for place, word in enumerate(words):
        assert names(api.listed(kind_of, search="stand", status=word)) == [str(place)]
    assert len(api.listed(kind_of, search="stand", status="")) == len(words)
    answer = asked(api, kind_of, status="sold")
    if kind_of is QUOTATION:
        assert answer.json() == {"quotations": [], "count": 0}
    else:
        assert answer.status_code == 400
        assert answer.json() == {
            "message": f"Invalid status. Must be one of: {', '.join(words)}. Omit for all.",
            "code": "INVALID_QUERY",
        }


@pytest.mark.parametrize(
    ("query", "found"),
    [({"fromDate": "2026-02-03"}, "3210"), ({"toDate": "2026-02-03"}, "20"),
     ({"fromDate": "2026-02-03", "toDate": "2026-02-03"}, "20"),
     ({"fromDate": "2026-02-03T10:00:00Z"}, "31"), ({"toDate": "2026-02-03T10:00:00Z"}, "210"),
     ({"fromDate": "2026-02-04"}, "3"), ({"toDate": "2026-02-02"}, ""),
     ({"fromDate": "03/02/2026"}, "3210"), ({"fromDate": "soon"}, ""), ({"toDate": "2026-02-31"}, ""),
     ({"fromDate": "0001-01-01", "toDate": "9999-12-31"}, "3210"), ({"fromDate": ""}, "543210")],
    ids=str,
)  # fmt: skip
def test_dates(api, kind, query, found):
    if not api.listed(kind, search="Dated"):
        dates = ["2026-02-03", "2026-02-03T10:00:00.000Z", "03/02/2026", "2026-02-05", None, "soon"]
        marked(api, kind, "Dated", *[{kind.date: date} for date in dates])
    assert names(api.listed(kind, search="Dated", **query)) == list(found)


def test_papers_without_a_date_fill_no_pages(api):
    marked(api, INVOICE, "Undated", *[{"invoiceDate": None}] * 3, {"invoiceDate": "2026-02-03"},
           *[{"invoiceDate": "later"}] * 3)  # fmt: skip
    page = asked(api, INVOICE, search="undated", fromDate="2020-01-01", limit=1).json()
    assert names(page["invoices"]) == ["3"]
    assert "nextToken" not in page


@pytest.mark.parametrize(
    ("search", "found"),
    [("bHaRaT sTo", True), ("ŐRSÉG", True), ("őrség", True), ("भारत", True), ("ΟΔΟΣ", True),
     ("οδος", True), ("100%", True), ("_", True), ("\\", True), ("straße", True), ("Bharat  ", False),
     ("%", True), ("o%", False), ("'; drop", False), ("x" * 4001, False), ("\x00", False)],
)  # fmt: skip
def test_search_in_any_script(api, kind, search, found):
    if not api.listed(kind, search="Őrség"):
        api.made(kind, buyerName="Bharat Stores Őrség भारत ΟΔΟΣ 100% _ \\ Straße end")
    hits = [d for d in api.listed(kind, search=search) if d["buyerName"].endswith("Straße end")]
    assert bool(hits) is found


def test_search_in_numbers(api, kind, fresh):
    number = f"{kind.prefix}{next(fresh)}-Zed"
    api.made(kind, **{kind.number: number})
    for text in (number, number.lower(), number[3:], "-zED"):
        assert number in [d[kind.number] for d in api.listed(kind, search=text)]


def test_notes_on_an_invoice(api):
    invoice, other = api.made(INVOICE), api.made(INVOICE)
    for uid in (invoice["id"], other["id"], invoice["id"], "elsewhere", None):
        api.made(
            DEBIT_NOTE, referenceInvoiceId=uid, referenceInvoiceNumber="INV-1", buyerName="Ref"
        )
    assert len(api.listed(DEBIT_NOTE, search="ref", referenceInvoiceId=invoice["id"])) == 2
    assert len(api.listed(DEBIT_NOTE, search="ref", referenceInvoiceId=other["id"])) == 1
    assert len(api.listed(DEBIT_NOTE, search="ref", referenceInvoiceId="elsewhere")) == 1
    assert len(api.listed(DEBIT_NOTE, search="ref", referenceInvoiceId="nowhere")) == 0
    assert len(api.listed(DEBIT_NOTE, search="ref", referenceInvoiceId="")) == 5
    page = asked(api, DEBIT_NOTE, search="ref", referenceInvoiceId=invoice["id"], limit=1).json()
    assert page["nextToken"]


@pytest.mark.parametrize("slash", ["", "/"])
def test_paths_answer_with_and_without_a_last_slash(api, kind, slash):
    answer = api.post(api.at(kind) + slash, json=kind.body())
    assert answer.status_code == 201
    path = api.at(kind, answer.json()[kind.one]["id"]) + slash
    assert api.get(api.at(kind) + slash).status_code == 200
    assert api.get(path).status_code == 200
    assert api.put(path, json={}).status_code == 200
    pdf = api.at(kind, answer.json()[kind.one]["id"], "pdf") + slash
    assert api.post(pdf, json={"templateId": "nosuch"}).status_code == 400
    assert api.delete(path).status_code == 204
