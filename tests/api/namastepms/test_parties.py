"""Customers and suppliers, call by call: bodies, statuses and words as documented."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from senstosales.queries import parties, people, search
from senstosales.queries.columns import Filter
from senstosales.services import parties as desk
from tests.api.namastepms.conftest import ABC, BILL, BILLING, PARTIES, XYZ, fresh
from tests.playing import ACTOR

NOT_FOUND = {"error": "Party not found"}


def at(party_id):
    return f"{PARTIES}?id={party_id}"


def test_the_sample_customer_is_made_as_documented(office):
    body = office.newcomer().made(PARTIES, ABC)
    key = body["party"]["id"]
    assert body == {
        "message": "Customer created successfully!",
        "party": {
            "id": key,
            "Category_type": "Customer",
            "is_active": True,
            "is_updated_at": "2026-03-16T06:30:00Z",
        },
        "customer": {
            "id": key,
            "party": key,
            "name": "ABC Company",
            "email": "contact@abc.com",
            "phone_no": "+919876543210",
            "Customer_code": "CUST001",
            "address": "123 Main Street",
            "open_balance": "5000.00",
            "credit_limmit": "50000.00",
            "payment_method": None,
            "loyalty_points": 0,
            "referred_by": None,
            "notes": "",
        },
    }
    assert list(body) == ["message", "party", "customer"]
    assert list(body["customer"]) == [
        "id", "party", "name", "email", "phone_no", "Customer_code", "address", "open_balance",
        "credit_limmit", "payment_method", "loyalty_points", "referred_by", "notes",
    ]  # fmt: skip


def test_the_sample_supplier_is_made_as_documented(office):
    client = office.newcomer()
    body = client.made(PARTIES, XYZ)
    key = body["party"]["id"]
    party = {
        "id": key,
        "Category_type": "Supplier",
        "is_active": True,
        "is_updated_at": "2026-03-16T06:30:00Z",
    }
    supplier = {"id": key, "party": key, "name": "XYZ Suppliers", "code": "SUP001"}
    assert body == {
        "message": "Supplier created successfully!",
        "party": party,
        "supplier": supplier,
    }
    assert client.got(PARTIES, id=key) == {**party, "supplier": supplier}
    assert client.got(PARTIES)["results"] == [party]


def test_a_customer_is_read_whole_and_changed_as_documented(office):
    client = office.newcomer()
    made = client.made(PARTIES, {**ABC, "preferred_payment_method": 1, "notes": "VIP"})
    key = made["party"]["id"]
    assert client.got(PARTIES, id=key) == {**made["party"], "customer": made["customer"]}
    assert list(client.got(PARTIES, id=key)) == [*made["party"], "customer"]
    office.clock.move(minutes=90)
    changes = {"name": "ABC Corporation", "credit_limmit": "75000.00", "loyalty_points": 150}
    body = client.made(at(key), changes, "PUT")
    assert body == {
        "message": "Customer updated successfully!",
        "party": {**made["party"], "is_updated_at": "2026-03-16T08:00:00Z"},
        "customer": {**made["customer"], **changes},
    }
    assert client.made(at(key), {"is_active": False}, "PUT")["party"]["is_active"] is False


def test_a_supplier_is_changed(api):
    made = api.made(PARTIES, fresh(XYZ))
    key = made["party"]["id"]
    body = api.made(at(key), {"name": "XYZ & Sons", "email": "not of suppliers"}, "PUT")
    assert body["message"] == "Supplier updated successfully!"
    assert body["supplier"] == {**made["supplier"], "name": "XYZ & Sons"}


def test_a_party_is_deleted_as_documented(office):
    client = office.newcomer()
    key = client.made(PARTIES, ABC)["party"]["id"]
    assert client.made(at(key), None, "DELETE") == {"message": "Party deleted successfully!"}
    for method in ("GET", "PUT", "DELETE"):
        assert client.refused(method, at(key), {}, status=404) == NOT_FOUND
    assert client.got(PARTIES)["count"] == 0
    client.made(PARTIES, ABC)


def test_lists_of_one_side(office):
    client = office.newcomer()
    customer = client.made(PARTIES, ABC)["party"]
    supplier = client.made(PARTIES, XYZ)["party"]
    assert client.got(PARTIES)["results"] == [customer, supplier]
    assert client.got(PARTIES, id="") == client.got(PARTIES)
    assert client.got(PARTIES, category_type="Customer")["results"] == [customer]
    assert client.got(PARTIES, category_type="Supplier")["results"] == [supplier]
    assert client.got(PARTIES, category_type="")["count"] == 2
    assert client.got(PARTIES, category_type="supplier") == {
        "count": 0, "next": None, "previous": None, "results": [],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [None, "", "customer", "Buyer", 1, [], {}])
def test_a_kind_that_is_none(api, kind):
    said = {"error": "Invalid Category. Must be 'Customer' or 'Supplier'"}
    assert api.refused("POST", PARTIES, fresh(ABC, Category_type=kind)) == said
    assert api.refused("POST", PARTIES, {"name": "x"}) == said


def test_a_known_customer_is_told(office):
    client = office.newcomer()
    known = client.made(PARTIES, ABC)["customer"]

    def said(**changes):
        return client.refused("POST", PARTIES, fresh(ABC, **changes))

    email, phone, code = (ABC[key] for key in ("email", "phone_no", "Customer_code"))
    sentences = {
        "A customer with this email already exists.": [
            {"email": email}, {"email": email.upper()},
            {"email": email, "phone_no": phone, "Customer_code": code},
        ],
        "A customer with this phone number already exists.": [
            {"phone_no": phone}, {"phone_no": phone, "Customer_code": code},
        ],
        "A customer with this Customer code already exists.": [{"Customer_code": code}],
    }  # fmt: skip
    for sentence, changes in sentences.items():
        for change in changes:
            assert said(**change) == {"error": sentence, "existing_customer": known}
    client.made(PARTIES, fresh(ABC, email="", phone_no=None, Customer_code=""))
    client.made(PARTIES, fresh(ABC, email="", phone_no=None, Customer_code=""))
    client.made(PARTIES, fresh(XYZ, code=code))


def test_a_known_supplier_is_told(office):
    client = office.newcomer()
    known = client.made(PARTIES, XYZ)["supplier"]
    for change, by in (
        ({"code": "SUP001"}, "code"),
        ({"name": "XYZ Suppliers"}, "name"),
        ({"code": "SUP001", "name": "XYZ Suppliers"}, "code"),
    ):
        assert client.refused("POST", PARTIES, fresh(XYZ, **change)) == {
            "error": f"A supplier with this {by} already exists.",
            "existing_supplier": known,
        }


def test_a_code_stays_with_one_customer(office):
    client = office.newcomer()
    known = client.made(PARTIES, ABC)["customer"]
    other = client.made(PARTIES, fresh(ABC))
    path = at(other["party"]["id"])
    assert client.refused("PUT", path, {"Customer_code": "CUST001"}) == {
        "error": "A customer with this Customer code already exists.",
        "existing_customer": known,
    }
    client.made(path, other["customer"], "PUT")
    client.made(path, {"phone_no": ABC["phone_no"], "email": ABC["email"]}, "PUT")


def test_the_same_customer_twice_at_once(office):
    client = office.newcomer()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post(PARTIES, json=ABC), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    assert client.got(PARTIES)["count"] == 1


@pytest.mark.parametrize(("way", "told"), [(1, 1), ("3", 3), ("UPI", 4), ("Cash", 1), (None, None)])
def test_ways_to_pay_come_as_number_or_name(api, way, told):
    made = api.made(PARTIES, fresh(ABC, preferred_payment_method=way))
    assert made["customer"]["payment_method"] == told


@pytest.mark.parametrize(
    ("sample", "change", "said"),
    [
        (ABC, {"name": ""}, {"name": ["This field may not be blank."]}),
        (ABC, {"email": "nobody"}, {"email": ["Enter a valid email address."]}),
        (ABC, {"open_balance": "1.005"},
         {"open_balance": ["Ensure that there are no more than 2 decimal places."]}),
        (ABC, {"credit_limmit": None}, {"credit_limmit": ["This field may not be null."]}),
        (ABC, {"preferred_payment_method": 9},
         {"preferred_payment_method": ['Invalid pk "9" - object does not exist.']}),
        (ABC, {"preferred_payment_method": "Barter"}, {"preferred_payment_method": [
            "Incorrect type. Expected pk value, received str."]}),
        (ABC, {"loyalty_points": "many"}, {"loyalty_points": ["A valid integer is required."]}),
        (ABC, {"is_active": "perhaps"}, {"is_active": ["Must be a valid boolean."]}),
        (ABC, {"notes": "\x1b[2J"}, {"notes": ["This holds characters that cannot be printed."]}),
        (XYZ, {"code": ""}, {"code": ["This field may not be blank."]}),
        (XYZ, {"name": "x" * 201},
         {"name": ["Ensure this field has no more than 200 characters."]}),
    ],
)  # fmt: skip
def test_every_complaint_stands_under_its_field(api, sample, change, said):
    assert api.refused("POST", PARTIES, fresh(sample, **change)) == said
    made = api.made(PARTIES, fresh(sample))["party"]
    assert api.refused("PUT", at(made["id"]), change) == said


def test_what_is_missing_is_named(api):
    required = ["This field is required."]
    assert api.refused("POST", PARTIES, {"Category_type": "Customer"}) == {"name": required}
    assert api.refused("POST", PARTIES, {"Category_type": "Supplier"}) == {
        "name": required, "code": required,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        (" ", 400, "Party ID is required"),
        ("x", 400, "Invalid Party ID"),
        ("99999", 404, "Party not found"),
    ],
)
def test_one_party_that_is_none(api, asked, status, said):
    assert api.refused("GET", at(asked), status=status) == {"error": said}


def test_parties_of_others_are_not_there(office):
    made = office.owner.made(PARTIES, fresh(ABC))["party"]["id"]
    for method in ("GET", "PUT", "DELETE"):
        said = office.stranger.refused(method, at(made), {"name": "Mine"}, status=404)
        assert said == NOT_FOUND
    assert office.stranger.got(PARTIES)["count"] == 0
    office.stranger.made(PARTIES, ABC)


def test_parties_of_the_desk_are_there(office):
    client = office.newcomer()
    books = office.books.of(office.books.ask(_business_of, client.user))
    both = desk.PartyDraft(name="Both Ways", is_customer=True, is_supplier=True)
    neither = desk.PartyDraft(name="Works Gate 3", is_customer=False, is_supplier=False)
    keys = [desk.save(books, ACTOR, draft) for draft in (both, neither)]
    told = [client.got(PARTIES, id=key) for key in keys]
    assert [party["Category_type"] for party in told] == ["Customer", "Customer"]
    assert ["customer" in party for party in told] == [True, False]
    assert client.refused("PUT", at(keys[1]), {"name": "x"}) == {
        "error": "No related customer or supplier found"
    }
    default = desk.save(books, ACTOR, desk.PartyDraft(name="Usual Buyer", is_default=True))
    said = client.refused("DELETE", at(default), status=409)
    assert said["error"].startswith("Usual Buyer cannot be deleted: it is the default buyer.")


def test_a_deleted_party_leaves_the_lists_of_the_desk(office):
    made = office.owner.made(PARTIES, fresh(ABC))
    name, key = made["customer"]["name"], made["party"]["id"]
    assert [row.id for row in office.books.ask(parties.page, _called(name), None, 5, 0)] == [key]
    office.owner.made(at(key), None, "DELETE")
    assert office.books.ask(parties.page, _called(name), None, 5, 0) == []
    assert not [hit for hit in office.books.ask(search.search, name) if hit.noun == "parties"]


def test_a_party_that_owes_stays(office, widget):
    made = office.owner.made(PARTIES, fresh(ABC))
    key = made["party"]["id"]
    item = {"item": widget, "quantity": 2, "rate": "50.00"}
    sent = {"invoice_number": fresh(BILL)["invoice_number"], "party": key, "items": [item]}
    bill = office.owner.made(BILLING, {**sent, "invoice_status": "Unpaid"})["billing"]
    said = office.owner.refused("DELETE", at(key), status=409)["error"]
    assert said == (
        f"{made['customer']['name']} cannot be deleted: ₹ 100.00 of invoice "
        f"{bill['invoice_number']} are open."
    )
    office.owner.made(f"{BILLING}?id={bill['id']}", {"paid_amount": "100.00"}, "PUT")
    office.owner.made(at(key), None, "DELETE")
    last = office.owner.got(BILLING, page="last")["results"][-1]
    assert (last["id"], last["party"]) == (bill["id"], key)


def _called(name):
    return Filter(words=(name,))


def _business_of(session, user_id):
    return people.places(session, user_id)[0].business_id
