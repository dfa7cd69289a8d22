"""The columns in which the goods of a paper are typed or pasted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from senstosales.domain.kinds import VoucherKind
from senstosales.gui.dialogs import voucher_entry
from senstosales.gui.dialogs.invoice_lines import check_hsn
from senstosales.gui.grid_model import GridColumn, Row
from senstosales.queries.columns import Look

Check = Callable[[Any, Row], str]
"""A sentence against a value, seen with its row; empty if there is none."""

OF_TAX = ("inclusive", "gst_rate", "cess", "total")
"""Columns of no use on a paper without tax."""
RARE = {
    "material_code": "Code",
    "inclusive": "Price includes GST",
    "discount": "Discount",
    "cess": "Cess",
}
"""Columns that are shown when they hold something, or when the clerk wants them."""
USUAL = ("material_code", "inclusive", "discount")
"""Those of them that are wanted until the clerk says otherwise."""

_NAMES = {
    "code": ("material code", "item code", "part no", "sku", "material"),
    "description": ("particulars", "item", "goods", "product", "item description", "name"),
    "hsn": ("hsn code", "hsn sac", "sac"),
    "price": ("rate", "price", "unit price", "unit rate", "basic rate"),
}


def _check_price(value: Any, _row: Row) -> str:
    return "A price cannot be less than zero." if value is not None and value < 0 else ""


def line_columns(
    kind: VoucherKind, check_quantity: Check, check_rate: Check
) -> tuple[GridColumn, ...]:
    """The columns, the rarer ones and those of tax among them; the checks know the grid's own facts."""
    column = partial(GridColumn, editable=True)
    invoiced = GridColumn("invoiced", "Invoiced", Look.QUANTITY, 8)
    return (
        column("material_code", "Code", Look.NUMBER, 13, passed=True, names=_NAMES["code"]),
        column(
            "description",
            "Description",
            width=16,
            stretch=True,
            names=_NAMES["description"],
            help="Type a word or a material code: what the books know is offered",
        ),
        column(
            "hsn",
            "HSN",
            Look.NUMBER,
            9,
            check=check_hsn,
            reads=voucher_entry.code,
            writes=str,
            names=_NAMES["hsn"],
            help="4, 6 or 8 digits",
        ),
        *([invoiced] if kind.is_note else []),
        column("quantity", "Quantity", Look.QUANTITY, 8, check=check_quantity, names=("qty",)),
        column("unit", "Unit", Look.NUMBER, 5, names=("uom", "uqc")),
        column(
            "price",
            "Price ₹",
            Look.RATE,
            10,
            check=_check_price,
            names=_NAMES["price"],
            help="Rupees for one unit; sums such as 1200*3 are worked out",
        ),
        column(
            "inclusive",
            "Incl. GST",
            Look.NUMBER,
            6,
            tick=True,
            passed=True,
            help="The price contains GST (Space changes it)",
        ),
        column(
            "discount",
            "Discount",
            Look.MONEY,
            8,
            passed=True,
            reads=voucher_entry.discount,
            writes=voucher_entry.discount_words,
            names=("disc", "disc %"),
            help="5% or, in rupees off the whole line, 500",
        ),
        column(
            "gst_rate",
            "GST",
            Look.PERCENT,
            6,
            check=check_rate,
            writes=voucher_entry.percent_words,
            names=("gst %", "tax", "tax %", "gst rate"),
            help="CGST and SGST together",
        ),
        column(
            "cess",
            "Cess",
            Look.MONEY,
            6,
            passed=True,
            reads=voucher_entry.cess,
            writes=voucher_entry.cess_words,
            names=("cess %",),
            help="1% or, in rupees for each unit, 400",
        ),
        GridColumn("taxable", "Taxable ₹", Look.MONEY, 11),
        GridColumn("total", "Total ₹", Look.MONEY, 11),
    )
