"""A client that may send invoices, with a key of the books."""

import copy
from typing import Any

import pytest

from senstosales.domain.handling import Stage
from senstosales.queries import handling as queries
from senstosales.services import handling, keys
from tests.api.conftest import Api
from tests.playing import ACTOR

SENT: dict[str, Any] = {
    "invoice_no": "LTPI-77282",
    "invoice_date": "2025-01-18",
    "salesman": "Ajay",
    "created_by": "admin",
    "priority": "HIGH",
    "customer": {
        "code": "CUST-889", "name": "LifeCare Pharmacy", "area": "Kozhikode",
        "address1": "Near Railway Station", "address2": "", "phone1": "9876543210", "phone2": "",
        "email": "lifecare@shop.com",
    },
    "items": [
        {"name": "Paracetamol 650mg", "item_code": "PR650", "barcode": "BC-PR650", "quantity": 20,
         "mrp": 3.50, "company_name": "Sun Pharma", "packing": "10x10 Tablets",
         "shelf_location": "R-12", "remarks": ""},
        {"name": "Otrivin Nasal Spray", "item_code": "OTN10", "barcode": "BC-OTN10", "quantity": 10,
         "mrp": 85.00, "company_name": "Novartis", "packing": "10ml Bottle",
         "shelf_location": "G-04", "remarks": ""},
    ],
}  # fmt: skip
"""The contract's sample (its missing bracket put right)."""
IMPORT, UPDATE = "/api/sales/import/invoice/", "/api/sales/update/invoice/"
RETURN = "/api/sales/billing/return/"


def sent(**changes: Any) -> dict[str, Any]:
    """The sample with some of it changed."""
    return copy.deepcopy(SENT) | changes


@pytest.fixture
def sender(office_api: Api) -> Api:
    office_api.headers["X-API-KEY"] = keys.add(office_api.books, ACTOR, "billing")
    return office_api


def bring_back(api: Api, number: str = SENT["invoice_no"]) -> None:
    """Picking has begun, and found something wrong."""
    key = api.books.ask(queries.find, number)
    handling.move(api.books, ACTOR, key, Stage.PICKING)
    answer = api.post(RETURN, json={"invoice_no": number, "return_reason": "Wrong batch"})
    assert answer.status_code == 200, answer.text
