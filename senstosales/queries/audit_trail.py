"""Who changed what: the audit trail as a list, and one entry of it whole."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select, true
from sqlalchemy.orm import Session

from senstosales.books import audit
from senstosales.books.store import here
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.domain.told import Told
from senstosales.errors import NotFound
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.row_history import among, is_or_is_part_of
from senstosales.queries.trail_names import Names
from senstosales.queries.trail_values import changes, in_short
from senstosales.tables.base import Base
from senstosales.tables.masters import Party, Product
from senstosales.tables.office import AuditEntry
from senstosales.tables.orders import Order
from senstosales.tables.people import User
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

Paper = tuple[str, int]
"""Table and id of what the trail is asked about, such as ("vouchers", 45)."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry. `door` is how it was reached; `what` the paper by its name, `change` what was done to it
    in one line; `whole` what it is part of, or itself.
    """

    id: int
    at: dt.datetime
    actor: str
    door: str
    what: Told
    status: Status
    change: Told
    whole: Paper


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry, in plain words; empty where it held nothing."""

    id: int
    field: Told
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class TrailDetail:
    """One entry whole. `broken` says what is wrong with it or its neighbours in the chain; empty if nothing is.

    `opens` is the noun and id under which a tab shows what was changed, None if it is in no list.
    """

    id: int
    at: dt.datetime
    actor: str
    door: str
    what: Told
    status: Status
    whole: Paper
    whole_name: Told
    fields: tuple[FieldChange, ...]
    broken: str
    opens: tuple[str, int] | None


_ACTIONS = {Status.MADE: "add", Status.CHANGED: "change", Status.REMOVED: "remove"}
_STATUSES = {action: status for status, action in _ACTIONS.items()}
_DOORS = {"desktop": "Window", "command line": "Command line", "set-up": "Set-up"}
_LISTS = {
    "orders": "orders",
    "receipts": "receipts",
    "parties": "parties",
    "products": "products",
    "payments": "payments",
    "expenses": "expenses",
    "users": "users",
}
_PAPERS = {
    VoucherKind.CHALLAN: "challans",
    VoucherKind.INVOICE: "invoices",
    VoucherKind.QUOTATION: "quotations",
    VoucherKind.DEBIT_NOTE: "tax_notes",
    VoucherKind.CREDIT_NOTE: "tax_notes",
}
_NOUNS = {
    "order": ("orders",), "item": ("order_items",), "lot": ("order_lots",), "srv": ("receipts",),
    "party": ("parties",), "parties": ("parties",), "product": ("products",),
    "payment": ("payments",), "expense": ("expenses",), "setting": ("settings",),
    "deviation": ("deviations",), "person": ("users",), "people": ("users",), "key": ("api_keys",),
    "keys": ("api_keys",), "stock": ("stock_moves",), "letter": ("letters",),
    "business": ("businesses",), "page": ("source_pages",), "note": ("notes", "order_notes"),
    "file": ("attachments",),
}  # fmt: skip
"""Words of the filter box that stand for a kind of thing, with all that is part of it."""
_KINDS = {
    "challan": (VoucherKind.CHALLAN,),
    "invoice": (VoucherKind.INVOICE,),
    "quotation": (VoucherKind.QUOTATION,),
}
_NAMED: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
    ("vouchers", Voucher, (Voucher.number,)),
    ("orders", Order, (Order.number,)),
    ("receipts", Receipt, (Receipt.number,)),
    ("parties", Party, (Party.name,)),
    ("products", Product, (Product.name, Product.material_code)),
    ("users", User, (User.name,)),
)
"""What a word may name: everything done to it is found, also to its lines."""


def door_words(door: str) -> str:
    """How the books were reached, as people say it."""
    return "REST" if door.startswith("api:") else _DOORS.get(door, door.capitalize())


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[TrailRow]:
    """A slice of the list, the newest first unless asked otherwise."""
    columns: tuple[Any, ...] = (AuditEntry.at, AuditEntry.id)
    if sort is None or sort.descending:
        columns = tuple(column.desc() for column in columns)
    # Found by the index alone, and only then read: a page far down must not read what it skips.
    found = _query(session, wanted).order_by(*columns).limit(limit).offset(offset)
    ids = session.scalars(found).all()
    entries = {
        entry.id: entry
        for entry in session.scalars(select(AuditEntry).where(AuditEntry.id.in_(ids)))
    }
    names = Names(session)
    names.prepare((entry.noun, entry.row_id) for entry in entries.values())
    names.prepare(_whole(entry) for entry in entries.values())
    return [_row(names, entries[key]) for key in ids]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many entries a filter finds."""
    counted = session.scalar(select(func.count()).select_from(_query(session, wanted).subquery()))
    return Totals(counted or 0)


def name(session: Session, paper: Paper) -> Told:
    """What a paper, party ... is called that the trail is asked about."""
    newest = session.scalar(select(func.max(AuditEntry.id))) or 0
    return Names(session).of(*paper, newest)


def detail(session: Session, entry_id: int) -> TrailDetail:
    """One entry whole, and whether the chain holds around it; raises `NotFound`."""
    entry = session.get(AuditEntry, entry_id)
    if entry is None or entry.business_id != here(session):
        raise NotFound("entry of the audit trail", entry_id)
    names = Names(session)
    whole = _whole(entry)
    told = changes(names, entry.noun, entry.before or {}, entry.after or {}, entry.id)
    return TrailDetail(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        door=door_words(entry.door),
        what=names.of(entry.noun, entry.row_id, entry.id),
        status=_STATUSES[entry.action],
        whole=whole,
        whole_name=names.of(*whole, entry.id),
        fields=tuple(FieldChange(place, *map(Told, each)) for place, each in enumerate(told)),
        broken=" ".join(audit.broken_around(session, entry)),
        opens=_opens(session, whole, entry.id),
    )


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = select(AuditEntry.id)
    if wanted.paper is not None or any(_is_number(word) for word in wanted.words):
        # Few entries, each found by its own index: those of the whole business are not to be gone through.
        query = query.where(func.coalesce(AuditEntry.business_id, 0) == here(session))
    else:
        query = query.where(AuditEntry.business_id == here(session))
    if wanted.paper is not None:
        query = query.where(is_or_is_part_of(*wanted.paper))
    if wanted.since:
        query = query.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until:
        query = query.where(AuditEntry.at < _midnight(wanted.until + dt.timedelta(days=1)))
    if wanted.statuses:
        actions = [action for status, action in _ACTIONS.items() if status in wanted.statuses]
        query = query.where(AuditEntry.action.in_(actions))
    for word in wanted.words:
        query = query.where(_speaks_of(session, word))
    return query


def _speaks_of(session: Session, word: str) -> ColumnElement[bool]:
    """Entries of that kind of thing; by that person or door, of what bears that name, or that say it."""
    lower = word.lower()
    singular = lower.removesuffix("s")
    for nouns in (_NOUNS.get(lower), _NOUNS.get(singular)):
        if nouns:
            return or_(*(among(noun, true(), true()) for noun in nouns))
    kinds = _KINDS.get(singular)
    if kinds:
        of_kind = select(Voucher.id).where(Voucher.kind.in_([kind.value for kind in kinds]))
        return _among("vouchers", of_kind)
    named = _named(session, word)
    if named and _is_number(word):
        return or_(*named)  # a number: who did it and what else was said bears none
    like = conditions.pattern(word)
    said = conditions.pattern(json.dumps(word)[1:-1])  # as the trail keeps it
    choices: list[ColumnElement[bool]] = [
        conditions.Holds(AuditEntry.actor, like),
        conditions.Holds(AuditEntry.door, like),
        conditions.Holds(cast(AuditEntry.after, String), said),
        conditions.Holds(cast(AuditEntry.before, String), said),
    ]
    doors = [door for door, words in _DOORS.items() if lower in words.lower()]
    if doors:
        choices.append(AuditEntry.door.in_(doors))
    if lower == "rest":
        choices.append(AuditEntry.door.startswith("api:", autoescape=True))
    return or_(*choices, *named)


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _named(session: Session, word: str) -> list[ColumnElement[bool]]:
    """Entries of what bears the word in its name, and of its parts, kind by kind."""
    found = []
    like = conditions.pattern(word)
    for noun, table, columns in _NAMED:
        ids = select(table.id).where(or_(*(conditions.Holds(column, like) for column in columns)))
        if noun != "users":
            ids = ids.where(table.business_id == here(session))
        if session.scalar(ids.limit(1)) is not None:
            found.append(_among(noun, ids))
    return found


def _among(noun: str, ids: Any) -> ColumnElement[bool]:
    return among(noun, AuditEntry.row_id.in_(ids), AuditEntry.part_of_id.in_(ids))


def _midnight(day: dt.date) -> dt.datetime:
    """When a local day begins."""
    return dt.datetime.combine(day, dt.time.min).astimezone(dt.UTC)


def _whole(entry: AuditEntry) -> Paper:
    if entry.part_of is not None and entry.part_of_id is not None:
        return entry.part_of, entry.part_of_id
    return entry.noun, entry.row_id


def _row(names: Names, entry: AuditEntry) -> TrailRow:
    before, after = entry.before or {}, entry.after or {}
    return TrailRow(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        door=door_words(entry.door),
        what=names.of(entry.noun, entry.row_id, entry.id),
        status=_STATUSES[entry.action],
        change=in_short(names, entry.noun, before, after, entry.id),
        whole=_whole(entry),
    )


def _opens(session: Session, whole: Paper, entry_id: int) -> tuple[str, int] | None:
    """The list that shows it, unless it is gone from there."""
    noun, key = whole
    if Names(session).present(noun, key, entry_id) is None:
        return None
    if noun == "vouchers":
        kept = session.get(Voucher, key)
        if kept is None or kept.state == VoucherState.BINNED.value:
            return None
        return _PAPERS[VoucherKind(kept.kind)], key
    table = {"parties": Party, "products": Product}.get(noun)
    if table is not None and getattr(session.get(table, key), "is_deleted", True):
        return None
    return (_LISTS[noun], key) if noun in _LISTS else None


REGISTER = Register(
    noun="trail",
    title="Who changed what",
    columns=(
        Column("at", "When", Look.MOMENT, 17),
        Column("actor", "Who", Look.TEXT, 16, sortable=False),
        Column(
            "door",
            "Door",
            Look.NUMBER,
            12,
            sortable=False,
            help="Window, command line or REST",
            own=True,
        ),
        Column(
            "what", "What", Look.NUMBER, 32, sortable=False, own=True
        ),  # its end tells most: never narrowed
        Column("status", "Done", Look.STATUS, 10, sortable=False),
        Column("change", "What changed", Look.TEXT, 44, sortable=False, own=True),
    ),
    page=page,
    totals=totals,
    statuses=(Status.MADE, Status.CHANGED, Status.REMOVED),
    watches=frozenset(Base.metadata.tables),
)
