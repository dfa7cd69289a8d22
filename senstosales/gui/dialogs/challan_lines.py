"""What a challan's form starts from, and its lines: what may be sent of each lot, checked while typing.

Plain functions; `begin` runs in a reading lane.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from senstosales.books.store import today
from senstosales.domain import law
from senstosales.domain.amounts import ZERO, half_up, indian
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, Problem, Refused
from senstosales.gui.line_grid import GridColumn, Row
from senstosales.gui.wording import say
from senstosales.queries import challans as challan_queries
from senstosales.queries import notes as note_queries
from senstosales.queries import office, order_detail
from senstosales.queries.columns import Look
from senstosales.queries.details import ItemLine, LotLine, OrderDetail
from senstosales.queries.notes import NoteLine
from senstosales.queries.papers import ChallanDetail, PaperLine, PartyOnPaper
from senstosales.services import challans, masters
from senstosales.services.drafts import make

Place = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Everything a form starts from, seen at one moment. `challan` is the one to be changed."""

    order: OrderDetail
    challan: ChallanDetail | None
    replacement: bool
    consignee: PartyOnPaper
    next_number: str
    today: dt.date
    hsn: Mapping[int, str]
    notes: tuple[NoteLine, ...] = ()
    consignees: tuple[tuple[str, PartyOnPaper], ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The lines: lots with something left, and those the challan holds already."""
        return _replacement_rows(self) if self.replacement else _lot_rows(self)


def begin(session: Any, order_id: int, challan_id: int | None, replacement: bool) -> Beginning:
    """Read what the form needs. Raises `Refused` when there is nothing to send."""
    day = today(session)
    challan = challan_queries.detail(session, challan_id) if challan_id is not None else None
    if challan is not None:
        if challan.order is None or challan.order.id is None:
            raise Refused(
                f"Challan {challan.number} belongs to no order and cannot be changed here."
            )
        order_id, replacement = challan.order.id, challan.is_replacement
    order = order_detail.detail(session, order_id)
    known = {
        item.id: item.hsn or masters.known_hsn(session, item.material_code, item.product_id)
        for item in order.items
    }
    usual, possible = challans.consignees(session, order_id)
    beginning = Beginning(
        order=order,
        challan=challan,
        replacement=replacement,
        consignee=challan.consignee if challan else usual,
        next_number=office.next_number(session, VoucherKind.CHALLAN, day),
        today=day,
        hsn={key: code for key, code in known.items() if code},
        notes=tuple(note_queries.listed(session)),
        consignees=possible,
    )
    if not beginning.rows:
        if replacement:
            raise Refused(f"Nothing of order {order.number} waits to be replaced.")
        raise Refused(f"Nothing of order {order.number} is pending: all of it has been dispatched.")
    return beginning


def columns(*, replacement: bool) -> tuple[GridColumn, ...]:
    """The grid's columns; a replacement counts from what was rejected."""
    ordered = "Rejected" if replacement else "Ordered"
    return (
        GridColumn("item_no", "Item", Look.COUNT, 4),
        GridColumn("lot_no", "Lot", Look.COUNT, 3),
        GridColumn("description", "Description", Look.TEXT, 18, stretch=True),
        GridColumn("unit", "Unit", Look.NUMBER, 4),
        GridColumn("ordered", ordered, Look.QUANTITY, 8),
        GridColumn("sent", "Sent", Look.QUANTITY, 8, help="On other challans"),
        GridColumn("pending", "Pending", Look.QUANTITY, 8, help="What may still be sent"),
        GridColumn(
            "quantity",
            "This dispatch",
            Look.QUANTITY,
            11,
            editable=True,
            help="Zero or empty: not sent with this challan",
            check=_check_quantity,
        ),
        GridColumn("packets", "Packets", Look.QUANTITY, 7, editable=True, check=_check_packets),
        GridColumn(
            "hsn",
            "HSN",
            Look.NUMBER,
            9,
            editable=True,
            help="Typed once for a material, then remembered",
            check=_check_hsn,
        ),
    )


def _check_quantity(value: Any, row: Row) -> str:
    if value is None or not value:
        return ""
    if value < 0:
        return "Enter a quantity above zero."
    if value <= row["pending"]:
        # A part of a piece is a slip of the fingers, unless one is left.
        part = value % 1 and not row["pending"] % 1 and law.is_counted(row["unit"] or "")
        return f"Send whole {row['unit']}, not a part of one." if part else ""
    unit, item = row["unit"], f"item {row['item_no']}"
    wanted = indian(value, None)
    left = f"Only {indian(row['pending'], None)} {unit} are" if row["pending"] > 0 else "Nothing is"
    if row["rejected"]:
        return f"{left} rejected of {item}; {wanted} are too many."
    where = f"lot {row['lot_no']} of {item}" if row["lot_no"] is not None else item
    return f"{left} left in {where}; {wanted} are too many."


def _check_packets(value: Any, _row: Row) -> str:
    if value is None or (value >= 0 and value == int(value)):
        return ""
    return "Packets are counted in whole numbers."


def _check_hsn(value: Any, _row: Row) -> str:
    try:
        make(challans.ChallanLineDraft, {"order_item_id": 1, "quantity": 1, "hsn": value})
    except Invalid as error:
        return error.problems[0].sentence
    return ""


def _lot_rows(start: Beginning) -> list[Row]:
    """One line a lot; a line that names only the item keeps standing for it."""
    own = _own(start)
    rows = []
    for item in start.order.items:
        if item.is_cancelled:
            continue
        places: list[LotLine | None] = [*item.lots]
        if (item.id, None) in own or not item.lots:
            places.append(None)
        for lot in places:
            mine = own.get((item.id, lot.id if lot else None))
            part: ItemLine | LotLine = lot or item
            sent = part.delivered - (mine[0] if mine and _counted(part) else ZERO)
            left = max(part.quantity - sent, ZERO)
            if left <= 0 and mine is None:
                continue
            rows.append(_row(start, item, lot, (part.quantity, sent, left), mine))
    return rows


def _counted(part: ItemLine | LotLine) -> bool:
    """A figure set by hand stands for itself, whatever the challans sum to."""
    return not isinstance(part, LotLine) or part.override is None


def _replacement_rows(start: Beginning) -> list[Row]:
    own = _own(start)
    rows = []
    for item in start.order.items:
        mine = own.get((item.id, None))
        sent = item.replaced - (mine[0] if mine else ZERO)
        left = max(item.rejected - sent, ZERO)
        if left > 0 or mine is not None:
            rows.append(_row(start, item, None, (item.rejected, sent, left), mine))
    return rows


Mine = tuple[Decimal, int | None, str | None]


def _own(start: Beginning) -> dict[Place, Mine]:
    """What the challan that is being changed holds already, by item and lot."""
    own: dict[Place, Mine] = {}
    for line in start.challan.lines if start.challan else ():
        if line.order_item_id is not None:
            place = (line.order_item_id, None if start.replacement else line.order_lot_id)
            before = own.get(place, (ZERO, None, None))
            own[place] = (before[0] + line.quantity, line.packets, line.hsn)
    return own


def _row(
    start: Beginning,
    item: ItemLine,
    lot: LotLine | None,
    figures: tuple[Decimal, Decimal, Decimal],
    mine: Mine | None,
) -> Row:
    ordered, sent, left = figures
    started = left if start.challan is None else None
    return {
        "order_item_id": item.id,
        "order_lot_id": lot.id if lot else None,
        "rate": item.rate,
        "rejected": start.replacement,
        "item_no": item.item_no,
        "lot_no": lot.lot_no if lot else None,
        "description": item.description or item.material_code or "",
        "unit": item.unit,
        "ordered": ordered,
        "sent": sent,
        "pending": left,
        "quantity": mine[0] if mine else started,
        "packets": Decimal(mine[1]) if mine and mine[1] is not None else None,
        "hsn": (mine[2] if mine else None) or start.hsn.get(item.id),
    }


def drafted(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[int]]:
    """The lines that are sent, as a draft wants them, and the row of the grid each came from."""
    lines, places = [], []
    for place, row in enumerate(rows):
        if row["quantity"]:
            packets = row["packets"]
            lines.append(
                {
                    "order_item_id": row["order_item_id"],
                    "order_lot_id": row["order_lot_id"],
                    "quantity": row["quantity"],
                    "packets": int(packets) if packets else None,
                    "hsn": row["hsn"],
                }
            )
            places.append(place)
    return lines, places


def in_grid(problem: Problem, places: Sequence[int]) -> Problem:
    """A problem about a line of the draft, as one about the row it came from."""
    match problem.field.split("."):
        case ["lines", number, *rest] if number.isdigit() and int(number) < len(places):
            return Problem(".".join(["lines", str(places[int(number)]), *rest]), problem.sentence)
    return problem


def totals(rows: Sequence[Row]) -> tuple[str, Decimal]:
    """`120 NO + 14.5 KG` and what the goods are worth at the order's rates."""
    sent = [row for row in rows if row["quantity"] and row["quantity"] > 0]
    value = sum((half_up(row["quantity"] * row["rate"]) for row in sent), half_up(ZERO))
    return added((row["unit"], row["quantity"]) for row in sent), value


def by_unit(lines: Sequence[PaperLine]) -> str:
    """The same of a challan that is made."""
    return added((line.unit, line.quantity) for line in lines)


def added(quantities: Iterable[tuple[str, Decimal]]) -> str:
    """Quantities of different units are never added up: `120 NO + 14.5 KG`."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for unit, quantity in quantities:
        sums[unit] += quantity
    words = " + ".join(f"{indian(total, None)} {unit}".strip() for unit, total in sums.items())
    return words or say("nothing yet")
