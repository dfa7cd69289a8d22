"""What tests of bills look at: the invoice, its stock, its payments and what does not agree, in the books."""

from decimal import Decimal
from typing import Any

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.queries import deviations, payments, stock, voucher_detail
from senstosales.queries.columns import Filter
from senstosales.queries.deviations import DeviationRow
from senstosales.queries.papers import VoucherDetail
from senstosales.queries.payments import PaymentRow
from tests.api.namastepms.conftest import BILL, BILLING, PARTIES, PRODUCTS, Client


def at(bill_id: int) -> str:
    return f"{BILLING}?id={bill_id}"


def billed(api: Client, number: str, lines: list[tuple[int, int, str]], **more: Any) -> Any:
    """A bill of (product, quantity, rate) that must be taken."""
    items = [{"item": item, "quantity": pieces, "rate": rate} for item, pieces, rate in lines]
    body = {"invoice_number": number, "invoice_status": "Unpaid", "items": items, **more}
    return api.made(BILLING, body)["billing"]


def changed(api: Client, bill_id: int, **changes: Any) -> Any:
    return api.made(at(bill_id), changes, "PUT")["billing"]


def sample(api: Client, number: str, first: int, second: int, party: int) -> dict[str, Any]:
    """The contract's sample, to be sent."""
    items = [
        {"item": first, "quantity": 10, "rate": "99.99"},
        {"item": second, "quantity": 5, "rate": "199.99"},
    ]
    return {**BILL, "invoice_number": number, "party": party, "items": items}


def paper(books: Books, bill_id: int) -> VoucherDetail:
    return books.ask(voucher_detail.detail, bill_id, VoucherKind.INVOICE)


def stock_of(books: Books, product_id: int) -> int:
    return int(books.ask(stock.stock_of, product_id))


def paid(books: Books, number: str) -> list[PaymentRow]:
    """The payments that settle an invoice, the first made first."""
    rows = books.ask(payments.page, Filter(), None, 500, 0)
    return sorted((row for row in rows if number in row.invoices), key=lambda row: row.id)


def wrong(books: Books, bill_id: int) -> list[DeviationRow]:
    """What is to be checked of an invoice."""
    rows = books.ask(deviations.page, Filter(), None, 500, 0)
    return [row for row in rows if row.noun_id == bill_id and row.status == "To check"]


def open_of(books: Books, bill_id: int) -> Decimal:
    return books.ask(payments.open_amount, bill_id)


def name_of(api: Client, party: int) -> str:
    return api.got(PARTIES, id=party)["customer"]["name"]


def product_of(api: Client, product_id: int) -> Any:
    return api.made(f"{PRODUCTS}?id={product_id}", {}, "PUT")["product"]
