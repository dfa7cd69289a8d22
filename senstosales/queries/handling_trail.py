"""What became of a sent invoice, step by step, and what a correction changed of it: read out of the audit
trail, which has it all.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import indian
from senstosales.domain.handling import Priority, Section, Stage
from senstosales.months import shown
from senstosales.queries import row_history
from senstosales.queries.row_history import RowChange
from senstosales.tables.handling import Handling, Salesman
from senstosales.tables.vouchers import Voucher, VoucherLine

Fact = tuple[str, str, str]
"""What, before, after."""
_TOTAL = "Total ₹"
_SAID = {
    Stage.PICKING: "Picking begun",
    Stage.PICKED: "Picked",
    Stage.PACKING: "Packing begun",
    Stage.PACKED: "Packed",
    Stage.DISPATCHED: "Dispatched",
    Stage.DELIVERED: "Delivered",
}
_OF_ARTICLE = {
    "barcode": "Barcode",
    "batch_no": "Batch",
    "expiry_date": "Expiry",
    "company_name": "Company",
    "packing": "Packing",
    "shelf_location": "Shelf",
    "remarks": "Remarks",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact that a correction changed, in words; empty where there was none."""

    id: int
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, who, through which door, what was done and why; and, of a correction, what it
    changed.
    """

    id: int
    at: dt.datetime
    said: str
    note: str
    who: str
    door: str
    changes: tuple[Changed, ...] = ()


def steps(session: Session, voucher_id: int) -> tuple[Step, ...]:
    """All steps of a sent invoice, the oldest first."""
    handling = session.scalar(
        select(Handling).where(
            Handling.voucher_id == voucher_id, Handling.business_id == here(session)
        )
    )
    voucher = session.get(Voucher, voucher_id)
    if handling is None or voucher is None:
        return ()
    found = []
    last = 0
    for entry in row_history.history(session, "handlings", [handling.id]):
        before, after = entry.before, entry.after
        if "status" in after:
            said, note = _told(before.get("status"), after)
            corrected = before.get("status") == Stage.REVIEW.value
            changes = tuple(_changes(session, voucher, last, entry)) if corrected else ()
            found.append(Step(entry.id, entry.at, said, note, entry.actor, entry.door, changes))
        last = entry.id
    return tuple(found)


def _told(before: str | None, after: dict[str, Any]) -> tuple[str, str]:
    """What was done, and why or with which words."""
    stage = Stage(after["status"])
    if before is None:
        return "Came in", ""
    if stage is Stage.REVIEW:
        section = after.get("returned_from")
        where = f" from {Section(section).label.lower()}" if section else ""
        return f"Back to billing{where}", after.get("return_reason") or ""
    if before == Stage.REVIEW.value:
        return f"Corrected, on to {stage.label.lower()}", after.get("resolution_notes") or ""
    return _SAID.get(stage, stage.label), ""


def _changes(
    session: Session, voucher: Voucher, after_id: int, end: RowChange
) -> Iterator[Changed]:
    """What was changed since the entry before, up to the one that sent the invoice on."""
    entries = row_history.of_whole(session, "vouchers", voucher.id, after=after_id, until=end.id)
    lines = {line.id: line for line in voucher.lines}
    found: list[tuple[tuple[int, int], Fact]] = []
    for entry in entries:
        before, after = entry.before, entry.after
        if entry.noun == "vouchers":
            # The sum stands below what it sums.
            head = _of_head(before, after)
            found += [((3 if fact[0] == _TOTAL else 0, 0), fact) for fact in head]
        elif entry.noun == "handlings" and entry.id == end.id:
            found += [((1, 0), fact) for fact in _of_handling(session, before, after)]
        elif entry.noun == "voucher_lines":
            line = lines.get(entry.row_id)
            place = line.position if line else before.get("position") or 0
            found += [((2, place), fact) for fact in _of_line(line, before, after)]
    found.sort(key=lambda each: each[0])
    for number, (_, fact) in enumerate(found):
        yield Changed(number, *fact)


def _of_head(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Fact]:
    for name, words in (("party_name", "Customer"), ("voucher_date", "Date"), ("total", _TOTAL)):
        if name in after:
            yield words, _head_value(name, before.get(name)), _head_value(name, after[name])


def _head_value(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "total":
        return indian(Decimal(value))
    return shown(dt.date.fromisoformat(value)) if name == "voucher_date" else str(value)


def _of_handling(session: Session, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Fact]:
    if "priority" in after:
        old, new = Priority(before["priority"]).label, Priority(after["priority"]).label
        yield "Priority", old, new
    if "salesman_id" in after:
        sellers = (session.get(Salesman, each["salesman_id"] or 0) for each in (before, after))
        old, new = (seller.name if seller else "" for seller in sellers)
        yield "Salesman", old, new
    if "remarks" in after:
        yield "Remarks", before.get("remarks") or "", after["remarks"] or ""


def _of_line(
    line: VoucherLine | None, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Fact]:
    if not before:
        yield after.get("description") or "Line", "", f"added, {_amount(after)}"
        return
    if not after:
        yield before.get("description") or "Line", _amount(before), "taken away"
        return
    if line is None:
        return
    name = before.get("description") or line.description or line.material_code or "Line"
    for words, old, new in _facts(before, after):
        yield f"{name}: {words}", old, new


def _facts(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Fact]:
    for column, words in (("description", "Name"), ("material_code", "Item code")):
        if column in after:
            yield words, before.get(column) or "", after[column] or ""
    if "quantity" in after:
        yield "Quantity", _figure(before.get("quantity")), _figure(after["quantity"])
    if "pricing" in after:
        old, new = ((each.get("pricing") or {}).get("price") for each in (before, after))
        if old != new:
            yield "MRP ₹", _figure(old, 2), _figure(new, 2)
    if "article" in after:
        old, new = ((each.get("article") or {}) for each in (before, after))
        for key, words in _OF_ARTICLE.items():
            if (old.get(key) or "") != (new.get(key) or ""):
                yield words, old.get(key) or "", new.get(key) or ""


def _amount(line: dict[str, Any]) -> str:
    price = (line.get("pricing") or {}).get("price")
    return f"{_figure(line.get('quantity'))} × {_figure(price, 2)}"


def _figure(value: str | None, decimals: int | None = None) -> str:
    return "" if value is None else indian(Decimal(value), decimals)
