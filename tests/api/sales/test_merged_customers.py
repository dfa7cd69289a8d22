"""A customer that was merged into another: its id is found no more, at the buyers' door either."""

from senstosales.services import party_merging
from tests.api.conftest import Api, refused
from tests.api.sales.conftest import CUSTOMER, CUSTOMERS, ORDERS, place, product
from tests.playing import ACTOR

BUYERS = "/api/buyers/"


def test_orders_follow_and_the_id_is_found_no_more(seller: Api, customer: str) -> None:
    stays = int(seller.made(CUSTOMERS, CUSTOMER | {"email": "other@example.com"})["id"])
    order = place(seller, customer, (product(seller), 2, "10.00"))
    party_merging.merge(seller.books, ACTOR, stays_id=stays, goes_id=int(customer))
    assert [one["id"] for one in seller.got(CUSTOMERS)["items"]] == [str(stays)]
    assert {one["customer_id"] for one in seller.got(ORDERS)["items"]} == {str(stays)}
    assert order["customer_id"] == customer
    assert seller.get(f"{CUSTOMERS}/{customer}").status_code in (404, 405)
    again = seller.post(CUSTOMERS, json=CUSTOMER)
    assert again.status_code == 400, "its e-mail address is that of the one that stays"
    assert [buyer["id"] for buyer in seller.got(BUYERS)] == [stays]
    body = {
        "name": "X", "gstin": "", "billing_address": "Bhopal", "place_of_supply": "23",
    }  # fmt: skip
    refused(seller.put(f"{BUYERS}{customer}", json=body), 404)
    refused(seller.put(f"{BUYERS}{customer}/default"), 404)
    refused(seller.delete(f"{BUYERS}{customer}"), 404)
