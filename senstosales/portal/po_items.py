"""Reads the items table of a purchase order page.

One row for each lot, the item's own cells repeating on each; then, once for each item, a row with
its description and its item number. Descriptions may follow their item or stand together at the
end, so they are linked by that number, never by position. Item and lot numbers stay as printed.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from senstosales.domain import amounts
from senstosales.errors import BadPage
from senstosales.portal import cells
from senstosales.portal.drawings import drawing_numbers
from senstosales.portal.html import Row, label
from senstosales.portal.models import Finding, OrderPageItem, OrderPageLot

ITEM_LABELS = (
    "PO ITM",
    "MATERIAL CODE",
    "MTRL CAT",
    "UNIT",
    "PO RATE",
    "ORD QTY",
    "RCD QTY",
    "ITEM VALUE",
    "LOT NO",
    "DELY QTY",
    "DELY DATE",
    "ENTRY ALLOW DATE",
    "DEST CODE",
)
# Description rows span ten columns; a lot row has thirteen cells of one column each.
_NARROWEST_DESCRIPTION = 5
_DESCRIPTION_CELLS = 4
_MERGED = re.compile(r"(.*\S)\s+(\d{1,4})", re.ASCII | re.DOTALL)


@dataclass(slots=True)
class _Own:
    """The cells that belong to the item, not to one lot."""

    material_code: str | None
    mtrl_cat: str | None
    unit: str | None
    po_rate: Decimal
    ord_qty: Decimal
    rcd_qty: Decimal | None
    item_value: Decimal | None


@dataclass(slots=True)
class _Draft:
    printed: tuple[str, ...]
    own: _Own
    lots: dict[int, OrderPageLot] = field(default_factory=dict)
    descriptions: list[str] = field(default_factory=list)


def read_items(rows: tuple[Row, ...]) -> tuple[tuple[OrderPageItem, ...], tuple[Finding, ...]]:
    """The items of the table whose first row is the labels, and where lot rows of one item differ.

    Raises `BadPage` for a row that is not whole, for impossible figures and for a lot or a
    description without its item.
    """
    columns = [label(cell.text) for cell in rows[0]]
    order = [columns.index(name) for name in ITEM_LABELS]
    drafts: dict[int, _Draft] = {}
    findings: list[Finding] = []
    described: list[Row] = []
    for row in rows[1:]:
        if row[0].span >= _NARROWEST_DESCRIPTION and len(row) <= _DESCRIPTION_CELLS:
            described.append(row)
        elif len(row) == len(columns):
            texts = [row[at].text for at in order]
            if any(texts):
                _add_lot(drafts, texts, findings)
        elif any(cell.text for cell in row):
            raise BadPage(
                f"A row of the items table has {len(row)} cells where {len(columns)} belong"
                f"{_after(drafts)}. Save the page again from the portal."
            )
    for row in described:
        _add_description(drafts, row)
    if not drafts:
        raise BadPage("The items table has no items. Save the page again from the portal.")
    return tuple(_item(number, draft) for number, draft in drafts.items()), tuple(findings)


def _after(drafts: dict[int, _Draft]) -> str:
    return f" (after item {next(reversed(drafts))})" if drafts else ""


def _add_lot(drafts: dict[int, _Draft], texts: list[str], findings: list[Finding]) -> None:
    number = cells.whole(texts[0], "item number", "in the items table")
    own = tuple(texts[1:8])
    draft = drafts.get(number)
    if draft is None:
        draft = drafts[number] = _Draft(own, _own(own, f"of item {number}"))
    elif draft.printed != own:
        findings += _differences(number, draft.own, _own(own, f"of item {number}"))
    lot_no, dely_qty, dely_date, entry_allow, dest_code = texts[8:]
    if not (lot_no or dely_qty):
        return
    lot = cells.whole(lot_no, "lot number", f"of item {number}")
    if lot in draft.lots:
        raise BadPage(f"Lot {lot} of item {number} stands twice in the items table.")
    place = f"of item {number} lot {lot}"
    allowed = cells.as_date(entry_allow)
    draft.lots[lot] = OrderPageLot(
        lot_no=lot,
        dely_qty=cells.required_number(amounts.quantity, dely_qty, "delivery quantity", place),
        dely_date=cells.optional_date(dely_date, "delivery date", place),
        entry_allow_date=allowed,
        # Instead of a date the cell may say, for example, that the order is short closed.
        entry_allow_text=cells.printed(entry_allow) if allowed is None else None,
        dest_code=cells.printed(dest_code),
    )


def _own(texts: tuple[str, ...], place: str) -> _Own:
    material_code, mtrl_cat, unit, po_rate, ord_qty, rcd_qty, item_value = texts
    return _Own(
        cells.printed(material_code),
        cells.printed(mtrl_cat),
        cells.printed(unit),
        cells.required_number(amounts.rate, po_rate, "rate", place),
        cells.required_number(amounts.quantity, ord_qty, "ordered quantity", place),
        cells.optional_number(amounts.quantity, rcd_qty, "received quantity", place),
        cells.optional_number(amounts.money, item_value, "item value", place),
    )


def _differences(number: int, first: _Own, later: _Own) -> list[Finding]:
    found = []
    for name in _Own.__slots__:
        expected, actual = getattr(first, name), getattr(later, name)
        if expected != actual:
            found.append(
                Finding(
                    what=f"item {number}",
                    field=name,
                    expected=_said(expected),
                    actual=_said(actual),
                    reason="the lot rows of one item differ",
                )
            )
    return found


def _said(value: str | Decimal | None) -> str:
    if value is None:
        return "blank"
    return amounts.plain(value) if isinstance(value, Decimal) else value


def _add_description(drafts: dict[int, _Draft], row: Row) -> None:
    """Text, blank, item number, blank. Cells may have been merged: then the number ends the text."""
    text = row[0].text
    numbers = [cell.text for cell in row[1:] if cell.text]
    if not text and not numbers:
        return
    if numbers:
        number = cells.whole(numbers[0], "item number", "beside a description")
    else:
        merged = _MERGED.fullmatch(text)
        if merged is None or int(merged[2]) not in drafts:
            raise BadPage(
                f"The description “{cells.shown(text)}” has no item number beside it. "
                "Save the page again from the portal."
            )
        text, number = merged[1], int(merged[2])
    draft = drafts.get(number)
    if draft is None:
        raise BadPage(
            f"The page describes item {number}, but the item is not in the items table. "
            "Save the page again from the portal."
        )
    if text and text not in draft.descriptions:
        draft.descriptions.append(text)


def _item(number: int, draft: _Draft) -> OrderPageItem:
    own = draft.own
    description = " ".join(draft.descriptions)
    return OrderPageItem(
        po_item_no=number,
        material_code=own.material_code,
        mtrl_cat=own.mtrl_cat,
        unit=own.unit,
        po_rate=own.po_rate,
        ord_qty=own.ord_qty,
        rcd_qty=own.rcd_qty,
        item_value=own.item_value,
        description=cells.printed(description),
        drawing_numbers=drawing_numbers(description),
        lots=tuple(draft.lots.values()),
    )
