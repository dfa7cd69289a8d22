"""Customers of the sales contract: parties, with an address in parts and an e-mail address of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from senstosales.domain.identity import gstin_check_digit
from senstosales.queries import parties
from senstosales.services.parties import PartyDraft, save
from tests.api.sales.conftest import CUSTOMER, CUSTOMERS, said
from tests.playing import ACTOR, whole


def test_a_customer_is_answered_as_sent_and_is_a_party(seller):
    made = seller.made(CUSTOMERS, CUSTOMER)
    assert made == {"id": made["id"], **CUSTOMER, "email": "Office@Satpura.example", "tax_id": None}
    assert seller.got(CUSTOMERS) == {"items": [made], "total": 1, "page": 1, "size": 100}
    held = seller.books.ask(parties.detail, int(made["id"]))
    assert held.address == "12 Station Road\nKochi, Kerala - 682001"
    assert (held.state_code, held.place_of_supply) == ("32", "32")
    assert held.is_customer
    whole(seller.books)


def test_an_email_belongs_to_one_customer(seller):
    seller.made(f"{CUSTOMERS}/", CUSTOMER)
    again = CUSTOMER | {"name": "Other", "email": "office@SATPURA.example"}
    answer = seller.post(CUSTOMERS, json=again)
    assert said(answer, 400) == "A customer with this email already exists."
    with ThreadPoolExecutor(4) as pool:
        body = CUSTOMER | {"email": "race@example.com"}
        answers = list(pool.map(lambda _: seller.post(CUSTOMERS, json=body), range(8)))
    assert sorted(each.status_code for each in answers) == [200] + [400] * 7
    assert seller.got(CUSTOMERS)["total"] == 2


def test_little_is_needed(seller):
    made = seller.made(CUSTOMERS, {"name": "Nila", "email": "n@example.com", "address": None})
    assert made["phone"] == ""
    assert set(made["address"].values()) == {""}
    plain = {"name": "Old client", "email": "o@example.com", "address": "7 Fort Road, Pune"}
    assert seller.made(CUSTOMERS, plain)["address"]["street"] == "7 Fort Road, Pune"


def test_an_address_changed_at_the_desk_is_answered_as_it_is_now(seller):
    made = seller.made(CUSTOMERS, CUSTOMER)
    moved = PartyDraft(name="Satpura Tools", address="9 New Road", state_code="27")
    save(seller.books, ACTOR, moved, int(made["id"]))
    (listed,) = seller.got(CUSTOMERS)["items"]
    assert listed["address"] == {
        "street": "9 New Road", "city": "", "state": "Maharashtra", "postal_code": "",
        "country": "",
    }  # fmt: skip


def test_a_registered_buyer_gives_his_gstin(seller):
    body = CUSTOMER | {"tax_id": "32AAACS0000B1Z6"}
    answer = seller.post(CUSTOMERS, json=body)
    assert said(answer, 400).startswith("tax_id: ")
    good = "32AAACS0000B1Z" + gstin_check_digit("32AAACS0000B1Z")
    assert seller.made(CUSTOMERS, CUSTOMER | {"tax_id": good})["tax_id"] == good
    elsewhere = "27AAACS0000B1Z" + gstin_check_digit("27AAACS0000B1Z")
    answer = seller.post(CUSTOMERS, json=CUSTOMER | {"email": "b@b.in", "tax_id": elsewhere})
    assert said(answer, 400).startswith("tax_id: The GSTIN belongs to another state")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": None}, "name: This field may not be null."),
        ({"name": " "}, "name: This field may not be blank."),
        ({"name": "x" * 201}, "name: Ensure this field has no more than 200 characters."),
        ({"name": "a\u0007b"}, "name: This holds characters that cannot be printed."),
        ({"email": "nobody"}, "email: Enter a valid email address."),
        ({"address": []},
         "address.non_field_errors: Invalid data. Expected a dictionary, but got list."),
        ({"address": {"city": {}}}, "address.city: Not a valid string."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_field(seller, change, told):
    answer = seller.post(CUSTOMERS, json=CUSTOMER | change)
    assert said(answer, 400) == told
    assert seller.got(CUSTOMERS)["total"] == 0


def test_name_and_email_are_required(seller):
    answer = seller.post(CUSTOMERS, json={})
    assert set(answer.json()["errors"]) == {"name", "email"}
