"""What an entry of the trail says, in plain words: which fields, what they held before and hold after."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime

from senstosales.books.parts import PART_OF
from senstosales.domain import dates
from senstosales.domain.amounts import half_up, indian, plain
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.domain.catalogue import CATEGORIES
from senstosales.domain.fiscal import FiscalYear
from senstosales.queries.trail_names import Names, within
from senstosales.tables.base import Base, Moment, Money, Percent, Quantity, Rate

Values = dict[str, Any]
Change = tuple[str, str, str]
"""A field in words, what it held before and what it holds after; empty where it held nothing."""
UNSHOWN = "(not shown)"
_SILENT = frozenset({"business_id", "uid", "number_key", "challan_key", "invoice_key", "noun_id"})
"""What only the program itself needs."""
_HIDDEN = frozenset({"hash", "jti", "sha256"})
_WORDS = {
    "voucher_date": "Date", "order_date": "Date", "receipt_date": "Date", "paid_on": "Date",
    "spent_on": "Date", "moved_on": "Date", "fiscal_year": "Financial year", "is_cancelled": "Cancelled", "is_deleted": "Deleted",
    "is_delivered": "Arrived", "is_active": "In use", "is_customer": "Customer",
    "is_supplier": "Supplier", "is_default": "Usual buyer", "is_replacement": "Replacement",
    "is_necessary": "Necessary", "is_verified": "Address verified", "is_secret": "Secret",
    "item_no": "Item", "lot_no": "Lot", "amend_no": "Amendment", "rev_no": "Revision",
    "srv_item_no": "SRV item", "challan_no": "Challan", "invoice_no": "Invoice",
    "department_no": "Department", "rc_no": "Rate contract", "voucher_id": "Paper",
    "reference_id": "On paper", "override_quantity": "Delivered, by hand",
    "override_reason": "Reason of what was set by hand", "portal_received": "Received, by the page",
    "tokens_from": "Tokens hold from", "at": "Time", "what": "Where", "actual": "Stated",
    "gone_at": "Settled", "low_stock": "Low below", "content": "Contents", "position": "Place",
}  # fmt: skip
_CAPITALS = re.compile(
    r"\b(gst|cgst|sgst|igst|tcs|tds|hsn|gstin|pan|upi|ifsc|lr|po|srv|url|id)\b", re.IGNORECASE
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NOTABLE: dict[str, tuple[str, ...]] = {
    "vouchers": ("voucher_date", "party_name", "total"),
    "voucher_lines": ("description", "quantity", "rate"),
    "voucher_charges": ("amount",),
    "orders": ("order_date", "customer_id", "order_value"),
    "order_items": ("description", "quantity", "rate"),
    "order_lots": ("quantity", "due_date"),
    "order_notes": ("text",),
    "receipts": ("receipt_date", "customer_id"),
    "receipt_lines": ("received", "accepted", "rejected"),
    "parties": ("gstin", "address"),
    "products": ("material_code", "hsn", "gst_rate"),
    "payments": ("method", "reference"),
    "payment_lines": ("kind", "amount", "voucher_id"),
    "expenses": ("amount", "description"),
    "stock_moves": ("kind", "quantity", "moved_on"),
    "settings": ("value",),
    "series": ("next_number",),
    "businesses": ("gstin", "address"),
    "memberships": ("role",),
    "users": ("email",),
    "deviations": ("expected", "actual"),
    "handlings": ("status", "billing_status"),
}
"""What tells most of a row that came or went."""
_CODES: dict[str, Mapping[int, str]] = {
    "products.category": CATEGORIES,
    "payments.method": PAYMENT_METHODS,
    "parties.payment_method": PAYMENT_METHODS,
}
"""What numbers kept in a column stand for."""
_BY_NAME = frozenset({"parties", "products", "users"})
"""Of these the name alone is enough where a field says what they are."""
_MOST, _LONGEST = 3, 60


def changes(names: Names, noun: str, before: Values, after: Values, entry_id: int) -> list[Change]:
    """All fields of an entry, in the order of the table. The whole that a row is part of is left out: its
    name tells that.
    """
    found: list[Change] = []
    table = Base.metadata.tables.get(noun)
    keys = [column.key for column in table.c] if table is not None else []
    held = before.keys() | after.keys()
    owners = {key for key, _ in PART_OF.get(noun, ())} | ({"item_id"} & held)
    for key in [*(key for key in keys if key in held), *sorted(held - set(keys))]:
        sides = before.get(key), after.get(key)
        if key in _SILENT or key in owners or not any(sides):
            continue
        column = table.c.get(key) if table is not None else None
        found += _field(names, key, column, *sides, entry_id)
    return found


def in_short(names: Names, noun: str, before: Values, after: Values, entry_id: int) -> str:
    """The change in one line: `quantity 10 → 12`, or what came or went with the row."""
    changed = bool(before) and bool(after)
    if not changed:
        told = [(key, before.get(key), after.get(key)) for key in _NOTABLE.get(noun, ())]
        found = [
            change
            for key, old, new in told
            for change in changes(names, noun, {key: old}, {key: new}, entry_id)
        ]
    else:
        found = changes(names, noun, before, after, entry_id)
    parts = []
    for words, old, new in found[:_MOST]:
        name = "" if noun == "settings" else f"{within(words)} "
        if changed:
            parts.append(f"{name}{_cut(old) or 'nothing'} → {_cut(new) or 'nothing'}")
        else:
            parts.append(_cut(new or old))
    more = len(found) - len(parts)
    return f"{', '.join(parts)}{f' and {more} more' if more > 0 else ''}"


def _field(
    names: Names, key: str, column: Column[Any] | None, before: Any, after: Any, entry_id: int
) -> Iterator[Change]:
    words = label(key)
    if key in _HIDDEN:
        yield words, UNSHOWN if before else "", UNSHOWN if after else ""
    elif key == "stated":
        yield "As another program stated it", "kept" if before else "", "kept" if after else ""
    elif isinstance(before, dict | list) or isinstance(after, dict | list):
        yield from _nested(words, before, after)
    else:
        sides = [_value(names, key, column, side, entry_id) for side in (before, after)]
        yield words, sides[0], sides[1]


def _nested(words: str, before: Any, after: Any) -> Iterator[Change]:
    """The parts in which two collections differ; a list is told as a whole."""
    if not (isinstance(before, dict | None) and isinstance(after, dict | None)):
        yield words, _listed(before), _listed(after)
        return
    old, new = before or {}, after or {}
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if was != now and (was or now):
            yield f"{words}: {label(key).lower()}", _listed(was), _listed(now)


def _listed(value: Any) -> str:
    match value:
        case None | [] | {} | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_listed(each) for each in value)
        case dict():
            told = ((key, _listed(each)) for key, each in value.items())
            return ", ".join(f"{label(key).lower()} {text}" for key, text in told if text)
        case _:
            return str(value)


def _value(names: Names, key: str, column: Column[Any] | None, value: Any, entry_id: int) -> str:
    if value is None or value == "":
        return ""
    if column is None or value == UNSHOWN:
        return str(value)
    for reference in column.foreign_keys:
        whole = reference.column.table.name
        named = names.of(whole, int(value), entry_id)
        return named.partition(" ")[2] if whole in _BY_NAME else named
    kind = column.type
    codes = _CODES.get(f"{column.table.name}.{key}")
    if codes is not None:
        return codes.get(value, str(value))
    if key == "fiscal_year" or key.endswith("_fiscal_year"):
        return FiscalYear(int(value)).label
    if kind is Money:
        return f"₹ {indian(Decimal(value))}"
    if kind is Rate:
        rate = Decimal(value)
        return f"₹ {indian(rate, 2 if half_up(rate) == rate else 4)}"
    if kind is Percent:
        return f"{plain(Decimal(value))} %"
    if kind is Quantity:
        return indian(Decimal(value), None)
    if isinstance(kind, Boolean):
        return "yes" if value else "no"
    if isinstance(kind, Date):
        return dates.shown(date.fromisoformat(value))
    if isinstance(kind, Moment | DateTime):
        return _moment(str(value))
    if key == "value" and _ISO_DAY.fullmatch(str(value)):
        return dates.shown(date.fromisoformat(value))
    if key in ("state", "kind"):
        return "deleted" if value == "binned" else str(value).replace("_", " ")
    return str(value)


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    return f"{dates.shown(local.date())} {local:%H:%M}"


def label(key: str) -> str:
    """A column in words: `gst_rate` is GST rate."""
    if key in _WORDS:
        return _WORDS[key]
    text = key.removesuffix("_id").removeprefix("is_").replace("_", " ")
    text = _CAPITALS.sub(lambda found: found[0].upper(), text)
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
