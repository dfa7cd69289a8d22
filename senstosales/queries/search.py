"""Finds any paper, party or material by a piece of its number or name (Ctrl+K)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries.conditions import Holds, pattern
from senstosales.tables.masters import Party
from senstosales.tables.orders import GemContract, Order, OrderItem
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher

PER_KIND = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `noun` and `id` lead to it."""

    noun: str
    id: int
    type_label: str
    title: str
    subtitle: str


def search(session: Session, text: str) -> list[Hit]:
    """What the typed words find, at most a few of each kind; every word must be found.

    A paper that bears just this number comes first, however old it is.
    """
    words = text.split()[:6]
    if not words:
        return []
    likes = [pattern(word) for word in words]
    key = number_key(text)
    hits = [
        *_orders(session, likes, key),
        *_vouchers(session, likes, key, VoucherKind.CHALLAN, "challans"),
        *_vouchers(session, likes, key, VoucherKind.INVOICE, "invoices"),
        *_vouchers(session, likes, key, VoucherKind.QUOTATION, "quotations"),
        *_vouchers(session, likes, key, VoucherKind.DEBIT_NOTE, "tax_notes"),
        *_vouchers(session, likes, key, VoucherKind.CREDIT_NOTE, "tax_notes"),
        *_receipts(session, likes, key),
        *_parties(session, likes),
        *_materials(session, likes),
    ]
    return sorted(hits, key=lambda hit: number_key(hit.title) != key)


def _all(likes: list[str], *columns: Any, within: tuple[Any, Any, Any] | None = None) -> list[Any]:
    """A condition for every word: one of the columns holds it.

    `within` is (key, other key, column) of rows that belong to the one sought: any of them counts.
    """
    conditions = []
    for like in likes:
        choices = [Holds(column, like) for column in columns]
        if within:
            key, other_key, column = within
            choices.append(key.in_(select(other_key).where(Holds(column, like))))
        conditions.append(or_(*choices))
    return conditions


def _orders(session: Session, likes: list[str], key: str) -> Iterator[Hit]:
    contracts = (Order.id, GemContract.order_id, GemContract.number)
    query = (
        select(Order.id, Order.number, Order.order_date, Party.name)
        .join(Party, Party.id == Order.customer_id)
        .where(
            Order.business_id == here(session),
            *_all(likes, Order.number, Party.name, within=contracts),
        )
        .order_by((func.upper(Order.number) == key).desc(), Order.order_date.desc())
        .limit(PER_KIND)
    )
    for order_id, number, day, customer in session.execute(query):
        yield Hit("orders", order_id, "Purchase order", number, f"{day:%d-%b-%Y}  {customer}")


def _vouchers(
    session: Session, likes: list[str], key: str, kind: VoucherKind, noun: str
) -> Iterator[Hit]:
    query = (
        select(Voucher.id, Voucher.number, Voucher.voucher_date, Voucher.party_name, Order.number)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == kind.value,
            Voucher.state != VoucherState.BINNED.value,
            *_all(likes, Voucher.number, Order.number, Voucher.party_name),
        )
        .order_by(
            (Voucher.number_key == key).desc(), Voucher.voucher_date.desc(), Voucher.id.desc()
        )
        .limit(PER_KIND)
    )
    for voucher_id, number, day, party, order_number in session.execute(query):
        about = f"order {order_number}" if order_number else party or ""
        yield Hit(noun, voucher_id, kind.label, number, f"{day:%d-%b-%Y}  {about}")


def _receipts(session: Session, likes: list[str], key: str) -> Iterator[Hit]:
    lines = (Receipt.id, ReceiptLine.receipt_id, ReceiptLine.order_number)
    orders = (
        select(func.group_concat(ReceiptLine.order_number.distinct()))
        .where(ReceiptLine.receipt_id == Receipt.id)
        .correlate(Receipt)
        .scalar_subquery()
    )
    query = (
        select(Receipt.id, Receipt.number, Receipt.receipt_date, orders)
        .where(Receipt.business_id == here(session), *_all(likes, Receipt.number, within=lines))
        .order_by((func.upper(Receipt.number) == key).desc(), Receipt.receipt_date.desc())
        .limit(PER_KIND)
    )
    for receipt_id, number, day, numbers in session.execute(query):
        about = (numbers or "").replace(",", ", ")
        yield Hit("receipts", receipt_id, "SRV", number, f"{day:%d-%b-%Y}  order {about}")


def _parties(session: Session, likes: list[str]) -> Iterator[Hit]:
    query = (
        select(Party.id, Party.name, Party.gstin, Party.address)
        .where(
            Party.business_id == here(session),
            Party.is_deleted.is_(False),
            *_all(likes, Party.name, Party.gstin),
        )
        .order_by(Party.name)
        .limit(PER_KIND)
    )
    for party_id, name, gstin, address in session.execute(query):
        yield Hit("parties", party_id, "Party", name, gstin or (address or "").split("\n")[0])


def _materials(session: Session, likes: list[str]) -> Iterator[Hit]:
    query = (
        select(OrderItem.order_id, OrderItem.material_code, OrderItem.description, Order.number)
        .join(Order, Order.id == OrderItem.order_id)
        .where(
            Order.business_id == here(session),
            *_all(likes, OrderItem.material_code, OrderItem.description),
        )
        .order_by(OrderItem.id.desc())
        .limit(PER_KIND)
    )
    for order_id, code, description, number in session.execute(query):
        title = code or (description or "")[:40]
        yield Hit("orders", order_id, "Material", title, f"{(description or '')[:60]}  in {number}")
