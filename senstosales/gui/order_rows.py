"""An order's parts as rows of small tables. Plain functions, no widgets."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.kinds import Status
from senstosales.gui import cells
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.queries.details import ItemLine, LotLine, OrderDetail, VersionLine
from senstosales.queries.papers import Reference

Fact = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot with what its item says; an item without lots stands for itself."""

    id: int
    item: ItemLine
    lot: LotLine | None
    item_no: int
    material: str | None
    description: str
    drawing: str
    unit: str
    rate: Decimal
    lot_no: int | None
    ordered: Decimal
    dispatched: Decimal
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    pending: Decimal
    due: dt.date | None
    entry: str
    status: Status


LOTS = (
    Column("item_no", "Item", Look.COUNT, 4),
    Column("material", "Material", Look.NUMBER, 14),
    Column("description", "Description", Look.TEXT, 22),
    Column("drawing", "Drawing", Look.NUMBER, 13),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("rate", "Rate ₹", Look.RATE, 10),
    Column("lot_no", "Lot", Look.COUNT, 3),
    Column("ordered", "Ordered", Look.QUANTITY, 7),
    Column("dispatched", "Sent", Look.QUANTITY, 7, help="Dispatched on our challans"),
    Column("received", "Received", Look.QUANTITY, 7, help="Of SRVs, first lot first"),
    Column("accepted", "Accepted", Look.QUANTITY, 7, help="Of SRVs, first lot first"),
    Column("rejected", "Rejected", Look.QUANTITY, 7, help="Of SRVs, first lot first"),
    Column("pending", "Pending", Look.QUANTITY, 7, help="What may still be dispatched"),
    Column("due", "Due", Look.DATE, 12),
    Column("status", "Status", Look.STATUS, 14),
    Column("entry", "Entry allowed", Look.NUMBER, 12, help="From when the gate lets the lot in"),
)
OF_ITEM = frozenset({"item_no", "material", "description", "drawing", "unit", "rate"})
"""Columns that say the same for every lot of an item: shown once."""

FIRST_TO_GO = ("entry", "drawing", "rejected", "accepted", "rate", "material", "unit", "received")
"""Columns left out where there is no room for all, the least needed first."""


def lot_rows(detail: OrderDetail, today: dt.date) -> tuple[LotRow, ...]:
    """One row a lot, in the order of the page."""
    return tuple(
        _lot_row(item, lot, today) for item in detail.items for lot in (item.lots or (None,))
    )


def _lot_row(item: ItemLine, lot: LotLine | None, today: dt.date) -> LotRow:
    part: ItemLine | LotLine = lot or item
    entry = ""
    if lot is not None:
        entry = lot.entry_allow_text or cells.day(lot.entry_allow_date)
    return LotRow(
        id=lot.id if lot is not None else -item.id,
        item=item,
        lot=lot,
        item_no=item.item_no,
        material=item.material_code,
        description=item.description or "",
        drawing=", ".join(item.drawing_numbers),
        unit=item.unit,
        rate=item.rate,
        lot_no=lot.lot_no if lot is not None else None,
        ordered=part.quantity,
        dispatched=part.delivered,
        received=part.received,
        accepted=part.accepted,
        rejected=part.rejected,
        pending=ZERO if item.is_cancelled else part.pending,
        due=lot.due_date if lot is not None else None,
        entry=entry,
        status=_lot_status(item, lot, part, today),
    )


def _lot_status(
    item: ItemLine, lot: LotLine | None, part: ItemLine | LotLine, today: dt.date
) -> Status:
    if item.is_cancelled or part.is_cancelled:
        return Status.CANCELLED
    if part.received >= part.quantity:
        return Status.CLOSED
    if part.pending <= 0:
        return Status.DISPATCHED
    if lot is not None and lot.due_date is not None and lot.due_date < today:
        return Status.OVERDUE
    return Status.PART_DISPATCHED if part.delivered > 0 else Status.OPEN


def item_facts(row: LotRow) -> list[Fact]:
    """Everything about the marked lot and its item that the table has no room for."""
    item, lot = row.item, row.lot
    unit = f" {item.unit}" if item.unit else ""
    sum_of = (
        f"{indian(item.quantity, None)}{unit} {say('at')} ₹ {cells.written(item.rate, Look.RATE)}"
    )
    if item.item_value is not None:
        sum_of += f" = {cells.money(item.item_value)}"
    facts: list[Fact] = [
        ("Material code", item.material_code),
        ("Category", item.material_category),
        ("Drawings", row.drawing),
        ("HSN", item.hsn),
        ("Whole item", sum_of),
        ("Page RCD QTY", _figure(item.portal_received, unit)),
    ]
    if item.replaceable:
        facts.append(("To be replaced", f"{_figure(item.replaceable, unit)} rejected"))
    if lot is not None:
        facts += [
            ("Went on", _references("challan", lot.challans)),
            ("Destination", lot.dest_code),
            ("Entry allowed", row.entry),
        ]
        if lot.override is not None:
            why = f": {lot.override_reason}" if lot.override_reason else ""
            facts.append(("Set by hand", f"{_figure(lot.override, unit)} dispatched{why}"))
    return facts


def _figure(value: Decimal | None, unit: str) -> str | None:
    return f"{indian(value, None)}{unit}" if value else None


def _references(noun: str, papers: tuple[Reference, ...]) -> str:
    return ", ".join(
        say(f"{noun} {paper.number}") + f" ({cells.day(paper.on)})" for paper in papers
    )


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Another paper of the same order; `noun` is what `Desk.open` wants."""

    id: int | None
    noun: str
    kind: str
    number: str
    on: dt.date | None


PAPERS = (
    Column("kind", "Paper", Look.TEXT, 18, own=True),
    Column("number", "Number", Look.NUMBER, 16),
    Column("on", "Date", Look.DATE, 12),
)


_PAPER_WORDS = {
    "quotations": ("quotations", "Quotation"),
    "orders": ("orders", "Purchase order"),
    "challans": ("challans", "Delivery challan"),
    "invoices": ("invoices", "Tax invoice"),
    "debit_notes": ("tax_notes", "Debit note"),
    "credit_notes": ("tax_notes", "Credit note"),
    "receipts": ("receipts", "SRV"),
}


def paper_rows(**papers: tuple[Reference, ...]) -> tuple[PaperRow, ...]:
    """`paper_rows(challans=..., invoices=..., receipts=...)`, in that order."""
    return tuple(
        PaperRow(paper.id, *_PAPER_WORDS[kind], paper.number, paper.on)
        for kind, found in papers.items()
        for paper in found
    )


DEVIATIONS = (
    Column("what", "Where", Look.TEXT, 14, own=True),
    Column("reason", "What does not agree", Look.TEXT, 34, own=True),
    Column("expected", "Expected", Look.NUMBER, 11, own=True),
    Column("actual", "Stated", Look.NUMBER, 11, own=True),
    Column("status", "Status", Look.STATUS, 13),
    Column("acknowledged_by", "By", Look.NUMBER, 10, shown=False),
    Column("note", "Note", Look.TEXT, 16, shown=False),
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One page that was imported for the order."""

    id: int
    line: VersionLine
    amendment: str
    imported: dt.datetime
    file: str
    changes: str


VERSIONS = (
    Column("amendment", "Amendment", Look.NUMBER, 12, own=True),
    Column("imported", "Imported", Look.MOMENT, 17),
    Column("file", "File", Look.TEXT, 22),
    Column("changes", "What it did", Look.TEXT, 24, own=True),
)


def version_rows(detail: OrderDetail) -> tuple[VersionRow, ...]:
    """The newest page first."""
    rows = []
    for place, line in enumerate(detail.versions):
        count = len(line.changes)
        if not line.applied:
            did = "Older than what is held: kept as history"
        elif place == 0:
            did = "First page of this order"
        else:
            did = f"{count} change{'' if count == 1 else 's'}"
        rows.append(
            VersionRow(
                line.id, line, version_name(line), line.imported_at, line.file_name or "", did
            )
        )
    return tuple(reversed(rows))


def version_name(line: VersionLine) -> str:
    """The original or an amendment by its number."""
    return f"No. {line.amend_no}" if line.amend_no else "Original"
