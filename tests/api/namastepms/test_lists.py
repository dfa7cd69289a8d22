"""Pages of ten by number, and who may read them: the same for all four lists."""

import pytest

from tests.api.namastepms.conftest import (
    ABC,
    BILLING,
    EXPENSES,
    PARTIES,
    PRODUCTS,
    RENT,
    XYZ,
    fresh,
)

ALL = pytest.mark.parametrize("path", [PRODUCTS, PARTIES, EXPENSES, BILLING])
INVALID = {"detail": "Invalid page."}


@pytest.fixture(scope="module")
def spender(office):
    """Somebody with 25 expenses."""
    client = office.newcomer()
    for amount in range(1, 26):
        client.made(EXPENSES, {**RENT, "amount": amount})
    return client


@ALL
def test_an_empty_list_is_one_empty_page(office, path):
    empty = {"count": 0, "next": None, "previous": None, "results": []}
    client = office.newcomer()
    assert client.got(path) == client.got(path, page="last") == empty
    assert client.refused("GET", f"{path}?page=2", status=404) == INVALID


def test_three_pages_of_a_list(spender):
    address = f"{spender.base_url}{EXPENSES}"
    first, second, third = (spender.got(EXPENSES, page=number) for number in (1, 2, 3))
    assert [list(page) for page in (first, second, third)] == [
        ["count", "next", "previous", "results"]
    ] * 3
    assert [page["count"] for page in (first, second, third)] == [25] * 3
    assert [(page["next"], page["previous"]) for page in (first, second, third)] == [
        (f"{address}?page=2", None),
        (f"{address}?page=3", address),
        (None, f"{address}?page=2"),
    ]
    rows = first["results"] + second["results"] + third["results"]
    assert [row["amount"] for row in rows] == [f"{amount}.00" for amount in range(1, 26)]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert spender.got(EXPENSES) == spender.got(EXPENSES, page="") == first
    assert spender.got(EXPENSES, page="last") == third


def test_the_addresses_lead_from_page_to_page(spender):
    seen, address = [], EXPENSES
    while address:
        page = spender.got(address)
        seen += [row["amount"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize("page", ["0", "-1", "4", "x", "1.0", "٣", "9" * 30, "1 2", "Last", "%00"])
def test_pages_that_there_are_not(spender, page):
    assert spender.refused("GET", f"{EXPENSES}?page={page}", status=404) == INVALID


def test_the_size_of_a_page_is_fixed(spender):
    assert len(spender.got(EXPENSES, page_size=100)["results"]) == 10


def test_what_else_was_asked_stays_in_the_addresses(office):
    client = office.newcomer()
    for _ in range(11):
        client.made(PARTIES, fresh(XYZ))
        client.made(PARTIES, fresh(ABC))
    address = f"{client.base_url}{PARTIES}?category_type=Supplier"
    first = client.got(PARTIES, category_type="Supplier")
    assert (first["count"], first["next"]) == (11, f"{address}&page=2")
    assert client.got(first["next"])["previous"] == address


@pytest.mark.parametrize("path", [PRODUCTS, EXPENSES, BILLING])
def test_an_id_is_not_looked_at_where_only_lists_are_read(office, path):
    assert office.owner.got(path, id=99)["results"] == office.owner.got(path)["results"]


@ALL
def test_the_last_slash_may_be_left_out(office, path):
    assert office.owner.got(path.rstrip("/"))["count"] == office.owner.got(path)["count"]


@ALL
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_without_a_token_nothing_is_told(office, path, method):
    nobody = office.anybody()
    answer = nobody.request(method, path, content=b"{")
    assert (answer.status_code, answer.json()) == (
        401,
        {"detail": "Authentication credentials were not provided."},
    )
    answer = nobody.request(method, path, headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_not_valid"


@ALL
def test_a_viewer_reads_and_changes_nothing(office, path):
    viewer = office.viewer
    assert viewer.got(path) == office.owner.got(path)
    for method in ("POST", "PUT", "DELETE"):
        said = viewer.refused(method, f"{path}?id=1", {}, status=403)
        assert "viewer" in said["detail"]


@ALL
def test_a_clerk_may_do_all_of_it(office, path):
    assert office.clerk.refused("DELETE", f"{path}?id=0", status=404)


@ALL
def test_other_methods_are_not_allowed(office, path):
    answer = office.owner.patch(path, json={})
    assert (answer.status_code, answer.json()) == (405, {"detail": 'Method "PATCH" not allowed.'})
    assert answer.headers["allow"] == "GET, POST, PUT, DELETE, OPTIONS"


@ALL
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "JSON parse error - "),
        (b'{"a": NaN}', "JSON parse error - "),
        (b"\xff", "JSON parse error - "),
        (b"[" * 100_000, "JSON parse error - "),
    ],
)
def test_what_is_no_json_is_said(office, path, text, said):
    answer = office.owner.post(path, content=text)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(said)


@ALL
@pytest.mark.parametrize(("body", "kind"), [([], "list"), ("x", "str"), (1, "int"), (1.5, "float")])
def test_a_body_that_is_no_object(office, path, body, kind):
    said = f"Invalid data. Expected a dictionary, but got {kind}."
    assert office.owner.refused("POST", path, body) == {"non_field_errors": [said]}


@pytest.mark.parametrize(
    ("path", "noun"),
    [(PRODUCTS, "Product"), (PARTIES, "Party"), (EXPENSES, "Expense"), (BILLING, "Billing")],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_ids_that_are_none(office, path, noun, method):
    owner = office.owner
    for asked in ("", "?id=", "?id=%20"):
        assert owner.refused(method, path + asked, {}) == {"error": f"{noun} ID is required"}
    for asked in ("x", "1.5", "1x", "٣", "%00", "9" * 500):
        assert owner.refused(method, f"{path}?id={asked}", {}) == {"error": f"Invalid {noun} ID"}
    words = {"PUT": "edit", "DELETE": "delete"}[method]
    missing = f"{noun} not found or you do not have permission to {words} it."
    for asked in ("0", "-1", "99999", "9" * 30):
        assert owner.refused(method, f"{path}?id={asked}", {}, status=404) == {
            "error": "Party not found" if path == PARTIES else missing
        }
