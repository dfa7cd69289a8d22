"""What an entry of the trail says, in plain words: which fields, what they held before and hold after."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime

from senstosales.books.parts import PART_OF
from senstosales.domain.amounts import half_up, indian, plain
from senstosales.domain.cash import EXPENSE_CATEGORIES, PAYMENT_METHODS, Settlement
from senstosales.domain.catalogue import CATEGORIES, Move
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.handling import BillingStage, Priority, Section, Stage
from senstosales.domain.kinds import DeviationKind, Nature, VoucherKind, VoucherState
from senstosales.domain.roles import Role
from senstosales.domain.told import Told, named, unmarked
from senstosales.months import shown
from senstosales.queries.trail_names import Names, within
from senstosales.tables.base import Base, Moment, Money, Percent, Quantity, Rate

Values = dict[str, Any]
Change = tuple[str, str, str]
"""A field in words, what it held before and what it holds after; empty where it held nothing. What people
have entered is marked in it (`named`).
"""
UNSHOWN = "(not shown)"
SILENT = frozenset({"business_id", "uid", "number_key", "challan_key", "invoice_key", "noun_id"})
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
    "ex_rate": "Exchange rate", "cnote_no": "Credit note", "cnote_date": "Credit note date",
    "dest_code": "Destination", "jti": "Token", "sha256": "Fingerprint", "state": "Status", "gone_at": "Settled", "low_stock": "Low below", "content": "Contents", "position": "Place",
}  # fmt: skip
_CAPITALS = re.compile(
    r"\b(gst|cgst|sgst|igst|tcs|tds|hsn|gstin|pan|upi|ifsc|lr|po|srv|url|id|fob|tin|ecc|mpct|pmir)\b",
    re.IGNORECASE,
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


def _words_of(*values: StrEnum) -> dict[str, str]:
    return {
        value.value: getattr(value, "label", value.replace("_", " ").lower()) for value in values
    }


OURS: dict[str, Mapping[str, str]] = {
    "deviations.kind": _words_of(*DeviationKind),
    "expenses.category": {category: category for category in EXPENSE_CATEGORIES},
    "handlings.billing_status": _words_of(*BillingStage),
    "handlings.priority": _words_of(*Priority),
    "handlings.returned_from": _words_of(*Section),
    "handlings.status": _words_of(*Stage),
    "memberships.role": _words_of(*Role),
    "payment_lines.kind": _words_of(*Settlement),
    "series.kind": _words_of(*VoucherKind),
    "stock_moves.kind": _words_of(*Move),
    "vouchers.kind": _words_of(*VoucherKind),
    "vouchers.nature": _words_of(*Nature),
    "vouchers.state": {**_words_of(*VoucherState), VoucherState.BINNED.value: "deleted"},
}
"""What words kept in a column stand for: those of the program, not of people."""
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
        if key in SILENT or key in owners or not any(sides):
            continue
        column = table.c.get(key) if table is not None else None
        found += _field(names, key, column, *sides, entry_id)
    return found


def in_short(names: Names, noun: str, before: Values, after: Values, entry_id: int) -> Told:
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
    pieces: list[str] = []
    for words, old, new in found[:_MOST]:
        if pieces:
            pieces.append(", ")
        if changed:
            if noun != "settings":
                pieces += [within(words), " "]
            pieces += [_cut(old) or "nothing", " → ", _cut(new) or "nothing"]
        else:
            pieces.append(_cut(new or old))
    more = len(found) - _MOST
    if more > 0:
        pieces += [" ", f"and {more} more"]
    return Told(*pieces)


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
            return "; ".join(filter(None, map(_listed, value)))
        case dict():
            told = ((key, _listed(each)) for key, each in value.items())
            return ", ".join(f"{label(key).lower()} {text}" for key, text in told if text)
        case _:
            return named(value)


def _value(names: Names, key: str, column: Column[Any] | None, value: Any, entry_id: int) -> str:
    if value is None or value == "":
        return ""
    if value == UNSHOWN:
        return UNSHOWN
    if column is None:
        return named(value)
    for reference in column.foreign_keys:
        whole = reference.column.table.name
        told = names.marked(whole, int(value), entry_id)
        return told.partition(" ")[2] if whole in _BY_NAME else told
    kind = column.type
    codes = _CODES.get(f"{column.table.name}.{key}")
    if codes is not None:
        return codes[value] if value in codes else named(value)
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
        return shown(date.fromisoformat(value))
    if isinstance(kind, Moment | DateTime):
        return _moment(str(value))
    if key == "value" and _ISO_DAY.fullmatch(str(value)):
        return shown(date.fromisoformat(value))
    words = OURS.get(f"{column.table.name}.{key}", {}).get(str(value))
    return named(value) if words is None else words


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    return f"{shown(local.date())} {local:%H:%M}"


def label(key: str) -> str:
    """A column in words: `gst_rate` is GST rate."""
    if key in _WORDS:
        return _WORDS[key]
    text = key.removesuffix("_id").removeprefix("is_").replace("_", " ")
    text = _CAPITALS.sub(lambda found: found[0].upper(), text)
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    """On one line and short; a long text is one that people have entered."""
    line = " ".join(text.split())
    plain_line = unmarked(line)
    return line if len(plain_line) <= _LONGEST else named(f"{plain_line[: _LONGEST - 1]}…")
