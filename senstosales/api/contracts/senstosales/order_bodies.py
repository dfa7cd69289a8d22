"""Orders as other programs send them, and what of it is to be stored.

A client that changes an order sends it back whole. What it merely repeats stays as it is in the books,
also where the contract tells less than they hold; what it leaves out stays too.
"""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from senstosales.api.contracts.senstosales.doors import day_of
from senstosales.api.contracts.senstosales.order_wire import PODelivery, PODetail, POItem
from senstosales.errors import Invalid
from senstosales.queries.details import ItemLine, LotLine, OrderDetail
from senstosales.services.drafts import make
from senstosales.services.manual_orders import OrderDraft

Figure = Decimal | None
CANCELLED = "Cancelled"


class LotIn(BaseModel):
    """A lot as sent; what the books work out themselves is read over."""

    lot_no: int | None = Field(None, examples=[1])
    ordered_quantity: Figure = Field(Decimal(0), examples=[40])
    delivered_quantity: Figure = Decimal(0)
    manual_override_qty: Figure = None
    dely_date: str | None = Field(None, examples=["2023-12-31"])
    entry_allow_date: str | None = None
    entry_allow_text: str | None = None
    dest_code: int | str | None = None
    status: str | None = None


class ItemIn(BaseModel):
    """An item as sent."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_item_no: int = Field(examples=[1])
    material_code: str | None = None
    material_description: str | None = None
    drg_no: str | None = None
    unit: str | None = Field(None, examples=["NO"])
    hsn_code: str | None = None
    mtrl_cat: int | str | None = None
    po_rate: Figure = Field(None, examples=[125])
    ordered_quantity: Figure = Field(None, examples=[40])
    item_value: Figure = None
    delivered_quantity: Figure = Decimal(0)
    status: str | None = None
    deliveries: list[LotIn] = []


class HeaderIn(BaseModel):
    """The head as sent; a client may send the number as a number."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_number: str = Field(examples=["6639555"])
    po_date: str | None = Field(None, examples=["2023-09-05"])
    supplier_name: str | None = None
    supplier_gstin: str | None = None
    supplier_code: str | None = None
    supplier_phone: str | None = None
    supplier_fax: str | None = None
    supplier_email: str | None = None
    department_no: str | None = None
    enquiry_no: str | None = None
    enquiry_date: str | None = None
    quotation_ref: str | None = None
    quotation_date: str | None = None
    rc_no: str | None = None
    order_type: str | None = None
    tin_no: str | None = None
    ecc_no: str | None = None
    mpct_no: str | None = None
    po_value: Figure = None
    fob_value: Figure = None
    ex_rate: Figure = None
    net_po_value: Figure = None
    currency: str | None = None
    amend_no: int | None = 0
    inspection_by: str | None = None
    inspection_at: str | None = None
    issuer_name: str | None = None
    issuer_designation: str | None = None
    issuer_phone: str | None = None
    remarks: str | None = None


class OrderIn(BaseModel):
    """An order as sent to POST and PUT."""

    header: HeaderIn
    items: list[ItemIn] = Field(default=[], max_length=999)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "header": {"po_number": "6639555", "po_date": "2023-09-05"},
                    "items": [
                        {"po_item_no": 1, "unit": "NO", "ordered_quantity": 40, "po_rate": 125}
                    ],
                }
            ]
        }
    )


_SAME = (
    "supplier_name", "supplier_gstin", "supplier_code", "supplier_phone", "supplier_fax",
    "supplier_email", "department_no", "enquiry_no", "quotation_ref", "rc_no", "order_type",
    "fob_value", "ex_rate", "currency", "inspection_by", "inspection_at", "issuer_name",
    "issuer_designation", "issuer_phone", "remarks", "amend_no",
)  # fmt: skip
_NAMED = {
    "tin_no": "buyer_tin_no", "ecc_no": "buyer_ecc_no", "mpct_no": "buyer_mpct_no",
    "po_value": "order_value", "net_po_value": "net_value",
} | dict(zip(_SAME, _SAME, strict=True))  # fmt: skip
_NEVER_NOTHING = frozenset({"po_value", "net_po_value", "amend_no"})
_HEAD_DATES = ("enquiry_date", "quotation_date")


def only_repeats(order: OrderIn, told: PODetail) -> bool:
    """True if an order is sent exactly as it was told."""
    return OrderIn.model_validate(told.model_dump()).model_dump() == order.model_dump()


def entered(order: OrderIn) -> OrderDraft:
    """A new order as it is to be stored; raises `Invalid`."""
    day = day_of(order.header.po_date, "po_date")
    if day is None:
        raise Invalid("po_date: give the order a date.", field="po_date")
    items = [_item(item, None, None) for item in order.items]
    facts = _facts(order.header, None) | {"number": order.header.po_number.strip(), "date": day}
    return make(OrderDraft, facts | {"items": tuple(items)})


def corrected(order: OrderIn, held: OrderDetail, told: PODetail) -> OrderDraft:
    """A changed order as it is to be stored; raises `Invalid`."""
    day = day_of(order.header.po_date, "po_date") or held.date
    lines = {line.item_no: line for line in held.items}
    shown = {item.po_item_no: item for item in told.items}
    items = [
        _item(item, lines.get(item.po_item_no), shown.get(item.po_item_no))
        for item in order.items
        if item.status != CANCELLED
    ]
    facts = _facts(order.header, told) | {"number": held.number, "date": day}
    return make(OrderDraft, facts | {"items": tuple(items)})


def _facts(head: HeaderIn, told: PODetail | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name in head.model_fields_set & (_NAMED.keys() | set(_HEAD_DATES)):
        value = getattr(head, name)
        if told is not None and value == getattr(told.header, name):
            continue
        if name in _HEAD_DATES:
            facts[name] = day_of(value, name)
        elif value or name not in _NEVER_NOTHING:
            facts[_NAMED[name]] = value
    return facts


def _item(item: ItemIn, held: ItemLine | None, told: POItem | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "item_no": item.po_item_no,
        "quantity": item.ordered_quantity or Decimal(0),
        "rate": item.po_rate or Decimal(0),
        "material_code": item.material_code,
        "material_category": None if item.mtrl_cat is None else str(item.mtrl_cat),
        "unit": item.unit,
        "description": item.material_description,
        "drawing": item.drg_no,
        "hsn": item.hsn_code,
        "item_value": item.item_value or None,
    }
    if held is not None and told is not None:
        facts |= {
            own: kept
            for name, own, kept in (
                ("ordered_quantity", "quantity", held.quantity),
                ("po_rate", "rate", held.rate),
                ("material_code", "material_code", held.material_code),
                ("mtrl_cat", "material_category", held.material_category),
                ("unit", "unit", held.unit),
                ("material_description", "description", held.description),
                ("drg_no", "drawing", ", ".join(held.drawing_numbers) or None),
                ("hsn_code", "hsn", held.hsn),
            )
            if name not in item.model_fields_set or getattr(item, name) == getattr(told, name)
        }
        worth_the_same = (facts["quantity"], facts["rate"]) == (held.quantity, held.rate)
        if "item_value" not in item.model_fields_set and worth_the_same:
            facts["item_value"] = held.item_value
    facts["lots"] = tuple(_lots(item, held, told))
    return facts


def _lots(item: ItemIn, held: ItemLine | None, told: POItem | None) -> list[dict[str, Any]]:
    if held is None or told is None:
        return [_lot(lot, place) for place, lot in enumerate(item.deliveries, 1)]
    if not item.deliveries:
        return _held_lots(item, held)
    lines = {lot.lot_no: lot for lot in held.lots}
    shown = {lot.lot_no: lot for lot in told.deliveries}
    lots = []
    for place, lot in enumerate(item.deliveries, 1):
        number = lot.lot_no or place
        if lot.status == CANCELLED:
            continue
        known = lines.get(number)
        facts = _lot(lot, place)
        if known is not None:
            facts |= _repeated(lot, known, shown[number])
        lots.append(facts)
    return lots


def _held_lots(item: ItemIn, held: ItemLine) -> list[dict[str, Any]]:
    """No lots are sent: those of the books stay; a single one follows the quantity of its item."""
    live = [lot for lot in held.lots if not lot.is_cancelled]
    single = item.ordered_quantity if len(live) == 1 else None
    return [
        {
            "lot_no": lot.lot_no,
            "quantity": single or lot.quantity,
            "due_date": lot.due_date,
            "entry_allow_date": lot.entry_allow_date,
            "entry_allow_text": lot.entry_allow_text,
            "dest_code": lot.dest_code,
        }
        for lot in live
    ]


def _lot(lot: LotIn, place: int) -> dict[str, Any]:
    """A lot as entered; a delivered quantity that is sent is a clerk's word."""
    return {
        "lot_no": place if lot.lot_no is None else lot.lot_no,
        "quantity": lot.ordered_quantity or Decimal(0),
        "delivered": lot.manual_override_qty or lot.delivered_quantity or None,
        "due_date": day_of(lot.dely_date, "dely_date"),
        "entry_allow_date": day_of(lot.entry_allow_date, "entry_allow_date"),
        "entry_allow_text": lot.entry_allow_text,
        "dest_code": None if lot.dest_code is None else str(lot.dest_code),
    }


def _repeated(lot: LotIn, held: LotLine, told: PODelivery) -> dict[str, Any]:
    """What of a lot stays as it is. A delivered quantity counts as a clerk's word only if it names
    more than we told: a challan may have been made since the client asked.
    """
    facts: dict[str, Any] = {
        own: kept
        for name, own, kept in (
            ("ordered_quantity", "quantity", held.quantity),
            ("dely_date", "due_date", held.due_date),
            ("entry_allow_date", "entry_allow_date", held.entry_allow_date),
            ("entry_allow_text", "entry_allow_text", held.entry_allow_text),
            ("dest_code", "dest_code", held.dest_code),
        )
        if name not in lot.model_fields_set or getattr(lot, name) == getattr(told, name)
    }
    said = lot.manual_override_qty
    if not said or said == held.override:
        said = lot.delivered_quantity
        if said is not None and said <= held.delivered:
            said = None
    facts["delivered"] = said
    return facts
