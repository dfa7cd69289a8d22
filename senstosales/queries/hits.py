"""How each thing that the find box finds is shown: read from its own table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.finding import Held
from senstosales.domain.amounts import indian
from senstosales.domain.findable_names import TABLES
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.months import shown as on_day
from senstosales.tables.base import IDS
from senstosales.tables.cash import Expense, Payment, PaymentLine
from senstosales.tables.masters import Party, Product
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `noun` and `id` lead to it."""

    noun: str
    id: int
    type_label: str
    title: str
    subtitle: str


def shown(session: Session, found: Sequence[Held]) -> dict[Held, Hit]:
    """How each thing is shown; nothing of what is gone meanwhile."""
    read_by_table: dict[tuple[str, int], Hit] = {}
    for table, (statement, read) in _READERS.items():
        ids = [held.noun_id for held in found if TABLES[held.kind] == table]
        if ids:
            rows = session.connection().execute(statement, {"ids": ids})
            read_by_table |= {(table, hit.id): hit for hit in read(rows)}
    return {
        held: read_by_table[key]
        for held in found
        if (key := (TABLES[held.kind], held.noun_id)) in read_by_table
    }


ORDERS = (
    select(Order.id, Order.number, Order.order_date, Party.name)
    .join(Party, Party.id == Order.customer_id)
    .where(Order.id.in_(IDS))
)


def _orders(rows: Any) -> Iterator[Hit]:
    for key, number, ordered_on, customer in rows:
        yield Hit("orders", key, "Purchase order", number, f"{on_day(ordered_on)}  {customer}")


_VOUCHERS = (
    select(
        Voucher.id, Voucher.kind, Voucher.number, Voucher.voucher_date, Voucher.party_name,
        Order.number, Voucher.state,
    )
    .outerjoin(Order, Order.id == Voucher.order_id)
    .where(Voucher.id.in_(IDS))
)  # fmt: skip
_STATES = {VoucherState.DRAFT.value: "  draft", VoucherState.CANCELLED.value: "  cancelled"}


def _vouchers(rows: Any) -> Iterator[Hit]:
    for key, kind_name, number, dated, party, order_number, state in rows:
        kind = VoucherKind(kind_name)
        noun = "tax_notes" if kind.is_note else f"{kind.value}s"
        about = ", ".join(
            part for part in (order_number and f"order {order_number}", party) if part
        )
        said = f"{on_day(dated)}  {about}{_STATES.get(state, '')}".rstrip()
        yield Hit(noun, key, kind.label, number, said)


_RECEIPTS = select(
    Receipt.id,
    Receipt.number,
    Receipt.receipt_date,
    select(func.group_concat(ReceiptLine.order_number.distinct()))
    .where(ReceiptLine.receipt_id == Receipt.id)
    .correlate(Receipt)
    .scalar_subquery(),
).where(Receipt.id.in_(IDS))


def _receipts(rows: Any) -> Iterator[Hit]:
    for key, number, received_on, numbers in rows:
        about = (numbers or "").replace(",", ", ")
        yield Hit("receipts", key, "SRV", number, f"{on_day(received_on)}  order {about}")


_PAYMENTS = (
    select(
        Payment.id,
        Payment.reference,
        Payment.paid_on,
        Party.name,
        select(func.sum(PaymentLine.amount))
        .where(PaymentLine.payment_id == Payment.id)
        .correlate(Payment)
        .scalar_subquery(),
    )
    .join(Party, Party.id == Payment.party_id)
    .where(Payment.id.in_(IDS))
)


def _payments(rows: Any) -> Iterator[Hit]:
    for key, reference, paid_on, party, amount in rows:
        sum_ = f"₹ {indian(amount)}"
        about = f"{on_day(paid_on)}  {party}" + (f"  {sum_}" if reference else "")
        yield Hit("payments", key, "Payment", reference or sum_, about)


_EXPENSES = select(
    Expense.id, Expense.category, Expense.description, Expense.spent_on, Expense.amount
).where(Expense.id.in_(IDS))


def _expenses(rows: Any) -> Iterator[Hit]:
    for key, category, description, spent_on, amount in rows:
        about = [on_day(spent_on), *([category] if description else []), f"₹ {indian(amount)}"]
        said = " ".join((description or category).split())
        yield Hit("expenses", key, "Expense", said, "  ".join(about))


_PARTIES = select(Party.id, Party.name, Party.gstin, Party.address).where(Party.id.in_(IDS))


def _parties(rows: Any) -> Iterator[Hit]:
    for key, name, gstin, address in rows:
        yield Hit("parties", key, "Party", name, gstin or (address or "").split("\n")[0])


_PRODUCTS = select(
    Product.id, Product.material_code, Product.name, Product.description
).where(Product.id.in_(IDS))  # fmt: skip


def _products(rows: Any) -> Iterator[Hit]:
    for key, code, name, description in rows:
        said = [each for each in (code, name, description) if each]
        title = said[0][:40] if said else "–"
        yield Hit("products", key, "Product", title, " ".join(said[1:])[:60])


_READERS: dict[str, tuple[Any, Callable[[Any], Iterable[Hit]]]] = {
    "orders": (ORDERS, _orders),
    "vouchers": (_VOUCHERS, _vouchers),
    "receipts": (_RECEIPTS, _receipts),
    "payments": (_PAYMENTS, _payments),
    "expenses": (_EXPENSES, _expenses),
    "parties": (_PARTIES, _parties),
    "products": (_PRODUCTS, _products),
}
"""By the table: made once, since putting a statement together takes longer than asking it."""
