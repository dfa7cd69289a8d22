"""Finds any paper, party or product by a piece of its number or by its words (Ctrl+K)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.findables import Held, bearing, holding
from senstosales.books.store import here
from senstosales.domain.amounts import indian
from senstosales.domain.findable_names import NOUNS, SINGLE
from senstosales.domain.findables import Findable, fold, sought
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party, Product
from senstosales.tables.orders import Order, OrderItem
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher

PER_KIND = 6
_SAME_NUMBER = 3
_EDGES = ".,:;()[]'\""
_MOST_WORDS = 8
_MOST_READ = 12
_NAMED = (Findable.PARTY, Findable.PRODUCT)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `noun` and `id` lead to it."""

    noun: str
    id: int
    type_label: str
    title: str
    subtitle: str


def search(session: Session, text: str) -> list[Hit]:
    """What the typed words find, kind by kind, at most a few of each and the newest first; every word
    must be found. A word that names a kind ("invoice 45") needs not stand in what is of that kind.

    What bears just this number comes before everything else, however old it is.
    """
    words = sought(text)[:_MOST_WORDS]
    if not words:
        return []
    connection, business = session.connection(), here(session)
    wanted = {kind: [word for word in words if word not in SINGLE[kind]] for kind in Findable}
    exact = _exact(session, text, words, wanted)
    found = {
        kind: holding(connection, business, kind, wanted[kind], _MOST_READ) for kind in Findable
    }
    count = Counter(held.kind for held in exact)
    rest = {
        kind: [held for held in found[kind] if held not in exact][: PER_KIND - count[kind]]
        for kind in Findable
    }
    shown = _shown(session, [*exact, *chain.from_iterable(rest.values())])

    def hits(those: Iterable[Held]) -> list[Hit]:
        return [_because(shown[held], held, wanted[held.kind]) for held in those if held in shown]

    orders = [held.noun_id for held in found[Findable.ORDER]]
    materials = list(_materials(session, orders, wanted[Findable.PRODUCT]))
    named = {hit.title for hit in materials}
    products = [hit for hit in hits(rest[Findable.PRODUCT]) if hit.title not in named]
    things = [*materials, *products]
    papers = list(chain.from_iterable(hits(rest[kind]) for kind in Findable if kind not in _NAMED))
    parties = hits(rest[Findable.PARTY])
    # Figures are mostly those of a paper, words the name of somebody or something.
    numbered = any(character.isdigit() for character in text)
    others = (papers, parties, things) if numbered else (parties, things, papers)
    return [*hits(exact), *chain.from_iterable(others)]


def _exact(
    session: Session, text: str, words: Sequence[str], wanted: dict[Findable, list[str]]
) -> list[Held]:
    """What bears just the number typed, or the number beside the name of its kind."""
    connection, business = session.connection(), here(session)
    found = bearing(connection, business, fold(text), _SAME_NUMBER * len(Findable))
    for kind, said in wanted.items():
        if said and len(said) < len(words):
            found += bearing(connection, business, " ".join(said), _SAME_NUMBER, kind)
    of_kind = {kind: [held for held in found if held.kind is kind] for kind in Findable}
    return [held for same in of_kind.values() for held in dict.fromkeys(same[:_SAME_NUMBER])]


def _because(hit: Hit, held: Held, words: Sequence[str]) -> Hit:
    """Say in the second line which words were found that do not stand there anyway."""
    seen = fold(f"{hit.title} {hit.subtitle}")
    found = [
        next((each for each in held.text.split() if _in(word, each)), "")
        for word in words
        if word not in seen
    ]
    said = " ".join(dict.fromkeys(each.strip(_EDGES).upper() for each in found if each))
    return replace(hit, subtitle=f"{said}  ·  {hit.subtitle}") if said else hit


def _in(word: str, said: str) -> bool:
    """Whether a word is found by another: by its beginning, or by figures anywhere in it."""
    return said.startswith(word) or (word in said and any(map(str.isdigit, word)))


def _shown(session: Session, found: Sequence[Held]) -> dict[Held, Hit]:
    """How each thing is shown, read from its own table."""
    shown: dict[tuple[str, int], Hit] = {}
    for source, read in _READERS.items():
        ids = [held.noun_id for held in found if _SOURCE.get(held.kind, NOUNS[held.kind]) == source]
        if ids:
            shown |= {(source, hit.id): hit for hit in read(session, ids)}
    return {
        held: shown[key]
        for held in found
        if (key := (_SOURCE.get(held.kind, NOUNS[held.kind]), held.noun_id)) in shown
    }


_SOURCE = dict.fromkeys(
    (
        Findable.CHALLAN, Findable.INVOICE, Findable.QUOTATION, Findable.DEBIT_NOTE,
        Findable.CREDIT_NOTE,
    ),
    "vouchers",
)  # fmt: skip


def _day(day: dt.date) -> str:
    return f"{day:%d-%b-%Y}"


def _orders(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    query = (
        select(Order.id, Order.number, Order.order_date, Party.name)
        .join(Party, Party.id == Order.customer_id)
        .where(Order.id.in_(ids))
    )
    for order_id, number, day, customer in session.execute(query):
        yield Hit("orders", order_id, "Purchase order", number, f"{_day(day)}  {customer}")


_STATES = {VoucherState.DRAFT.value: "  draft", VoucherState.CANCELLED.value: "  cancelled"}


def _vouchers(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    query = (
        select(
            Voucher.id, Voucher.kind, Voucher.number, Voucher.voucher_date, Voucher.party_name,
            Order.number, Voucher.state,
        )
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(Voucher.id.in_(ids))
    )  # fmt: skip
    for key, kind_name, number, day, party, order_number, state in session.execute(query):
        kind = VoucherKind(kind_name)
        noun = "tax_notes" if kind.is_note else f"{kind.value}s"
        about = ", ".join(
            part for part in (order_number and f"order {order_number}", party) if part
        )
        yield Hit(
            noun, key, kind.label, number, f"{_day(day)}  {about}{_STATES.get(state, '')}".rstrip()
        )


def _receipts(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    orders = (
        select(func.group_concat(ReceiptLine.order_number.distinct()))
        .where(ReceiptLine.receipt_id == Receipt.id)
        .correlate(Receipt)
        .scalar_subquery()
    )
    query = select(Receipt.id, Receipt.number, Receipt.receipt_date, orders)
    for receipt_id, number, day, numbers in session.execute(query.where(Receipt.id.in_(ids))):
        about = (numbers or "").replace(",", ", ")
        yield Hit("receipts", receipt_id, "SRV", number, f"{_day(day)}  order {about}")


def _payments(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    amount = (
        select(func.sum(PaymentLine.amount))
        .where(PaymentLine.payment_id == Payment.id)
        .correlate(Payment)
        .scalar_subquery()
    )
    query = (
        select(Payment.id, Payment.reference, Payment.paid_on, Party.name, amount)
        .join(Party, Party.id == Payment.party_id)
        .where(Payment.id.in_(ids))
    )
    for key, reference, day, party, sum_ in session.execute(query):
        title = reference or f"₹ {indian(sum_)}"
        yield Hit("payments", key, "Payment", title, f"{_day(day)}  {party}")


def _parties(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    query = select(Party.id, Party.name, Party.gstin, Party.address).where(Party.id.in_(ids))
    for party_id, name, gstin, address in session.execute(query):
        yield Hit("parties", party_id, "Party", name, gstin or (address or "").split("\n")[0])


def _products(session: Session, ids: Sequence[int]) -> Iterator[Hit]:
    query = select(
        Product.id, Product.material_code, Product.name, Product.description
    ).where(Product.id.in_(ids))  # fmt: skip
    for key, code, name, description in session.execute(query):
        said = [each for each in (code, name, description) if each]
        yield Hit(
            "products", key, "Product", said[0][:40] if said else "–", " ".join(said[1:])[:60]
        )


_READERS: dict[str, Callable[[Session, Sequence[int]], Iterable[Hit]]] = {
    "orders": _orders,
    "vouchers": _vouchers,
    "receipts": _receipts,
    "payments": _payments,
    "parties": _parties,
    "products": _products,
}


def _materials(session: Session, orders: Sequence[int], words: Sequence[str]) -> Iterator[Hit]:
    """Items of the newest orders found whose own words are among those sought."""
    if not orders or not words:
        return
    query = (
        select(
            OrderItem.order_id, OrderItem.material_code, OrderItem.description,
            OrderItem.drawing_numbers, Order.number,
        )
        .join(Order, Order.id == OrderItem.order_id)
        .where(OrderItem.order_id.in_(orders))
        .order_by(Order.order_date.desc(), OrderItem.id.desc())
    )  # fmt: skip
    seen: set[str] = set()
    for order_id, code, description, drawings, number in session.execute(query):
        own = fold(" ".join([code or "", description or "", *drawings]))
        said_there = {word for word in words if any(_in(word, each) for each in own.split())}
        if said_there and all(word in said_there or word in fold(number) for word in words):
            said = description or ""
            title = code or said[:40]
            if title not in seen and len(seen) < PER_KIND:
                seen.add(title)
                yield Hit("orders", order_id, "Material", title, f"in {number}  ·  {said[:80]}")
