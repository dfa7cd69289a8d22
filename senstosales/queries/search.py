"""Finds any paper, party or product by a piece of its number or by its words (Ctrl+K)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import finding
from senstosales.books.finding import Held
from senstosales.books.store import here
from senstosales.domain.findable_names import FIELDS, SINGLE, TABLES
from senstosales.domain.findable_numbers import readings
from senstosales.domain.findables import Findable, fold, sought
from senstosales.queries.hits import Hit, shown
from senstosales.tables.base import IDS
from senstosales.tables.orders import Order, OrderItem

PER_KIND = 5
_OF_LITTLE_TYPED, _LITTLE = 3, 2
_SAME_NUMBER = 3
_EDGES = ".,:;()[]'\""
_MOST_WORDS = 8
_NAMED = (Findable.PARTY, Findable.PRODUCT)
_PARTS = ("order_items", "order_lots", "voucher_lines", "receipt_lines", "payment_lines")


def read_ahead(session: Session) -> None:
    """Have in memory what `search` and the offers read, before somebody asks."""
    finding.read_ahead(session.connection(), sorted({*TABLES.values(), *_PARTS}))
    session.execute(_ITEMS, {"ids": []})


def search(session: Session, text: str) -> list[Hit]:
    """What the typed words find, kind by kind, at most a few of each and the newest first; every word
    must be found. A word that names a kind ("invoice 45") needs not stand in what is of that kind.

    What bears just this number comes before everything else, however old it is; within a kind, what
    begins with what was typed before what only holds it. Words that find nothing are read another way:
    run together, parted at their signs, without the item behind an order's number.
    """
    words = sought(text)[:_MOST_WORDS]
    if any(any(map(str.isdigit, word)) for word in words):
        words = [word for word in words if word not in FIELDS]
    if not words:
        return []
    found = _found(session, fold(text), words)
    for other in [] if found else readings(words):
        found = found or _found(session, " ".join(other), other)
    return found


def _found(session: Session, typed: str, words: Sequence[str]) -> list[Hit]:
    connection, business = session.connection(), here(session)
    wanted = {kind: [word for word in words if word not in SINGLE[kind]] for kind in Findable}
    exact = _exact(session, typed, words, wanted)
    # Of one or two characters almost everything holds some: a few of each kind say as much as many.
    few = _OF_LITTLE_TYPED if len(typed) <= _LITTLE else PER_KIND
    limits = dict.fromkeys(Findable, few) | {Findable.ORDER: 2 * few}  # also for their materials
    found = finding.of_each_kind(connection, business, wanted, limits)
    count = Counter(held.kind for held in exact)
    rest = {
        kind: [held for held in found[kind] if held not in exact][: max(few - count[kind], 0)]
        for kind in Findable
    }
    lines = shown(session, [*exact, *chain.from_iterable(rest.values())])

    def hits(those: Iterable[Held]) -> list[Hit]:
        return [_because(lines[held], held, wanted[held.kind]) for held in those if held in lines]

    orders = [held.noun_id for held in found[Findable.ORDER]]
    materials = list(_materials(session, orders, wanted[Findable.PRODUCT]))
    named = {hit.title for hit in materials}
    products = [hit for hit in hits(rest[Findable.PRODUCT]) if hit.title not in named]
    things = [*materials, *products]
    papers = list(chain.from_iterable(hits(rest[kind]) for kind in Findable if kind not in _NAMED))
    parties = hits(rest[Findable.PARTY])
    # Figures are mostly those of a paper, words the name of somebody or something.
    numbered = any(character.isdigit() for character in typed)
    others = (papers, parties, things) if numbered else (parties, things, papers)
    return [*hits(exact), *chain.from_iterable(others)]


def _exact(
    session: Session, typed: str, words: Sequence[str], wanted: dict[Findable, list[str]]
) -> list[Held]:
    """What bears just the number typed, or the number beside the name of its kind."""
    connection, business = session.connection(), here(session)
    found = finding.bearing(connection, business, typed, _SAME_NUMBER)
    for kind, said in wanted.items():
        if said and len(said) < len(words):
            found += finding.bearing(connection, business, " ".join(said), _SAME_NUMBER, kind)
    return list(dict.fromkeys(found))


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


_ITEMS = (
    select(
        OrderItem.order_id, OrderItem.material_code, OrderItem.description,
        OrderItem.drawing_numbers, Order.number,
    )
    .join(Order, Order.id == OrderItem.order_id)
    .where(OrderItem.order_id.in_(IDS))
    .order_by(Order.order_date.desc(), OrderItem.id.desc())
)  # fmt: skip


def _materials(session: Session, orders: Sequence[int], words: Sequence[str]) -> Iterator[Hit]:
    """Items of the newest orders found whose own words are among those sought."""
    if not orders or not words:
        return
    seen: set[str] = set()
    rows = session.execute(_ITEMS, {"ids": orders})
    for order_id, code, description, drawings, number in rows:
        own = fold(" ".join([code or "", description or "", *drawings]))
        said_there = {word for word in words if any(_in(word, each) for each in own.split())}
        if said_there and all(word in said_there or word in fold(number) for word in words):
            said = description or ""
            title = code or said[:40]
            if title not in seen and len(seen) < PER_KIND:
                seen.add(title)
                yield Hit("orders", order_id, "Material", title, f"in {number}  ·  {said[:80]}")
