"""An order's header as labelled facts, and its remarks point by point. Plain functions, no widgets."""

import re
from collections.abc import Iterator
from decimal import Decimal

from senstosales.domain.amounts import plain
from senstosales.domain.kinds import PriceBasis
from senstosales.gui import cells
from senstosales.gui.order_rows import Fact
from senstosales.gui.wording import say
from senstosales.queries.details import OrderDetail


def order_facts(detail: OrderDetail) -> list[Fact]:
    """The order's own header, as on the page."""
    quotation = _of(detail.quotation_ref, cells.day(detail.quotation_date))
    enquiry = _of(detail.enquiry_no, cells.day(detail.enquiry_date))
    issued = ", ".join(_known(detail.issuer_name, detail.issuer_designation))
    days = say(f"{detail.payment_days} days") if detail.payment_days is not None else None
    return [
        ("Order", say(f"{detail.number} of {cells.day(detail.date)}")),
        ("Financial year", detail.fiscal_year),
        ("Amendment", str(detail.amend_no) if detail.amend_no else say("none")),
        ("Customer", detail.customer),
        ("Department", detail.department_no),
        ("Order type", detail.order_type),
        ("Portal status", _portal_status(detail.portal_status)),
        ("Enquiry", enquiry),
        ("Our quotation", quotation),
        ("Rate contract", detail.rc_no),
        ("Inspection by", detail.inspection_by),
        ("Inspection at", detail.inspection_at),
        ("Payment terms", detail.payment_terms),
        ("Payment within", days),
        ("Issued by", issued),
        ("Issuer's phone", detail.issuer_phone),
        ("Supplier code", detail.supplier_code),
        ("Supplier", detail.supplier),
        ("Our GSTIN", detail.supplier_gstin),
        ("Our phone", detail.supplier_phone),
        ("Our fax", detail.supplier_fax),
        ("Our e-mail", detail.supplier_email),
        ("Imported", cells.moment(detail.created_at)),
    ]


def price_facts(detail: OrderDetail) -> list[Fact]:
    """What the order is worth, and whether that contains GST, with the words that say so."""
    rate = f" {plain(detail.price_rate)} %" if detail.price_rate is not None else ""
    basis = {
        PriceBasis.INCLUSIVE: f"Included in the rates{rate}",
        PriceBasis.EXCLUSIVE: f"Charged on top of the rates{rate}",
        PriceBasis.SILENT: "Not stated in the remarks",
    }[detail.price_basis]
    phrase = f"“{detail.price_phrase}”" if detail.price_phrase else None
    contracts: Iterator[Fact] = (
        ("GeM contract", _of(line.number, cells.day(line.on))) for line in detail.contracts
    )
    return [
        ("Order value", cells.money(detail.order_value)),
        ("Net value", _other(detail.net_value, detail.order_value)),
        ("Total value", _other(detail.total_value, detail.order_value)),
        ("FOB value", cells.money(detail.fob_value or None)),
        ("Currency", detail.currency),
        ("Exchange rate", plain(detail.ex_rate) if detail.ex_rate not in (None, 1) else None),
        ("GST", say(basis)),
        ("Remarks say", phrase),
        *contracts,
    ]


def buyer_facts(detail: OrderDetail) -> list[Fact]:
    """The buyer's letterhead: his numbers, never ours."""
    return [
        ("Name", detail.buyer_name),
        ("TIN", detail.buyer_tin_no),
        ("ECC", detail.buyer_ecc_no),
        ("MPCT", detail.buyer_mpct_no),
        ("Phone", detail.buyer_phone),
        ("Fax", detail.buyer_fax),
        ("Website", detail.buyer_website),
    ]


def _of(number: str | None, day: str) -> str:
    """A paper by its number and its day, as far as they are known."""
    return say(f"{number} of {day}") if number and day else number or day


def _known(*parts: str | None) -> list[str]:
    return [part for part in parts if part]


def _other(value: Decimal | None, said: Decimal | None) -> str | None:
    return cells.money(value) if value is not None and value != said else None


def _portal_status(code: str | None) -> str | None:
    words = {"0": "0 (open)", "2": "2 (closed)"}
    return say(words[code]) if code in words else code or None


_FIRST_POINT = re.compile(r"\s*(\W?)1(\W)\s")


def points(remarks: str) -> str:
    """The remarks with each of their numbered points on a line of its own; the words stay as they are."""
    first = _FIRST_POINT.match(remarks)
    if not first:
        return remarks
    # A bracket is mark enough; a bare number needs a space before it, or 24.2. would be a point.
    before = r"(?<!\w)" if first[1].strip() else r"(?<=\s)"
    parts: list[str] = []
    start, number = 0, 2
    while True:
        marker = re.compile(f"{before}{re.escape(first[1].strip())}{number}{re.escape(first[2])}")
        found = marker.search(remarks, start + 1)
        if not found:
            return "\n".join([*parts, remarks[start:].strip()])
        parts.append(remarks[start : found.start()].strip())
        start, number = found.start(), number + 1
