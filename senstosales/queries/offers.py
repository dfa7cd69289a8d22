"""What the find box offers to do for what was typed, and why something cannot be done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.finding import Held, bearing, beginning, holding
from senstosales.books.store import here
from senstosales.domain.amounts import indian
from senstosales.domain.findable_names import NOUNS, TABLES
from senstosales.domain.findables import Findable, sought
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.domain.wishes import Paper, Verb, Wish, parse
from senstosales.months import shown as on_day
from senstosales.queries import payments, positions
from senstosales.queries.challans import challan_status
from senstosales.queries.hits import ORDERS, Hit, shown
from senstosales.queries.search import read_ahead, search
from senstosales.tables.base import IDS
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

MOST = 6
_SAME_NUMBER = 2
_KNOWN_IDS = "found by offers"
_NEAR = 3  # characters of a number that are enough for all of it
_VOUCHERS = {
    Findable.CHALLAN: VoucherKind.CHALLAN,
    Findable.INVOICE: VoucherKind.INVOICE,
    Findable.QUOTATION: VoucherKind.QUOTATION,
    Findable.DEBIT_NOTE: VoucherKind.DEBIT_NOTE,
    Findable.CREDIT_NOTE: VoucherKind.CREDIT_NOTE,
}


class Deed(StrEnum):
    """What the window does when an offer is taken; only showing and printing change nothing."""

    SHOW = "show"
    CHALLAN = "challan"
    REPLACEMENT = "replacement"
    INVOICE = "invoice"
    PAYMENT_OF_INVOICE = "payment of an invoice"
    PAYMENT_OF_PARTY = "payment of a party"
    CREDIT_NOTE = "credit note"
    DEBIT_NOTE = "debit note"
    PRINT = "print"
    CERTIFICATE = "guarantee certificate"
    SLIP = "packing slip"
    DISPATCH = "dispatch papers"
    STATEMENT = "statement of account"
    CHANGES = "changes"

    @property
    def writes(self) -> bool:
        """Whether it leads to something new in the books."""
        return self in _WRITING


_WRITING = frozenset(
    {
        Deed.CHALLAN, Deed.REPLACEMENT, Deed.INVOICE, Deed.PAYMENT_OF_INVOICE,
        Deed.PAYMENT_OF_PARTY, Deed.CREDIT_NOTE, Deed.DEBIT_NOTE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed with the id of what it is done to. `trouble` says why it is not possible; then `noun` and
    `shown` lead to what stands in the way, else to the thing itself. Of changes, `noun` is the table.
    """

    deed: Deed
    id: int
    title: str
    subtitle: str
    noun: str
    shown: int
    trouble: str = ""
    kind: VoucherKind | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the find box shows: deeds first, then what was found."""

    offers: tuple[Offer, ...]
    hits: tuple[Hit, ...]


def find(session: Session, text: str) -> Found:
    """What can be done for these words, and what they find; of a wish, what it is about."""
    deeds = offers(session, text)
    wish = parse(text)
    meant = wish is not None and (wish.verb is not None or len(wish.things) > 1)
    hits = [] if meant else search(session, text)
    if not hits and wish is not None:
        hits = search(session, wish.plain)
    opened = {(offer.noun, offer.id) for offer in deeds if offer.deed is Deed.SHOW}
    return Found(tuple(deeds), tuple(hit for hit in hits if (hit.noun, hit.id) not in opened))


def prepare(session: Session) -> None:
    """Have ready what `find` asks before somebody types: its statements are put together (the first time
    that takes longer than the answer), and what it reads is in memory.
    """
    stated = (_STATED, ORDERS, _RECEIVED, _KNOWN, _BILLED, _WAITING, _OPEN, _SENT)
    for statement in (*stated, _left_of_orders(again=False), _left_of_orders(again=True)):
        session.execute(statement, {"ids": []})
    shown(session, [Held(kind, 0, "") for kind in Findable])
    read_ahead(session)


def offers(session: Session, text: str) -> list[Offer]:
    """What can be done for these words, the likeliest first; nothing if no deed or kind is named."""
    wish = parse(text)
    if wish is None or not sought(wish.rest):
        return []
    session.info[_KNOWN_IDS] = {}
    found = list(dict.fromkeys(_offered(session, wish)))
    return sorted(found, key=lambda offer: bool(offer.trouble))[:MOST]


def _offered(session: Session, wish: Wish) -> Iterator[Offer]:
    if wish.verb is Verb.HISTORY:
        yield from _changes(session, wish)
        return
    match wish.wanted:
        case None if wish.verb is Verb.PRINT:
            for kind in _VOUCHERS:
                yield from _prints(session, wish, kind)
        case None:
            yield from _challans(session, wish)
            yield from _invoices(session, wish)
        case Findable.ORDER:
            yield from _shows(session, wish, Findable.ORDER)
            yield from _challans(session, wish)
        case Findable.CHALLAN:
            if wish.verb is not Verb.PRINT:
                yield from _shows(session, wish, Findable.CHALLAN)
                yield from _challans(session, wish)
                yield from _invoices(session, wish, (Findable.CHALLAN,))
            yield from _prints(session, wish, Findable.CHALLAN)
        case Findable.INVOICE if wish.subject in (Findable.CHALLAN, Findable.ORDER):
            yield from _invoices(session, wish, (wish.subject,))
        case Findable.INVOICE:
            if wish.verb is not Verb.PRINT:
                yield from _shows(session, wish, Findable.INVOICE)
                yield from _invoices(session, wish)
            yield from _prints(session, wish, Findable.INVOICE)
            if wish.verb is not Verb.PRINT:
                yield from _payments(session, wish)
        case Findable.CREDIT_NOTE | Findable.DEBIT_NOTE as kind:
            yield from _shows(session, wish, kind)
            yield from _prints(session, wish, kind)
            yield from _notes(session, wish, Deed(_VOUCHERS[kind].value.replace("_", " ")))
        case Findable.QUOTATION:
            yield from _shows(session, wish, Findable.QUOTATION)
            yield from _prints(session, wish, Findable.QUOTATION)
        case Findable.PAYMENT:
            yield from _payments(session, wish)
            yield from _of_parties(session, wish, Deed.PAYMENT_OF_PARTY)
        case Findable.RECEIPT:
            yield from _shows(session, wish, Findable.RECEIPT)
        case Findable.PARTY:
            yield from _shows(session, wish, Findable.PARTY)
            yield from _of_parties(session, wish, Deed.STATEMENT)
            yield from _of_parties(session, wish, Deed.PAYMENT_OF_PARTY)
        case Paper.STATEMENT:
            yield from _of_parties(session, wish, Deed.STATEMENT)
        case Paper.REPLACEMENT:
            yield from _challans(session, wish, again=True)
        case Paper.CERTIFICATE | Paper.SLIP | Paper.DISPATCH as paper:
            yield from _dispatch(session, wish, Deed(paper.value))
        case _:
            return


def _ids(session: Session, kind: Findable, rest: str) -> list[int]:
    """What bears this number; else what begins with it or has it in its number (or name), the newest
    first.
    """
    known: dict[tuple[Findable, str], list[int]] = session.info[_KNOWN_IDS]
    if (kind, rest) not in known:  # several offers are about the same paper
        known[kind, rest] = _looked_up(session, kind, rest)
    return known[kind, rest]


def _looked_up(session: Session, kind: Findable, rest: str) -> list[int]:
    connection, business = session.connection(), here(session)
    found = bearing(connection, business, rest, _SAME_NUMBER, kind)
    if not found and len(rest) >= _NEAR:
        found = beginning(connection, business, kind, rest, _SAME_NUMBER)
    if not found and len(rest) >= _NEAR:
        near = holding(connection, business, kind, sought(rest), 4 * _SAME_NUMBER)
        whole = kind in (Findable.PARTY, Findable.PRODUCT)
        found = [each for each in near if whole or rest in each.text.split(" ", 1)[0]]
    return [each.noun_id for each in found[:_SAME_NUMBER]]


_CALLED = {
    Findable.ORDER: "order", Findable.CHALLAN: "challan", Findable.INVOICE: "invoice",
    Findable.QUOTATION: "quotation", Findable.DEBIT_NOTE: "debit note",
    Findable.CREDIT_NOTE: "credit note", Findable.RECEIPT: "SRV", Findable.PAYMENT: "payment",
    Findable.PARTY: "party", Findable.PRODUCT: "product", Findable.EXPENSE: "expense",
}  # fmt: skip


def _changes(session: Session, wish: Wish) -> Iterator[Offer]:
    """Who changed it: of the kind that was named, else of whatever bears the number or name."""
    kinds = [thing for thing in wish.things if isinstance(thing, Findable)]
    if kinds:
        ids = _ids(session, kinds[-1], wish.rest)
        if not ids and kinds[-1] in (Findable.PAYMENT, Findable.EXPENSE):
            words = sought(wish.rest)
            near = holding(session.connection(), here(session), kinds[-1], words, 2 * _SAME_NUMBER)
            ids = [each.noun_id for each in near]
        found = [Held(kinds[-1], key, "") for key in ids]
    else:
        found = bearing(session.connection(), here(session), wish.rest, _SAME_NUMBER)
        for kind in (Findable.ORDER, Findable.PARTY, Findable.PRODUCT):
            if not found:
                found = [Held(kind, key, "") for key in _ids(session, kind, wish.rest)]
    for held, hit in shown(session, found).items():
        what = f"{_CALLED[held.kind]} {hit.title}"
        title = f"Who changed {what}?"
        yield Offer(Deed.CHANGES, hit.id, title, hit.subtitle, TABLES[held.kind], hit.id)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def _shows(session: Session, wish: Wish, kind: Findable) -> Iterator[Offer]:
    ids = _ids(session, kind, wish.rest)[:1]  # the others of this number stand below
    if not ids or wish.verb is Verb.PRINT:
        return
    name, read = _SHOWN[kind]
    for key, number, about in read(session, ids):
        yield Offer(Deed.SHOW, key, f"Open {name} {number}", about, NOUNS[kind], key)


_STATED = select(
    Voucher.id, Voucher.number, Voucher.voucher_date, Voucher.party_name, Voucher.state
).where(Voucher.id.in_(IDS))


def _dated(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    for key, number, day, party, state in _in_order(session, _STATED, ids):
        word = f", {state}" if state in (VoucherState.DRAFT, VoucherState.CANCELLED) else ""
        yield key, number, f"{on_day(day)}  {party or ''}{word}".rstrip()


def _orders(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    for key, number, day, customer in _in_order(session, ORDERS, ids):
        yield key, number, f"{on_day(day)}  {customer}"


_RECEIVED = select(Receipt.id, Receipt.number, Receipt.receipt_date).where(Receipt.id.in_(IDS))


def _receipts(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    for key, number, day in _in_order(session, _RECEIVED, ids):
        yield key, number, on_day(day)


_KNOWN = select(Party.id, Party.name, Party.gstin).where(Party.id.in_(IDS))


def _parties(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    for key, name, gstin in _in_order(session, _KNOWN, ids):
        yield key, name, gstin or ""


_Read = Callable[[Session, Sequence[int]], Iterator[tuple[int, str, str]]]
_SHOWN: dict[Findable, tuple[str, _Read]] = {
    Findable.ORDER: ("order", _orders),
    Findable.RECEIPT: ("SRV", _receipts),
    Findable.PARTY: ("party", _parties),
    **{kind: (voucher.value.replace("_", " "), _dated) for kind, voucher in _VOUCHERS.items()},
}


def _in_order(session: Session, query: Any, ids: Sequence[int]) -> list[Any]:
    """The rows of these ids, in the order in which they were found."""
    rows = session.execute(query, {"ids": ids})
    return sorted(rows, key=lambda row: ids.index(row[0]))


def _prints(session: Session, wish: Wish, kind: Findable) -> Iterator[Offer]:
    ids = [] if wish.verb in (Verb.MAKE, Verb.SHOW) else _ids(session, kind, wish.rest)
    if ids:
        name = _SHOWN[kind][0]
        for key, number, about in _dated(session, ids):
            yield Offer(
                Deed.PRINT, key, f"Print {name} {number}", about, NOUNS[kind], key,
                kind=_VOUCHERS[kind],
            )  # fmt: skip


@cache
def _left_of_orders(again: bool) -> Select[Any]:
    """Orders with their live items, and those pending or (`again`) rejected. Statements are made once:
    putting one together takes longer than asking it.
    """

    def items(*conditions: Any) -> Any:
        return (
            select(func.count(OrderItem.id))
            .where(OrderItem.order_id == Order.id, OrderItem.is_cancelled.is_(False), *conditions)
            .correlate(Order)
            .scalar_subquery()
        )

    return (
        select(
            Order.id,
            Order.number,
            Order.order_date,
            Party.name,
            items(),
            items(positions.item_rejected > positions.item_replaced)
            if again
            else items(OrderItem.quantity > positions.item_delivered),
        )
        .join(Party, Party.id == Order.customer_id)
        .where(Order.id.in_(IDS))
    )


def _challans(session: Session, wish: Wish, *, again: bool = False) -> Iterator[Offer]:
    """A challan for what is pending of an order, or for what was rejected of it."""
    ids = _ids(session, Findable.ORDER, wish.rest)
    if not ids:
        return
    for key, number, day, customer, live, left in _in_order(session, _left_of_orders(again), ids):
        about = f"{on_day(day)}  {customer}"
        if again:
            title = f"Send rejected goods of order {number} again"
            trouble = "" if left else "Nothing of it waits to be sent again."
        else:
            title = f"Make a challan for order {number}"
            trouble = "" if left else "All of it has been sent."
        if not live:
            trouble = "The order is cancelled."
        if not trouble:
            about = f"{_many(left, 'item')} {'rejected' if again else 'pending'}  ·  {about}"
        deed = Deed.REPLACEMENT if again else Deed.CHALLAN
        yield Offer(deed, key, title, about, "orders", key, trouble)


_Invoice = aliased(Voucher, name="invoice_of_challan")
_NO_INVOICE = {
    Status.CANCELLED: "The challan is cancelled.",
    Status.DRAFT: "The challan is a draft; issue it first.",
    Status.REPLACEMENT: "It replaces rejected goods, which are on the first challan's invoice.",
    Status.ISSUED: "It belongs to no order; goods that move without a sale are not invoiced.",
    Status.DELIVERED: "It belongs to no order; goods that move without a sale are not invoiced.",
}


_BILLED = (
    select(
        Voucher.id, Voucher.number, Voucher.voucher_date, Order.number, challan_status,
        _Invoice.id, _Invoice.number, _Invoice.voucher_date,
    )
    .outerjoin(Order, Order.id == Voucher.order_id)
    .outerjoin(
        _Invoice,
        (_Invoice.challan_id == Voucher.id) & (_Invoice.state == VoucherState.ISSUED.value),
    )
    .where(Voucher.id.in_(IDS))
)  # fmt: skip


_WAITING = select(Voucher.id).where(
    Voucher.order_id.in_(IDS), Voucher.kind == VoucherKind.CHALLAN.value,
    challan_status == Status.NOT_INVOICED.value,
).order_by(Voucher.id.desc()).limit(_SAME_NUMBER)  # fmt: skip


def _invoices(
    session: Session,
    wish: Wish,
    of: Sequence[Findable] = (Findable.CHALLAN, Findable.ORDER),
) -> Iterator[Offer]:
    """The invoice of a challan, or of the challans of an order that wait for theirs."""
    ids = _ids(session, Findable.CHALLAN, wish.rest) if Findable.CHALLAN in of else []
    orders = _ids(session, Findable.ORDER, wish.rest) if Findable.ORDER in of and not ids else []
    if orders:
        ids = list(session.scalars(_WAITING, {"ids": orders}))
    if not ids:
        return
    for row in _in_order(session, _BILLED, ids):
        key, number, day, order, status, invoice, invoice_number, invoiced_on = row
        about = on_day(day) + (f"  order {order}" if order else "")
        noun, shown, trouble = "challans", key, _NO_INVOICE.get(Status(status), "")
        if invoice is not None:
            noun, shown = "invoices", invoice
            trouble = f"It is invoiced already: invoice {invoice_number} of {on_day(invoiced_on)}."
        yield Offer(
            Deed.INVOICE, key, f"Make the invoice of challan {number}", about, noun, shown, trouble
        )


_OPEN = select(
    Voucher.id, Voucher.number, Voucher.voucher_date, Voucher.party_name, Voucher.state,
    payments.left,
).where(Voucher.id.in_(IDS))  # fmt: skip


def _payments(session: Session, wish: Wish) -> Iterator[Offer]:
    ids = _ids(session, Findable.INVOICE, wish.rest)
    if not ids:
        return
    for key, number, day, party, state, left in _in_order(session, _OPEN, ids):
        about = f"{on_day(day)}  {party or ''}".rstrip()
        trouble = _not_in_force("invoice", state)
        if not trouble and left <= 0:
            trouble = "Nothing of it is open."
        if not trouble:
            about = f"₹ {indian(left)} open  ·  {about}"
        yield Offer(
            Deed.PAYMENT_OF_INVOICE, key, f"Record a payment for invoice {number}", about,
            "invoices", key, trouble,
        )  # fmt: skip


def _notes(session: Session, wish: Wish, deed: Deed) -> Iterator[Offer]:
    """A credit or debit note on an invoice."""
    ids = _ids(session, Findable.INVOICE, wish.rest)
    if not ids:
        return
    for key, number, day, party, state in _in_order(session, _STATED, ids):
        yield Offer(
            deed, key, f"Write a {deed.value} on invoice {number}",
            f"{on_day(day)}  {party or ''}".rstrip(), "invoices", key,
            _not_in_force("invoice", state),
        )  # fmt: skip


def _not_in_force(name: str, state: str) -> str:
    match state:
        case VoucherState.CANCELLED.value:
            return f"The {name} is cancelled."
        case VoucherState.DRAFT.value:
            return f"The {name} is a draft; issue it first."
        case _:
            return ""


def _of_parties(session: Session, wish: Wish, deed: Deed) -> Iterator[Offer]:
    words = {
        Deed.STATEMENT: "Statement of account of {}",
        Deed.PAYMENT_OF_PARTY: "Record a payment of {}",
    }
    ids = _ids(session, Findable.PARTY, wish.rest)
    if ids:
        for key, name, gstin in _parties(session, ids):
            yield Offer(deed, key, words[deed].format(name), gstin, "parties", key)


_SENT = (
    select(Voucher.id, Voucher.number, Voucher.voucher_date, Order.number, Voucher.state)
    .outerjoin(Order, Order.id == Voucher.order_id)
    .where(Voucher.id.in_(IDS))
)


def _dispatch(session: Session, wish: Wish, deed: Deed) -> Iterator[Offer]:
    """Papers that go with the goods of a challan, also found by its invoice."""
    ids = [] if wish.subject is Findable.INVOICE else _ids(session, Findable.CHALLAN, wish.rest)
    if not ids:
        invoices = _ids(session, Findable.INVOICE, wish.rest)
        of_invoices = select(Voucher.challan_id).where(Voucher.id.in_(invoices))
        ids = [key for key in session.scalars(of_invoices) if key] if invoices else []
    if not ids:
        return
    for key, number, day, order, state in _in_order(session, _SENT, ids):
        trouble = _not_in_force("challan", state)
        if not trouble and order is None:
            trouble = "It belongs to no order."
        yield Offer(
            deed, key, f"Print the {deed.value} of challan {number}",
            on_day(day) + (f"  order {order}" if order else ""), "challans", key, trouble,
        )  # fmt: skip
