"""Who may use the sales contract: 401 for bad and missing tokens, each their own business, viewers look."""

import pytest

from senstosales.domain.roles import Role
from senstosales.services import keys, tokens
from tests.api.sales.conftest import CUSTOMER, CUSTOMERS, INVOICES, ORDERS, log_in, member, said
from tests.playing import ACTOR

CALLS = [
    ("GET", ORDERS), ("POST", ORDERS), ("GET", CUSTOMERS), ("POST", CUSTOMERS),
    ("POST", INVOICES), ("GET", f"{INVOICES}/1"),
]  # fmt: skip


@pytest.mark.parametrize("headers", [
    {}, {"Authorization": "Bearer a.b.c"}, {"Authorization": "Bearer"}, {"Authorization": "Basic x"},
    {"X-API-Key": "wrong"},
])  # fmt: skip
def test_without_a_good_token_nothing_is_answered(office_api, headers):
    for method, path in CALLS:
        for slash in ("", "/"):
            answer = office_api.request(method, path + slash, headers=headers)
            assert said(answer, 401) == "Could not validate credentials"
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_says_so(seller, clock):
    clock.move(minutes=31)
    assert said(seller.get(ORDERS), 401) == "Token has expired"


def test_a_key_works_for_the_office_but_not_beside_a_bad_token(office_api):
    key = keys.add(office_api.books, ACTOR, "shop")
    office_api.headers["X-API-Key"] = key
    assert office_api.post(CUSTOMERS, json=CUSTOMER).status_code == 200
    bad = {"Authorization": "Bearer a.b.c"}
    assert said(office_api.get(CUSTOMERS, headers=bad), 401) == "Could not validate credentials"
    del office_api.headers["X-API-Key"]
    as_bearer = {"Authorization": f"Bearer {key}"}
    assert office_api.get(CUSTOMERS, headers=as_bearer).json()["total"] == 1


def test_a_viewer_looks_and_changes_nothing(office_api):
    member(office_api, "Bina", Role.VIEWER)
    headers = {"Authorization": f"Bearer {log_in(office_api, 'bina').json()['access_token']}"}
    assert office_api.get(CUSTOMERS, headers=headers).status_code == 200
    said(office_api.post(CUSTOMERS, json=CUSTOMER, headers=headers), 403)


def test_who_signed_up_sees_nothing_of_the_office(seller, customer):
    facts = {"name": "Other", "email": "other@example.com", "password": "secret"}
    assert seller.post("/auth/register", json=facts).status_code == 201
    token = log_in(seller, "other@example.com", "secret").json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert seller.get(CUSTOMERS, headers=headers).json()["total"] == 0
    body = {"customer_id": customer, "items": [
        {"product_id": "1", "quantity": 1, "unit_price": 1}]}  # fmt: skip
    answer = seller.post(ORDERS, json=body, headers=headers)
    assert said(answer, 404) == "Customer not found"
    # Their own may bear the e-mail address that a customer of the office has.
    assert seller.post(CUSTOMERS, json=CUSTOMER, headers=headers).status_code == 200


def test_a_token_signed_elsewhere_or_a_refresh_token_opens_nothing(seller):
    forged = tokens.issue(
        b"x" * 32, "1", tokens.TokenKind.ACCESS, tokens.timedelta(1), seller.books.clock()
    )
    said(seller.get(ORDERS, headers={"Authorization": f"Bearer {forged}"}), 401)
    body = {"email": "asha@example.com", "password": "a long password"}
    refresh = seller.post("/api/auth/login", json=body).json()["data"]["refresh"]
    said(seller.get(ORDERS, headers={"Authorization": f"Bearer {refresh}"}), 401)


def test_paths_of_the_import_contract_stay_its_own(seller):
    answer = seller.post("/api/sales/import/invoice/", json={}, headers={"Authorization": ""})
    assert answer.json() == {"success": False, "message": "Invalid API key"}
    assert said(seller.delete(ORDERS), 405) == "Method Not Allowed"
    assert said(seller.get(f"{ORDERS}/nothing/here"), 404) == "Not Found"
