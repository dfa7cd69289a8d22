"""Products, call by call: bodies, statuses and words as documented."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from senstosales.queries import stock
from senstosales.services import products
from tests.api.namastepms.conftest import PRODUCTS, WIDGET, fresh
from tests.playing import ACTOR

REQUIRED = ["This field is required."]
NO_INTEGER, NO_NUMBER = ["A valid integer is required."], ["A valid number is required."]


def test_the_sample_is_made_as_documented(office):
    client = office.newcomer()
    answer = client.post(PRODUCTS, json=WIDGET)
    assert answer.status_code == 201
    body = answer.json()
    product = {
        "id": body["product"]["id"],
        "user": client.user,
        "product_name": "Widget A",
        "category": 1,
        "product_Img": "https://example.com/image.jpg",
        "unit_price": "99.99",
        "quantity": 100,
        "description": "A high-quality widget",
    }
    assert body == {"message": "Product created successfully!", "product": product}
    assert list(body) == ["message", "product"]
    assert list(body["product"]) == list(product)
    assert client.got(PRODUCTS)["results"] == [product]


def test_some_of_it_is_changed_as_documented(api):
    made = api.made(PRODUCTS, fresh(WIDGET))["product"]
    body = api.made(f"{PRODUCTS}?id={made['id']}", {"unit_price": "89.99", "quantity": 150}, "PUT")
    assert body == {
        "message": "Product updated successfully!",
        "product": {**made, "unit_price": "89.99", "quantity": 150},
    }


def test_it_is_deleted_as_documented(api):
    made = api.made(PRODUCTS, fresh(WIDGET))["product"]
    path = f"{PRODUCTS}?id={made['id']}"
    assert api.made(path, None, "DELETE") == {"message": "Product deleted successfully!"}
    assert api.refused("DELETE", path, status=404) == {
        "error": "Product not found or you do not have permission to delete it."
    }
    api.refused("PUT", path, {}, status=404)
    again = api.made(PRODUCTS, fresh(WIDGET, product_name=made["product_name"]))
    assert again["product"]["id"] != made["id"]


def test_what_is_not_said_is_null(api):
    body = {key: WIDGET[key] for key in ("category", "unit_price", "quantity")}
    made = api.made(PRODUCTS, {**body, "product_name": fresh(WIDGET)["product_name"]})["product"]
    assert (made["product_Img"], made["description"]) == (None, None)


def test_a_name_is_free_once(office):
    client = office.newcomer()
    taken = {"error": "You already have a product with this name."}
    first = client.made(PRODUCTS, WIDGET)["product"]["id"]
    assert client.refused("POST", PRODUCTS, WIDGET) == taken
    assert client.refused("POST", PRODUCTS, {**WIDGET, "product_name": " Widget A "}) == taken
    other = client.made(PRODUCTS, {**WIDGET, "product_name": "widget a"})["product"]["id"]
    path = f"{PRODUCTS}?id={other}"
    assert client.refused("PUT", path, {"product_name": "Widget A"}) == taken
    client.made(f"{PRODUCTS}?id={first}", {"product_name": "Widget A"}, "PUT")
    client.made(path, {"product_name": "Widget B"}, "PUT")
    office.newcomer().made(PRODUCTS, WIDGET)


def test_two_that_come_at_once_with_one_name(office):
    client = office.newcomer()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post(PRODUCTS, json=WIDGET), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    assert client.got(PRODUCTS)["count"] == 1


def test_all_that_is_missing_is_named_at_once(api):
    assert api.refused("POST", PRODUCTS, {}) == dict.fromkeys(
        ("product_name", "category", "unit_price", "quantity"), REQUIRED
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"product_name": " "}, {"product_name": ["This field may not be blank."]}),
        ({"product_name": None}, {"product_name": ["This field may not be null."]}),
        ({"product_name": "x" * 101},
         {"product_name": ["Ensure this field has no more than 100 characters."]}),
        ({"product_name": "a\0b"}, {"product_name": ["Null characters are not allowed."]}),
        ({"product_name": "a\x07b"},
         {"product_name": ["This holds characters that cannot be printed."]}),
        ({"product_name": {}}, {"product_name": ["Not a valid string."]}),
        ({"category": 99}, {"category": ['Invalid pk "99" - object does not exist.']}),
        ({"category": -(10**30)},
         {"category": [f'Invalid pk "{-(10**30)}" - object does not exist.']}),
        ({"category": "x"}, {"category": ["Incorrect type. Expected pk value, received str."]}),
        ({"category": True}, {"category": ["Incorrect type. Expected pk value, received bool."]}),
        ({"unit_price": "9.999"},
         {"unit_price": ["Ensure that there are no more than 2 decimal places."]}),
        ({"unit_price": "123456789.00"},
         {"unit_price": ["Ensure that there are no more than 10 digits in total."]}),
        ({"unit_price": "123456789"}, {"unit_price": [
            "Ensure that there are no more than 8 digits before the decimal point."]}),
        ({"unit_price": "1e400"}, {"unit_price": NO_NUMBER}),
        ({"unit_price": "NaN"}, {"unit_price": NO_NUMBER}),
        ({"unit_price": []}, {"unit_price": NO_NUMBER}),
        ({"quantity": "1.5"}, {"quantity": NO_INTEGER}),
        ({"quantity": 10**30}, {"quantity": NO_INTEGER}),
        ({"quantity": True}, {"quantity": NO_INTEGER}),
        ({"quantity": -1},
         {"quantity": ["Ensure this value is greater than or equal to 0."]}),
        ({"quantity": 10**9},
         {"quantity": ["Ensure this value is less than or equal to 999999999."]}),
        ({"description": "x" * 4001},
         {"description": ["Ensure this field has no more than 4000 characters."]}),
    ],
)  # fmt: skip
def test_every_complaint_stands_under_its_field(office, change, said):
    assert office.owner.refused("POST", PRODUCTS, fresh(WIDGET, **change)) == said
    made = office.owner.made(PRODUCTS, fresh(WIDGET))["product"]
    path = f"{PRODUCTS}?id={made['id']}"
    assert office.owner.refused("PUT", path, change) == said
    assert made in [
        row for row in office.owner.got(PRODUCTS, page="last")["results"] if row["id"] == made["id"]
    ]


def test_half_a_character_is_no_text(api):
    answer = api.post(PRODUCTS, content=b'{"product_name": "\\ud800"}')
    assert answer.status_code == 400
    assert answer.json()["product_name"] == ["Not a valid string."]


@pytest.mark.parametrize(
    ("price", "told"),
    [("99.99", "99.99"), (99.99, "99.99"), (99, "99.00"), ("0", "0.00"), ("-5", "-5.00"),
     ("1e2", "100.00"), ("99999999.99", "99999999.99"), ("0.1", "0.10")],
)  # fmt: skip
def test_prices_are_exact_whether_number_or_text(api, price, told):
    assert api.made(PRODUCTS, fresh(WIDGET, unit_price=price))["product"]["unit_price"] == told


def test_a_picked_picture_comes_as_data(api):
    picture = "data:image/png;base64," + "A" * 300_000
    assert (
        api.made(PRODUCTS, fresh(WIDGET, product_Img=picture))["product"]["product_Img"] == picture
    )


def test_products_of_others_are_not_there(office):
    made = office.owner.made(PRODUCTS, fresh(WIDGET))["product"]
    path = f"{PRODUCTS}?id={made['id']}"
    for method, word in (("PUT", "edit"), ("DELETE", "delete")):
        assert office.stranger.refused(method, path, {"quantity": 1}, status=404) == {
            "error": f"Product not found or you do not have permission to {word} it."
        }
    assert office.stranger.got(PRODUCTS)["count"] == 0
    moved = office.owner.made(path, {"user": office.stranger.user, "id": 1}, "PUT")
    assert moved["product"] == made


def test_a_count_is_a_move_of_stock(office, widget):
    path = f"{PRODUCTS}?id={widget}"
    office.owner.made(path, {"quantity": 90}, "PUT")
    office.owner.made(path, {"quantity": 90, "unit_price": "1.00"}, "PUT")
    moves = office.books.ask(stock.detail, widget).moves
    assert [(move.kind, move.quantity) for move in moves] == [
        ("Counted", -10), ("Opening stock", 100),
    ]  # fmt: skip


def test_a_product_of_the_desk_keeps_what_the_contract_cannot_say(office):
    draft = products.ProductDraft(
        material_code="AM-77", price=Decimal("12.3456"), stock=Decimal("7.5"), hsn="8483"
    )
    made = products.save(office.books, ACTOR, draft)
    path = f"{PRODUCTS}?id={made}"
    product = office.owner.made(path, {}, "PUT")["product"]
    assert product == {
        "id": made,
        "user": office.owner.user,
        "product_name": "AM-77",
        "category": 10,
        "product_Img": None,
        "unit_price": "12.35",
        "quantity": 7,
        "description": None,
    }
    office.owner.made(path, {**product, "description": "Bush"}, "PUT")
    held = office.books.ask(stock.detail, made)
    assert (held.price, held.stock, held.hsn, held.description) == (
        Decimal("12.3456"), Decimal("7.5"), "8483", "Bush",
    )  # fmt: skip
