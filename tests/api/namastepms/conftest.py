"""One server for each module, on books of an office with people in two businesses."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from senstosales.domain.roles import Role
from senstosales.services import businesses, people
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from senstosales.services.tokens import TokenKind
from tests.clock import Clock
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

TERM = timedelta(days=60)
PRODUCTS, PARTIES = "/api/products/", "/api/parties/"
EXPENSES, BILLING = "/api/expenses/", "/api/billing/"
WIDGET: dict[str, Any] = {
    "product_name": "Widget A",
    "category": 1,
    "unit_price": "99.99",
    "quantity": 100,
    "product_Img": "https://example.com/image.jpg",
    "description": "A high-quality widget",
}
ABC: dict[str, Any] = {
    "Category_type": "Customer",
    "name": "ABC Company",
    "email": "contact@abc.com",
    "phone_no": "+919876543210",
    "Customer_code": "CUST001",
    "address": "123 Main Street",
    "open_balance": "5000.00",
    "credit_limmit": "50000.00",
}
XYZ = {"Category_type": "Supplier", "name": "XYZ Suppliers", "code": "SUP001"}
RENT: dict[str, Any] = {
    "amount": "5000.00",
    "date": "2026-02-01",
    "category": "Rent",
    "description": "Office rent for February",
    "is_necessary": True,
}
BILL: dict[str, Any] = {
    "invoice_number": "INV-2026-001",
    "invoice_date": "2026-02-12",
    "due_date": "2026-03-12",
    "phone": "+919876543210",
    "address": "123 Main Street",
    "invoice_status": "Unpaid",
    "sub_total": "12800.00",
    "discount": "500.00",
    "tax": "2700.00",
    "total_amount": "15000.00",
    "due_amount": "15000.00",
    "notes": "Payment due in 30 days",
}
"""The contract's samples."""


class Client(httpx.Client):
    """Somebody with a token, by the id the contract tells of them."""

    def __init__(self, address: str, token: str, user: int) -> None:
        super().__init__(base_url=address, timeout=60, headers={"Authorization": f"Bearer {token}"})
        self.user = user

    def made(self, path: str, body: Any, method: str = "POST") -> Any:
        """The answer of a write that must succeed."""
        answer = self.request(method, path, json=body)
        assert answer.status_code == (201 if method == "POST" else 200), answer.text
        return answer.json()

    def got(self, path: str, **asked: Any) -> Any:
        answer = self.get(path, params=asked or None)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, status: int = 400) -> Any:
        """What is said to a call that must not succeed."""
        answer = self.request(method, path, json=body)
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer.json()


_counter = itertools.count(1)


@dataclass
class Office:
    """Books that are served, and the people who call."""

    books: Books
    clock: Clock
    server: Server
    stack: ExitStack
    owner: Client = field(init=False)
    clerk: Client = field(init=False)
    viewer: Client = field(init=False)
    stranger: Client = field(init=False)
    """Owns another business and has no part in this one."""
    elsewhere: Books = field(init=False)
    """The stranger's books."""

    def person(self, name: str, role: Role | None) -> Client:
        draft = make(PersonDraft, {"name": name, "email": f"{name}@example.in"})
        person = people.add(self.books, ACTOR, draft, None, role)
        token = loose_token(self.books, person, TokenKind.BEARER, TERM)
        return self.stack.enter_context(Client(self.server.address, token, person.id))

    def newcomer(self) -> Client:
        """Somebody with a business of their own, in which there is nothing yet."""
        client = self.person(f"newcomer{next(_counter)}", None)
        draft = make(OfficeDraft, {"name": "New Works"})
        businesses.add(self.books, ACTOR, draft, owner_id=client.user)
        return client

    def anybody(self) -> httpx.Client:
        """Somebody without a token."""
        return self.stack.enter_context(httpx.Client(base_url=self.server.address, timeout=60))


@pytest.fixture(scope="module")
def office(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with ExitStack() as stack:
        path = tmp_path_factory.mktemp("namastepms") / "books.sqlite3"
        shutil.copyfile(office_file, path)
        clock = Clock()
        books = open_books(path, clock=clock)
        stack.callback(books.close)
        server = Server(books, port=0)
        server.start()
        stack.callback(server.stop)
        made = Office(books, clock, server, stack)
        made.owner = made.person("owner", Role.OWNER)
        made.clerk = made.person("clerk", Role.CLERK)
        made.viewer = made.person("viewer", Role.VIEWER)
        made.stranger = made.person("other", None)
        line = businesses.add(
            books, ACTOR, make(OfficeDraft, {"name": "Other"}), owner_id=made.stranger.user
        )
        made.elsewhere = books.of(line.id)
        yield made


@pytest.fixture(scope="module")
def api(office: Office) -> Client:
    """The owner of the office."""
    return office.owner


def fresh(sample: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The sample under a name and numbers that no other test uses."""
    mark = f"{next(_counter):05d}"
    own = {
        "product_name": f"Widget {mark}",
        "name": f"Party {mark}",
        "email": f"{mark}@abc.com",
        "phone_no": f"+9198765{mark}",
        "Customer_code": f"C{mark}",
        "code": f"S{mark}",
        "invoice_number": f"INV-{mark}",
    }
    return {**sample, **{key: own[key] for key in own if key in sample}, **changes}


@pytest.fixture
def widget(api: Client) -> int:
    """A product of which there are 100, to be sold at 99.99."""
    return api.made(PRODUCTS, fresh(WIDGET))["product"]["id"]


@pytest.fixture
def customer(api: Client) -> int:
    return api.made(PARTIES, fresh(ABC))["party"]["id"]
