"""By which words each paper, party and product is found: read from the tables, folded."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from senstosales.domain.findable_numbers import joined, marks, runs_of
from senstosales.domain.findables import Findable, day_number, fold, pieces, words_of
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.party_names import initials
from senstosales.tables.attachments import Attachment
from senstosales.tables.base import IDS
from senstosales.tables.cash import Expense, Payment, PaymentLine
from senstosales.tables.handling import Handling
from senstosales.tables.masters import Party, PartyRegistration, Product
from senstosales.tables.orders import GemContract, Order, OrderItem, OrderNote
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_KINDS = {
    VoucherKind.CHALLAN.value: Findable.CHALLAN,
    VoucherKind.INVOICE.value: Findable.INVOICE,
    VoucherKind.QUOTATION.value: Findable.QUOTATION,
    VoucherKind.DEBIT_NOTE.value: Findable.DEBIT_NOTE,
    VoucherKind.CREDIT_NOTE.value: Findable.CREDIT_NOTE,
}
UNDATED = (Findable.PARTY, Findable.PRODUCT)
"""Kinds of things that have a name and no day."""
_PARTICULARS = (
    "our_ref", "gemc_number", "buyers_order_no", "challan_number", "srv_no", "eway_bill_no", "lr_no",
    "vehicle_no", "transporter", "dispatch_document_no", "destination", "dispatched_to",
    "certificate_number", "report", "remarks", "notes",
)  # fmt: skip
"""What is printed on a paper and may be looked for; terms say the same on all of them."""
_NUMBERED = (
    "our_ref", "gemc_number", "buyers_order_no", "eway_bill_no", "lr_no", "dispatch_document_no",
)  # fmt: skip
"""Of these, numbers that people write with and without signs and spaces."""


_Statements = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the books of findables about one thing; `day` is a `day_number`."""

    kind: Findable
    business_id: int
    day: int
    number: str
    text: str

    @property
    def pieces(self) -> str:
        """All by which it is found, as the index takes it."""
        return " ".join([pieces(self.text), *marks(self.number, ending=self.kind not in UNDATED)])


@dataclass(frozen=True, slots=True)
class Source:
    """Where things of some kinds come from: `keys` are the columns business, day and id of all that may
    be found, `read` the entries of those with these ids.
    """

    kinds: tuple[Findable, ...]
    keys: tuple[Any, Any, Any]
    read: Callable[[Connection, Sequence[int]], dict[int, Entry]]


def _entry(
    kind: Findable,
    business_id: int,
    day: date | None,
    number: str | None,
    parts: Iterable[str | None],
) -> Entry:
    text = words_of([number, *parts])
    return Entry(kind, business_id, day_number(day), fold(number or ""), text)


def _gathered(
    connection: Connection, statement: Any, ids: Sequence[int]
) -> defaultdict[int, list[Any]]:
    """What belongs to each thing, of rows whose first column is its id."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for key, *parts in connection.execute(statement, {"ids": ids}):
        found[key] += parts
    return found


# Each statement is made once, when it is first asked: putting it together takes longer than asking it.


@cache
def _of_orders() -> _Statements:
    """Heads, goods, drawings, contracts, notes, attachments."""
    return (
        select(
            Order.id, Order.business_id, Order.order_date, Order.number, Party.name,
            Order.department_no, Order.enquiry_no, Order.quotation_ref, Order.rc_no,
            Order.issuer_name, Order.inspection_by, Order.remarks,
        ).join(Party, Party.id == Order.customer_id).where(Order.id.in_(IDS)),
        select(OrderItem.order_id, OrderItem.material_code, OrderItem.description, OrderItem.hsn)
        .where(OrderItem.order_id.in_(IDS))
        .order_by(OrderItem.id),
        select(OrderItem.order_id, OrderItem.drawing_numbers)
        .where(OrderItem.order_id.in_(IDS))
        .order_by(OrderItem.id),
        select(GemContract.order_id, GemContract.number)
        .where(GemContract.order_id.in_(IDS))
        .order_by(GemContract.id),
        select(OrderNote.order_id, OrderNote.text)
        .where(OrderNote.order_id.in_(IDS), OrderNote.is_deleted.is_(False))
        .order_by(OrderNote.order_id),
        select(Attachment.order_id, Attachment.name)
        .where(Attachment.order_id.in_(IDS), Attachment.is_deleted.is_(False))
        .order_by(Attachment.order_id),
    )  # fmt: skip


def _orders(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    heads, goods, drawings, contracts, *more = _of_orders()
    wanted = {"ids": ids}
    parts = _gathered(connection, goods, ids)
    numbers: defaultdict[int, list[str | None]] = defaultdict(list)
    for key, said in connection.execute(drawings, wanted):
        parts[key] += said
        numbers[key] += said
    for key, number in connection.execute(contracts, wanted):
        parts[key] += ("gemc", number)
        numbers[key].append(number)
    for each in more:
        for key, said in _gathered(connection, each, ids).items():
            parts[key] += said
    return {
        key: _entry(
            Findable.ORDER,
            business,
            day,
            number,
            (*head, initials(head[0]), *parts[key], *joined(numbers[key])),
        )
        for key, business, day, number, *head in connection.execute(heads, wanted)
    }


@cache
def _of_vouchers() -> _Statements:
    """Heads, lines."""
    challan = aliased(Voucher)
    return (
        select(
            Voucher.id, Voucher.kind, Voucher.business_id, Voucher.voucher_date, Voucher.number,
            Voucher.consignee, Voucher.particulars, Voucher.party_name, Order.number,
            challan.number, Voucher.reference_number, Voucher.reason, Voucher.cancelled_reason,
            Handling.remarks, Handling.return_reason, Handling.resolution_notes,
        )
        .outerjoin(Order, Order.id == Voucher.order_id)
        .outerjoin(challan, challan.id == Voucher.challan_id)
        .outerjoin(Handling, Handling.voucher_id == Voucher.id)
        .where(Voucher.id.in_(IDS), Voucher.state != VoucherState.BINNED.value),
        select(
            VoucherLine.voucher_id,
            VoucherLine.material_code,
            VoucherLine.description,
            VoucherLine.drawing,
        )
        .where(VoucherLine.voucher_id.in_(IDS))
        .order_by(VoucherLine.id),
    )  # fmt: skip


def _vouchers(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    heads, goods = _of_vouchers()
    lines = _gathered(connection, goods, ids)
    drawings: defaultdict[int, list[str]] = defaultdict(list)
    for key, texts in lines.items():
        drawings[key] = joined(texts[2::3])
    found = {}
    for key, kind, business, day, number, consignee, facts, *head in connection.execute(
        heads, {"ids": ids}
    ):
        said = [str(facts[name]) for name in _PARTICULARS if facts.get(name)]
        certificates = [str(each) for each in facts.get("test_certificates") or ()]
        plain = joined([str(facts.get(name) or "") for name in _NUMBERED])
        plain += runs_of(str(facts.get("vehicle_no") or ""))
        known = [consignee.get("name"), initials(head[0] or "")]
        parts = (*head, *known, *said, *plain, *certificates, *lines[key], *drawings[key])
        found[key] = _entry(_KINDS[kind], business, day, number, parts)
    return found


@cache
def _of_receipts() -> _Statements:
    """Heads, lines."""
    return (
        select(
            Receipt.id, Receipt.business_id, Receipt.receipt_date, Receipt.number, Party.name
        )
        .join(Party, Party.id == Receipt.customer_id)
        .where(Receipt.id.in_(IDS)),
        select(
            ReceiptLine.receipt_id, ReceiptLine.order_number, ReceiptLine.challan_no,
            ReceiptLine.invoice_no, ReceiptLine.cnote_no, ReceiptLine.pmir_no,
        ).where(ReceiptLine.receipt_id.in_(IDS)).order_by(ReceiptLine.id),
    )  # fmt: skip


def _receipts(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    heads, goods = _of_receipts()
    lines = _gathered(connection, goods, ids)
    return {
        key: _entry(
            Findable.RECEIPT, business, day, number, (*head, initials(head[0]), *lines[key])
        )
        for key, business, day, number, *head in connection.execute(heads, {"ids": ids})
    }


@cache
def _of_payments() -> _Statements:
    """Heads, numbers of the papers that are paid."""
    return (
        select(
            Payment.id, Payment.business_id, Payment.paid_on, Payment.reference, Payment.note,
            Party.name,
        )
        .join(Party, Party.id == Payment.party_id)
        .where(Payment.id.in_(IDS)),
        select(PaymentLine.payment_id, Voucher.number)
        .join(Voucher, Voucher.id == PaymentLine.voucher_id)
        .where(PaymentLine.payment_id.in_(IDS))
        .order_by(PaymentLine.id),
    )  # fmt: skip


def _payments(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    heads, papers = _of_payments()
    settled = _gathered(connection, papers, ids)
    return {
        key: _entry(
            Findable.PAYMENT,
            business,
            day,
            number,
            (*head, initials(head[1] or ""), *joined([number]), *settled[key]),
        )
        for key, business, day, number, *head in connection.execute(heads, {"ids": ids})
    }


@cache
def _of_expenses() -> Any:
    return select(
        Expense.id, Expense.business_id, Expense.spent_on, Expense.category, Expense.description
    ).where(Expense.id.in_(IDS))


def _expenses(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    return {
        key: _entry(Findable.EXPENSE, business, day, None, head)
        for key, business, day, *head in connection.execute(_of_expenses(), {"ids": ids})
    }


_PHONES = slice(7, 9)


@cache
def _of_parties() -> _Statements:
    """Heads, further registrations, and what a party was called before it was found to be this one."""
    return (
        select(
            Party.id, Party.business_id, Party.name, Party.gstin, Party.code, Party.designation,
            Party.address, Party.shipping_address, Party.department_no, Party.supplier_code,
            Party.phone, Party.second_phone, Party.email, Party.area, Party.notes,
        ).where(Party.id.in_(IDS), Party.is_deleted.is_(False)),
        select(
            PartyRegistration.party_id,
            PartyRegistration.gstin,
            PartyRegistration.label,
            PartyRegistration.address,
        )
        .where(PartyRegistration.party_id.in_(IDS))
        .order_by(PartyRegistration.id),
        select(Party.merged_into_id, Party.name, Party.gstin, Party.code)
        .where(Party.merged_into_id.in_(IDS))
        .order_by(Party.id),
    )  # fmt: skip


def _parties(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    heads, registrations, merged = _of_parties()
    further = _gathered(connection, registrations, ids)
    for key, said in _gathered(connection, merged, ids).items():
        further[key] += said
    found = {}
    for key, business, name, *head in connection.execute(heads, {"ids": ids}):
        parts = (*head, initials(name), *joined(head[_PHONES]), *further[key])
        found[key] = _entry(Findable.PARTY, business, None, name, parts)
    return found


@cache
def _of_products() -> Any:
    return select(
        Product.id, Product.business_id, Product.material_code, Product.name, Product.description,
        Product.hsn, Product.barcode, Product.company, Product.shelf,
    ).where(Product.id.in_(IDS), Product.is_deleted.is_(False))  # fmt: skip


def _products(connection: Connection, ids: Sequence[int]) -> dict[int, Entry]:
    return {
        key: _entry(Findable.PRODUCT, business, None, code, head)
        for key, business, code, *head in connection.execute(_of_products(), {"ids": ids})
    }


SOURCES = {
    "orders": Source((Findable.ORDER,), (Order.business_id, Order.order_date, Order.id), _orders),
    "vouchers": Source(
        tuple(_KINDS.values()),
        (Voucher.business_id, Voucher.voucher_date, Voucher.id),
        _vouchers,
    ),
    "receipts": Source(
        (Findable.RECEIPT,), (Receipt.business_id, Receipt.receipt_date, Receipt.id), _receipts
    ),
    "payments": Source(
        (Findable.PAYMENT,), (Payment.business_id, Payment.paid_on, Payment.id), _payments
    ),
    "expenses": Source(
        (Findable.EXPENSE,), (Expense.business_id, Expense.spent_on, Expense.id), _expenses
    ),
    "parties": Source((Findable.PARTY,), (Party.business_id, Party.id, Party.id), _parties),
    "products": Source(
        (Findable.PRODUCT,), (Product.business_id, Product.id, Product.id), _products
    ),
}
"""By the noun of the rows."""

CHUNK = 400
"""How many things are read at once."""


def all_entries(connection: Connection, source: Source) -> Iterator[dict[int, Entry]]:
    """Everything of a source that is found, by its id, in parts; the oldest first."""
    keys = connection.execute(select(*source.keys))
    ids = [key for _, _, key in sorted(tuple(row) for row in keys)]
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        found = source.read(connection, chunk)
        yield {key: found[key] for key in chunk if key in found}
