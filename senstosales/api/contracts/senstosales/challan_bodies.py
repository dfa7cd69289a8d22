"""Challans as other programs send them, and what of it is to be stored.

What a client leaves out of a challan that it changes stays as it is.
"""

import dataclasses
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from senstosales.api.contracts.senstosales.doors import day_of
from senstosales.books.store import Reading
from senstosales.errors import Invalid, NotFound
from senstosales.queries import challans, order_detail, orders
from senstosales.queries.details import LotLine
from senstosales.queries.papers import ChallanDetail, PaperLine, PartyOnPaper
from senstosales.services.challans import ChallanDraft, usual_consignee
from senstosales.services.drafts import make


class DCIn(BaseModel):
    """Head of a challan as sent."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    dc_number: str = Field(examples=["45"])
    dc_date: str = Field(examples=["2023-11-20"])
    po_number: str | None = None
    department_no: str | None = None
    consignee_name: str | None = None
    consignee_gstin: str | None = None
    consignee_address: str | None = None
    inspection_company: str | None = None
    eway_bill_no: str | None = None
    vehicle_no: str | None = None
    lr_no: str | None = None
    transporter: str | None = None
    mode_of_transport: str | None = None
    remarks: str | None = None
    our_ref: str | None = None
    gc_number: str | None = None
    gc_date: str | None = None


class DCLineIn(BaseModel):
    """A line as sent; an item's id is what order detail gives. What is missing is answered 400."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_item_id: str | None = None
    lot_no: int | None = None
    dispatch_qty: Decimal | None = None
    hsn_code: str | None = None
    hsn_rate: Decimal | None = None
    no_of_packets: int | None = None


class DCCreate(BaseModel):
    """A challan as sent."""

    dc: DCIn
    items: list[DCLineIn] = []

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dc": {"dc_number": "45", "dc_date": "2023-11-20", "po_number": "6639103"},
                    "items": [{"po_item_id": "1", "lot_no": 1, "dispatch_qty": 10}],
                }
            ]
        }
    )


_PRINTED = {
    name: name
    for name in (
        "department_no", "inspection_company", "eway_bill_no", "vehicle_no", "lr_no",
        "transporter", "mode_of_transport", "remarks", "our_ref",
    )
} | {"gc_number": "certificate_number"}  # fmt: skip
_CONSIGNEE = {
    "consignee_name": "name", "consignee_gstin": "gstin", "consignee_address": "address",
}  # fmt: skip
Lots = dict[int, tuple[LotLine, ...]]


def entered(session: Reading, challan: DCCreate) -> ChallanDraft:
    """A new challan as it is to be stored; raises `Invalid` or `NotFound`."""
    return _draft(session, challan, None)


def corrected(session: Reading, challan: DCCreate, challan_id: int) -> ChallanDraft:
    """A changed challan as it is to be stored; raises `Invalid` or `NotFound`."""
    return _draft(session, challan, challans.detail(session, challan_id))


def _draft(session: Reading, challan: DCCreate, held: ChallanDetail | None) -> ChallanDraft:
    head = challan.dc
    number, day = head.dc_number.strip(), day_of(head.dc_date, "dc_date")
    if not number:
        raise Invalid("dc_number: give the challan a number.", field="dc_number")
    if day is None:
        raise Invalid("dc_date: give the challan a date.", field="dc_date")
    if not challan.items:
        raise Invalid("items: a challan needs at least one line.", field="items")
    order_id = _order(session, challan, held)
    items = order_detail.item_lines(session, [order_id])[order_id]
    lots = {item.id: item.lots for item in items}
    before = held.lines if held else ()
    return make(
        ChallanDraft,
        {
            "order_id": order_id,
            "date": day,
            "number": number,
            "is_replacement": held.is_replacement if held else False,
            "lines": tuple(
                _line(line, place, lots, before) for place, line in enumerate(challan.items)
            ),
            "consignee": _consignee(session, head, order_id, held),
            "particulars": _particulars(head, held),
        },
    )


def _order(session: Reading, challan: DCCreate, held: ChallanDetail | None) -> int:
    if challan.dc.po_number and challan.dc.po_number.strip():
        return orders.find(session, challan.dc.po_number)
    if held is not None and held.order is not None and held.order.id is not None:
        return held.order.id
    found = order_detail.order_of_item(session, _item_id(challan.items[0], 0))
    if found is None:
        raise NotFound("order item", challan.items[0].po_item_id)
    return found


def _consignee(
    session: Reading, head: DCIn, order_id: int, held: ChallanDetail | None
) -> dict[str, Any] | None:
    """Whom the goods go to, if it is said; what is left blank of it comes from the order's buyer."""
    given = {
        own: value.strip()
        for name, own in _CONSIGNEE.items()
        if (value := getattr(head, name)) and value.strip()
    }
    if not given and held is None:
        return None
    usual = held.consignee if held else usual_consignee(session, order_id)
    if given.get("name", usual.name) != usual.name:
        usual = PartyOnPaper(name="")  # somebody else: his state and phone are not the buyer's
    fields = ("name", "designation", "address", "gstin", "state_code", "state_name", "phone")
    return {field: getattr(usual, field) for field in fields} | given


def _particulars(head: DCIn, held: ChallanDetail | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if held is not None:
        facts = dataclasses.asdict(held.particulars)
        if (facts["certificate_number"], facts["certificate_date"]) == (held.number, held.date):
            del facts["certificate_number"], facts["certificate_date"]  # it follows the challan
    said = head.model_fields_set
    facts |= {own: getattr(head, name) for name, own in _PRINTED.items() if name in said}
    if "gc_date" in said:
        facts["certificate_date"] = day_of(head.gc_date, "gc_date")
    return {name: value for name, value in facts.items() if value is not None}


def _item_id(line: DCLineIn, place: int) -> int:
    given = (line.po_item_id or "").strip()
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        field = f"items.{place}.po_item_id"
        raise Invalid(f"{field}: name an item of an order.", field=field)
    return int(given)


def _line(line: DCLineIn, place: int, lots: Lots, before: tuple[PaperLine, ...]) -> dict[str, Any]:
    item_id = _item_id(line, place)
    field = f"items.{place}.dispatch_qty"
    if line.dispatch_qty is None or line.dispatch_qty <= 0:
        raise Invalid(f"{field}: enter a quantity above zero.", field=field)
    if item_id not in lots:
        raise NotFound("item in this order with the id", item_id)
    lot = None
    if line.lot_no is not None:
        lot = next((lot for lot in lots[item_id] if lot.lot_no == line.lot_no), None)
        if lot is None:
            raise NotFound("lot", line.lot_no)
    lot_id = lot.id if lot else None
    old = next((b for b in before if (b.order_item_id, b.order_lot_id) == (item_id, lot_id)), None)
    packets, hsn, rate = line.no_of_packets, line.hsn_code, line.hsn_rate
    return {
        "order_item_id": item_id,
        "order_lot_id": lot_id,
        "quantity": line.dispatch_qty,
        "packets": old.packets if old and packets is None else packets,
        "hsn": old.hsn if old and hsn is None else hsn,
        "gst_rate": old.gst_rate if old and rate is None else rate,
    }
