"""Reads a purchase order page into an `OrderPage`.

The page is a row of labels above a row of values, several times; then the items table; then the
foot with remarks, total and supplier. Labels are matched on whole rows of exact cell texts, because
"PURCHASE ORDER" stands in three places and the remarks may hold any words. A value is found by the
column it stands in.
"""

import re
from collections.abc import Mapping

from senstosales.domain import amounts
from senstosales.errors import BadPage
from senstosales.portal import cells, order_checks, remarks
from senstosales.portal.html import Row, Sheet, label
from senstosales.portal.models import OrderPage
from senstosales.portal.po_items import ITEM_LABELS, read_items
from senstosales.portal.price_basis import price_basis

_ORDER = ("PURCHASE ORDER", "PO DATE", "ENQUIRY", "SUPP CODE", "ORD-TYPE", "DVN")
_QUOTATION = ("QUOTATION", "QUOT-DATE", "PO STATUS", "AMEND NO", "PO-VALUE", "RC NO")
# The sixth label, ENQ DATE, is left out on purpose: the portal prints the order type below it.
_VALUE = ("EX RATE", "CURRENCY", "FOB VALUE", "NET PO VAL")
_FOOT = ("REMARKS", "TOTAL VALUE", "SUPP NAME M/S")
_ISSUER = ("NAME", "DESIGNATION", "PHONE NO")
_HEADINGS = ("ITEM DETAILS", "DELIVERY DETAILS")

_TITLE = re.compile(r"\s*\bPURCHASE ORDER DETAILS\b", re.IGNORECASE)
_PO_NUMBER = re.compile(r"\d{7,10}", re.ASCII)
_BUYER = {
    "buyer_tin_no": re.compile(r"TIN\s*NO\b[\s.:]*(.*)", re.IGNORECASE),
    "buyer_ecc_no": re.compile(r"ECC\s*NO\b[\s.:]*(.*)", re.IGNORECASE),
    "buyer_mpct_no": re.compile(r"MPCT\s*NO\b[\s.:]*(.*)", re.IGNORECASE),
    "buyer_phone": re.compile(r"PHONE\b[\s.:]*(.*)", re.IGNORECASE),
    "buyer_fax": re.compile(r"FAX\b[\s.:]*(.*)", re.IGNORECASE),
}
_WEBSITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}\S*", re.IGNORECASE)


def _is_labels(row: Row, labels: tuple[str, ...]) -> bool:
    return label(row[0].text) == labels[0] and {label(cell.text) for cell in row}.issuperset(labels)


def is_order(sheet: Sheet) -> bool:
    """Whether the page has the first label row of a purchase order."""
    return any(_is_labels(row, _ORDER[:2]) for row in sheet.rows)


def read_order(sheet: Sheet) -> OrderPage:
    """The whole order, or `BadPage`: a page that is cut off or not complete is never half read."""
    rows = sheet.rows
    if sum(_is_labels(row, _ORDER[:2]) for row in rows) > 1:
        raise BadPage(
            "The file holds more than one purchase order page. Save each page to its own file."
        )
    order_at = _find(sheet, _ORDER, 0, "the rows with order number and date are missing")
    quotation_at = _find(sheet, _QUOTATION, order_at + 2, "the rows with PO value are missing")
    value_at = _find(sheet, _VALUE, quotation_at + 2, "the rows with net PO value are missing")
    items_at = _find(sheet, ITEM_LABELS, value_at + 2, "the items table is missing")
    foot_at = _find(
        sheet,
        _FOOT,
        items_at + 1,
        "the items table does not end and the foot with total value and supplier is missing",
    )
    if not sheet.whole:
        raise _incomplete(sheet, "the end of its foot is missing")

    order = _values(sheet, order_at)
    quotation = _values(sheet, quotation_at)
    value = _values(sheet, value_at)
    foot = _values(sheet, foot_at)
    issuer = _issuer(sheet, foot_at + 2)
    items, findings = read_items(rows[items_at:foot_at])
    words = foot["REMARKS"]
    payment_terms = _payment_terms(sheet, value_at + 2, items_at)
    po_value = cells.optional_number(amounts.money, quotation["PO-VALUE"], "PO value")
    net_po_value = cells.optional_number(amounts.money, value["NET PO VAL"], "net PO value")
    total_value = cells.optional_number(amounts.money, foot["TOTAL VALUE"], "total value")
    supplier = [part.strip() for part in foot["SUPP NAME M/S"].split(",")]
    return OrderPage(
        po_number=_po_number(order["PURCHASE ORDER"]),
        po_date=cells.required_date(order["PO DATE"], "PO date"),
        enquiry_no=cells.printed(order["ENQUIRY"]),
        supplier_code=cells.printed(order["SUPP CODE"]),
        order_type=cells.printed(order["ORD-TYPE"]),
        department_no=cells.printed(order["DVN"]),
        quotation_ref=cells.printed(quotation["QUOTATION"]),
        quotation_date=cells.optional_date(quotation["QUOT-DATE"], "quotation date"),
        po_status=cells.printed(quotation["PO STATUS"]),
        amend_no=cells.whole(quotation["AMEND NO"] or "0", "amendment number"),
        po_value=po_value,
        fob_value=cells.optional_number(amounts.money, value["FOB VALUE"], "FOB value"),
        net_po_value=net_po_value,
        total_value=total_value,
        ex_rate=cells.optional_number(amounts.rate, value["EX RATE"], "exchange rate"),
        rc_no=cells.printed(quotation["RC NO"]),
        inspection_by=_inspection(sheet, quotation_at + 2, value_at),
        currency=cells.printed(value["CURRENCY"]),
        payment_terms=payment_terms,
        supplier=cells.printed(foot["SUPP NAME M/S"]),
        supplier_name=cells.printed(supplier[0]),
        supplier_address=tuple(part for part in supplier[1:] if part),
        issuer_name=cells.printed(issuer["NAME"]),
        issuer_designation=cells.printed(issuer["DESIGNATION"]),
        issuer_phone=cells.printed(issuer["PHONE NO"]),
        buyer_name=_buyer_name(sheet, order_at),
        **_buyer(rows[:order_at]),
        remarks=cells.printed(words),
        items=items,
        price_basis=price_basis(words),
        gem_contracts=remarks.gem_contracts(words),
        payment_days=remarks.payment_days(payment_terms),
        findings=(*findings, *order_checks.check(items, po_value, net_po_value, total_value)),
    )


def _incomplete(sheet: Sheet, what: str) -> BadPage:
    state = "not complete" if sheet.whole else "cut off"
    return BadPage(f"The page is {state}: {what}. Save the page again from the portal.")


def _find(sheet: Sheet, labels: tuple[str, ...], start: int, what: str) -> int:
    """The row of these labels that has a row of values below it."""
    for at in range(start, len(sheet.rows) - 1):
        if _is_labels(sheet.rows[at], labels):
            return at
    raise _incomplete(sheet, what)


def _values(sheet: Sheet, at: int) -> Mapping[str, str]:
    """Label to value: the cell of the next row that stands in the label's column."""
    labels, printed = sheet.rows[at], sheet.rows[at + 1]
    if len(labels) != len(printed):
        # A lost cell would shift every value after it below the wrong label.
        raise _incomplete(
            sheet, f"the row below {labels[0].text} has {len(printed)} cells, not {len(labels)}"
        )
    values: dict[str, str] = {}
    for cell in labels:
        for below in printed:
            if below.column <= cell.column < below.column + below.span:
                values[label(cell.text)] = below.text
                break
        else:
            raise _incomplete(sheet, f"there is nothing below {cell.text or 'a label'}")
    return values


def _po_number(text: str) -> str:
    if not _PO_NUMBER.fullmatch(text):
        raise BadPage(
            f"“{cells.shown(text)}” below PURCHASE ORDER is not an order number of 7 digits."
            if text
            else "The order number is blank."
        )
    return text


def _inspection(sheet: Sheet, start: int, end: int) -> str | None:
    """INSPECTION BY has its value beside it; the value may be any phrase, even one like a label."""
    for row in sheet.rows[start:end]:
        if len(row) > 1 and label(row[0].text) == "INSPECTION BY":
            return cells.printed(row[1].text)
    raise _incomplete(sheet, "the row INSPECTION BY is missing")


def _payment_terms(sheet: Sheet, start: int, end: int) -> str | None:
    """The payment line has no label: it is the one cell across the whole table."""
    for row in sheet.rows[start:end]:
        if len(row) == 1 and label(row[0].text) not in _HEADINGS:
            return cells.printed(row[0].text)
    raise _incomplete(sheet, "the row with the payment terms is missing")


def _issuer(sheet: Sheet, start: int) -> Mapping[str, str]:
    issuer: dict[str, str] = {}
    for row in sheet.rows[start:]:
        if len(row) == 2:
            issuer.setdefault(label(row[0].text), row[1].text)
    for name in _ISSUER:
        if name not in issuer:
            raise _incomplete(sheet, f"{name} of the issuer is missing in the foot")
    return issuer


def _buyer_name(sheet: Sheet, order_at: int) -> str:
    """The letterhead. Its first letter stands in a tag of its own and is joined again."""
    for row in sheet.rows[:order_at]:
        for cell in row:
            title = _TITLE.search(cell.text)
            if title and title.start():
                return cell.text[: title.start()]
    raise _incomplete(sheet, "the letterhead above PURCHASE ORDER DETAILS is missing")


def _buyer(rows: tuple[Row, ...]) -> dict[str, str | None]:
    """TIN, ECC, MPCT, phone and fax are the buyer's; label and value share a cell."""
    found: dict[str, str | None] = dict.fromkeys((*_BUYER, "buyer_website"))
    for row in rows:
        if not any(_BUYER["buyer_tin_no"].match(cell.text) for cell in row):
            continue
        for cell in row:
            for field, pattern in _BUYER.items():
                match = pattern.fullmatch(cell.text)
                if match:
                    found[field] = cells.printed(match[1])
                    break
            else:
                if _WEBSITE.fullmatch(cell.text):
                    found["buyer_website"] = cell.text
    return found
