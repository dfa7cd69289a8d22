"""What an imported page changed, in words a clerk knows: item 2 rate, before, after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from senstosales.domain.amendments import Difference, Kind
from senstosales.domain.amounts import money
from senstosales.gui import cells
from senstosales.queries.columns import Column, Look

_WORDS = {
    "amend_no": "amendment",
    "po_date": "PO date",
    "enquiry_no": "enquiry",
    "supplier_code": "supplier code",
    "order_type": "order type",
    "department_no": "department",
    "quotation_ref": "quotation",
    "quotation_date": "quotation date",
    "po_status": "status at the buyer",
    "po_value": "PO value",
    "net_po_value": "net value",
    "total_value": "total value",
    "fob_value": "FOB value",
    "ex_rate": "exchange rate",
    "rc_no": "rate contract",
    "inspection_by": "inspection by",
    "payment_terms": "payment terms",
    "issuer_name": "issued by",
    "issuer_designation": "issuer's post",
    "issuer_phone": "issuer's phone",
    "material_code": "material code",
    "mtrl_cat": "material category",
    "po_rate": "rate",
    "ord_qty": "ordered quantity",
    "rcd_qty": "received quantity",
    "item_value": "value",
    "dely_qty": "quantity",
    "dely_date": "delivery date",
    "entry_allow_date": "entry allowed until",
    "entry_allow_text": "entry allowed",
    "dest_code": "destination",
    "accepted_qty": "accepted",
    "rej_qty": "rejected",
    "challan_qty": "challan quantity",
    "rev_no": "revision",
    "pmir_no": "PMIR",
    "cnote_no": "credit note",
    "cnote_date": "credit note date",
}
HEADER = "Header"
_GONE = "no longer on the page"
_SUMS = frozenset({"po_value", "net_po_value", "total_value", "fob_value", "item_value"})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of a list of changes."""

    id: int
    what: str
    field: str
    before: str
    after: str


COLUMNS = (
    Column("what", "Where", Look.TEXT, 18, sortable=False, own=True),
    Column("field", "What", Look.TEXT, 16, sortable=False, own=True),
    Column("before", "Before", Look.TEXT, 26, sortable=False),
    Column("after", "After", Look.TEXT, 26, sortable=False),
)


def rows(changes: Iterable[Mapping[str, Any]]) -> tuple[ChangeRow, ...]:
    """Lines for a table; `changes` are {what, field, before, after} as the books keep them."""
    return tuple(
        ChangeRow(
            place,
            HEADER if change["what"] == "header" else _first_large(str(change["what"])),
            _field(change["field"]),
            _value(change["field"], change["before"]),
            _value(change["field"], change["after"]),
        )
        for place, change in enumerate(changes)
    )


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One line of a comparison; `kind` is empty where a fact merely changed."""

    id: int
    what: str
    field: str
    before: str
    after: str
    kind: str


def compared(differences: Iterable[Difference]) -> tuple[DifferenceRow, ...]:
    """Lines for a comparison of two pages, side by side."""
    return tuple(
        DifferenceRow(
            place,
            HEADER if each.what == "header" else _first_large(each.what),
            _field(each.field),
            _value(each.field, each.before),
            _GONE if each.kind is Kind.VANISHED else _value(each.field, each.after),
            "" if each.kind is Kind.CHANGED else each.kind.value,
        )
        for place, each in enumerate(differences)
    )


def sentence(row: ChangeRow) -> str:
    """`Item 2 rate: 12.5 → 13`."""
    where = _first_large(row.field) if row.what == HEADER else f"{row.what} {row.field}".strip()
    return f"{where}: {row.before} → {row.after}"


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _field(name: str | None) -> str:
    return _WORDS.get(name, name.replace("_", " ")) if name else ""


def _value(field: str | None, value: Any) -> str:
    """As it is shown elsewhere: a day as a day, rupees as rupees, nothing as a dash."""
    if value is None or value == "":
        return cells.DASH
    text = str(value)
    if field in _SUMS:
        return cells.money(money(text))
    try:
        return cells.day(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
