"""A client whose person works in the office, with a product or two to order."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from senstosales.domain.roles import Role
from senstosales.services import people, products
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.services.products import ProductDraft
from tests.api.conftest import Api
from tests.playing import ACTOR

ORDERS, CUSTOMERS, INVOICES = "/api/sales/orders", "/api/sales/customers", "/api/sales/invoices"
CUSTOMER: dict[str, Any] = {
    "name": "Satpura Tools",
    "email": "Office@Satpura.example",
    "phone": "0755 4000000",
    "address": {
        "street": "12 Station Road", "city": "Kochi", "state": "Kerala", "postal_code": "682001",
        "country": "India",
    },
}  # fmt: skip
PASSWORD = "a long password"


def member(api: Api, name: str = "Asha", role: Role | None = Role.CLERK) -> people.Person:
    """Somebody of the office, who logs in with that name in small letters."""
    facts = {"name": name, "email": f"{name}@example.com".lower(), "username": name.lower()}
    return people.add(api.books, ACTOR, make(PersonDraft, facts), PASSWORD, role)


def log_in(api: Api, username: str = "asha", password: str = PASSWORD) -> httpx.Response:
    return api.post("/api/auth/login", json={"username": username, "password": password})


def product(api: Api, name: str = "Bracket", **facts: Any) -> str:
    """A product, by its id as this contract has it."""
    facts = {"name": name, "unit": "NOS", "stock": Decimal(50)} | facts
    return str(products.save(api.books, ACTOR, ProductDraft(**facts)))


@pytest.fixture
def seller(office_api: Api) -> Api:
    member(office_api)
    token = log_in(office_api).json()["access_token"]
    office_api.headers["Authorization"] = f"Bearer {token}"
    return office_api


@pytest.fixture
def customer(seller: Api) -> str:
    return str(seller.made(CUSTOMERS, CUSTOMER)["id"])


def place(api: Api, customer: str, *lines: tuple[str, Any, Any]) -> dict[str, Any]:
    """An order for lines of product, quantity and unit price."""
    items = [
        {"product_id": each, "quantity": quantity, "unit_price": price}
        for each, quantity, price in lines
    ]
    placed: dict[str, Any] = api.made(ORDERS, {"customer_id": customer, "items": items})
    return placed


def said(answer: httpx.Response, status: int) -> str:
    """The `detail` of an error."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert set(answer.json()) <= {"detail", "errors"}
    return str(answer.json()["detail"])
